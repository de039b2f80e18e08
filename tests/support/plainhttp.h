#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QPair>
#include <QString>

namespace vigie::test {

/// The answer of one HTTP/1.1 request as it came over the socket. Status 0: no whole head came, and `raw` is what did.
struct HttpReply {
    int status = 0;
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;                       ///< chunks put together
    QByteArray raw;
    bool complete = false; ///< the body is as long as was announced
    bool reset = false;    ///< ended by a reset rather than an orderly close

    QJsonObject json() const;
    QByteArray header(const QByteArray &name) const { return headers.value(name); }
};

/// One request on a connection of its own, blocking, sent exactly once: no client library that repeats or hides anything.
/// Usable on any thread, with or without an event loop. The host
/// is an IPv4 address.
HttpReply plainHttp(const QString &host, quint16 port, const QByteArray &method, const QByteArray &target,
                    const QList<QPair<QByteArray, QByteArray>> &headers = {}, const QByteArray &body = {}, int timeoutMs = 10'000);

} // namespace vigie::test
