#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QObject>
#include <QPair>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <functional>

namespace vigie::test {

struct RawRequest {
    QByteArray method;
    QByteArray target; ///< path and query, as sent
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;

    QByteArray header(const QByteArray &name) const;
};

/// An HTTP/1.1 server on loopback that does with each whole request what the test says, down to the bytes and the reset. Runs in
/// the event loop of the thread that made it.
class RawServer : public QObject {
public:
    /// Called once per whole request; the connection stays open unless the handler closes it.
    using Handler = std::function<void(QTcpSocket &, const RawRequest &)>;

    explicit RawServer(Handler handler);

    QUrl url(const QString &path = {}) const;
    const QList<RawRequest> &requests() const { return m_requests; }
    int connections() const { return m_connections; }
    void setHandler(Handler handler) { m_handler = std::move(handler); }

    /// A whole answer with its length.
    static QByteArray answer(int status, const QByteArray &body,
                             const QList<QPair<QByteArray, QByteArray>> &headers = {{"Content-Type", "application/json"}});
    /// Closes with a TCP reset instead of an orderly end.
    static void reset(QTcpSocket &socket);

private:
    void onConnection();
    void onBytes(QTcpSocket *socket);

    Handler m_handler;
    QHash<QTcpSocket *, QByteArray> m_buffers;
    QList<RawRequest> m_requests;
    int m_connections = 0;
    QTcpServer m_server; // last: its sockets report their end to the members above
};

} // namespace vigie::test
