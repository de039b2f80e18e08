#include "tests/scaleway/fakeapi.h"

namespace vigie::test {

FakeApi::FakeApi()
    : server([this](QTcpSocket &socket, const RawRequest &request) {
          const QByteArray whole = request.method + ' ' + request.target;
          const QByteArray key = m_answers.contains(whole) ? whole : whole.first(whole.contains('?') ? whole.indexOf('?') : whole.size());
          if (!m_answers.contains(key)) {
              socket.write(RawServer::answer(404, R"({"type":"not_found","message":"no such route"})"));
              return;
          }
          QList<Said> &answers = m_answers[key];
          const Said said = answers.size() > 1 ? answers.takeFirst() : answers.first();
          socket.write(RawServer::answer(said.status, said.body, said.headers));
      })
{
}

QList<QByteArray> FakeApi::requests() const
{
    QList<QByteArray> all;
    for (const RawRequest &request : server.requests())
        all.append(request.method + ' ' + request.target);
    return all;
}

providers::ScalewayProvider FakeApi::provider(const QString &pin, const QByteArray &token) const
{
    return providers::ScalewayProvider(
        {models::AccountId(QStringLiteral("test")), server.url(), QStringLiteral("project-1"), providers::Secret(token), pin},
        {[](std::chrono::milliseconds, const providers::CallContext &) { return providers::Waited::Elapsed; }, [this] { return now; }});
}

} // namespace vigie::test
