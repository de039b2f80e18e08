#include "tests/support/plainhttp.h"

#include <QDeadlineTimer>
#include <QHostAddress>
#include <QJsonDocument>
#include <QScopeGuard>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace vigie::test {

namespace {

/// Takes the chunks apart; false when the last one is missing.
bool unchunk(QByteArray bytes, QByteArray &body)
{
    while (!bytes.isEmpty()) {
        const qsizetype lineEnd = bytes.indexOf("\r\n");
        bool isNumber = false;
        const qsizetype length = lineEnd < 0 ? -1 : bytes.first(lineEnd).toLongLong(&isNumber, 16);
        if (!isNumber || bytes.size() < lineEnd + 2 + length + 2)
            return false;
        if (length == 0)
            return true;
        body += bytes.sliced(lineEnd + 2, length);
        bytes.remove(0, lineEnd + 2 + length + 2);
    }
    return false;
}

void parse(HttpReply &reply)
{
    reply.headers.clear();
    reply.body.clear();
    const qsizetype headEnd = reply.raw.indexOf("\r\n\r\n");
    if (headEnd < 0 || !reply.raw.startsWith("HTTP/1."))
        return;
    const QList<QByteArray> lines = reply.raw.first(headEnd).split('\n');
    reply.status = lines.first().split(' ').value(1).toInt();
    for (const QByteArray &line : lines.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            reply.headers.insert(line.first(colon).toLower(), line.sliced(colon + 1).trimmed());
    }
    const QByteArray rest = reply.raw.sliced(headEnd + 4);
    if (reply.header("transfer-encoding") == "chunked") {
        reply.complete = unchunk(rest, reply.body);
    } else {
        reply.body = rest;
        reply.complete = rest.size() == reply.header("content-length").toLongLong();
    }
}

} // namespace

QJsonObject HttpReply::json() const
{
    return QJsonDocument::fromJson(body).object();
}

HttpReply plainHttp(const QString &host, quint16 port, const QByteArray &method, const QByteArray &target,
                    const QList<QPair<QByteArray, QByteArray>> &headers, const QByteArray &body, int timeoutMs)
{
    HttpReply reply;
    const QDeadlineTimer deadline(timeoutMs);
    // No QTcpSocket: it takes a reset for a close.
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto closing = qScopeGuard([fd] { close(fd); });
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(QHostAddress(host).toIPv4Address());
    address.sin_port = htons(port);
    if (connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        return reply;
    QByteArray request = method + ' ' + target + " HTTP/1.1\r\nHost: " + host.toUtf8() + "\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n";
    for (const auto &[name, value] : headers)
        request += name + ": " + value + "\r\n";
    request += "\r\n" + body;
    while (!request.isEmpty()) {
        const ssize_t sent = send(fd, request.constData(), static_cast<std::size_t>(request.size()), MSG_NOSIGNAL);
        if (sent <= 0)
            break;
        request.remove(0, sent);
    }
    while (!reply.complete && !deadline.hasExpired()) {
        pollfd readable{fd, POLLIN, 0};
        if (poll(&readable, 1, static_cast<int>(deadline.remainingTime())) <= 0)
            break;
        std::array<char, 65536> bytes{};
        const ssize_t got = recv(fd, bytes.data(), bytes.size(), 0);
        reply.reset = got < 0;
        if (got <= 0)
            break;
        reply.raw.append(bytes.data(), got);
        parse(reply);
    }
    return reply;
}

} // namespace vigie::test
