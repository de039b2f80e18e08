#pragma once

#include "tests/support/cassette.h"
#include "tests/support/rawserver.h"

#include <QStringList>

namespace vigie::test {

/// Plays a recording back, in order: a request is answered by the next interaction, after the last one given, of the same method,
/// path, query and body (JSON by its meaning). How a list is cut into pages and sorted is not compared, except for the page's
/// number. What fits none is answered 599 and noted.
class ReplayServer {
public:
    explicit ReplayServer(QList<Interaction> interactions);

    QUrl url() const { return m_server.url(); }
    const QList<Interaction> &interactions() const { return m_interactions; }
    const QStringList &misses() const { return m_misses; }
    const QList<RawRequest> &requests() const { return m_server.requests(); }
    /// Forgets what comes before the first interaction that is this request: `GET /instance/v1/...`.
    void startAt(const QByteArray &methodAndPath);

private:
    void play(QTcpSocket &socket, const RawRequest &request);

    QList<Interaction> m_interactions;
    qsizetype m_next = 0;
    QStringList m_misses;
    RawServer m_server;
};

} // namespace vigie::test
