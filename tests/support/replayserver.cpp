#include "tests/support/replayserver.h"

#include <QUrlQuery>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace vigie::test {

using namespace Qt::StringLiterals;

namespace {

QList<QPair<QString, QString>> comparedQuery(const QUrl &url)
{
    QList<QPair<QString, QString>> items = QUrlQuery(url).queryItems(QUrl::FullyDecoded);
    items.removeIf([](const auto &item) {
        return item.first == "per_page"_L1 || item.first == "page_size"_L1 || item.first == "order_by"_L1
               || item == QPair(u"page"_s, u"1"_s);
    });
    std::sort(items.begin(), items.end());
    return items;
}

bool sameBody(const QByteArray &left, const QByteArray &right)
{
    const auto parse = [](const QByteArray &text) {
        return nlohmann::json::parse(text.constData(), text.constData() + text.size(), nullptr, false);
    };
    const auto leftJson = parse(left);
    return left == right || (!leftJson.is_discarded() && leftJson == parse(right));
}

bool matches(const Interaction &recorded, const RawRequest &request)
{
    const QUrl was = QUrl::fromEncoded(recorded.url);
    const QUrl is = QUrl::fromEncoded(request.target);
    return recorded.method == request.method && was.path() == is.path() && comparedQuery(was) == comparedQuery(is)
           && sameBody(recorded.body, request.body);
}

} // namespace

ReplayServer::ReplayServer(QList<Interaction> interactions)
    : m_interactions(std::move(interactions)), m_server([this](QTcpSocket &socket, const RawRequest &request) { play(socket, request); })
{
}

void ReplayServer::startAt(const QByteArray &methodAndPath)
{
    const auto found = std::find_if(m_interactions.begin(), m_interactions.end(), [&](const Interaction &each) {
        return each.method + ' ' + QUrl::fromEncoded(each.url).path().toUtf8() == methodAndPath;
    });
    m_next = found - m_interactions.begin();
}

void ReplayServer::play(QTcpSocket &socket, const RawRequest &request)
{
    const auto found = std::find_if(m_interactions.begin() + m_next, m_interactions.end(),
                                    [&](const Interaction &each) { return matches(each, request); });
    if (found == m_interactions.end()) {
        m_misses.append(QString::fromUtf8(request.method + ' ' + request.target + ' ' + request.body));
        socket.write(RawServer::answer(599, "not recorded", {}));
        return;
    }
    m_next = found - m_interactions.begin() + 1;
    auto headers = found->headers;
    headers.removeIf([](const auto &each) { return each.first.compare("Content-Length", Qt::CaseInsensitive) == 0; });
    socket.write(RawServer::answer(found->code, found->answer, headers));
}

} // namespace vigie::test
