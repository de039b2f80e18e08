#include "providers/machine/tcpconnect.h"

#include <cerrno>
#include <cstring>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace vigie::providers {

namespace {

struct CloseAddresses {
    void operator()(addrinfo *list) const { ::freeaddrinfo(list); }
};

/// Ends the attempt: the socket is closed before the error is made.
tl::unexpected<models::Error> giveUp(int fd, models::ErrorCode code, const QString &host, quint16 port, const QString &detail)
{
    if (fd >= 0)
        ::close(fd);
    return models::fail(code, {{QStringLiteral("host"), host}, {QStringLiteral("port"), QString::number(port)}}, detail);
}

QString sentence(int error)
{
    return QString::fromLocal8Bit(std::strerror(error));
}

} // namespace

models::Result<int> connectTcp(const QString &host, quint16 port, const FdWaiter &waiter)
{
    using models::ErrorCode;
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    addrinfo *found = nullptr;
    if (const int error = ::getaddrinfo(host.toUtf8().constData(), QByteArray::number(port).constData(), &hints, &found); error != 0)
        return giveUp(-1, ErrorCode::SshNotAccessible, host, port, QString::fromLocal8Bit(::gai_strerror(error)));
    const std::unique_ptr<addrinfo, CloseAddresses> address(found);

    const int fd = ::socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_TCP);
    if (fd < 0)
        return giveUp(fd, ErrorCode::SshNotAccessible, host, port, sentence(errno));
    const int on = 1;
    // Small packets go back and forth all through a key exchange. Without the option it works too, only slower.
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);

    int error = ::connect(fd, address->ai_addr, address->ai_addrlen) == 0 ? 0 : errno;
    if (error == EINPROGRESS) {
        switch (waiter.wait(fd, POLLOUT)) {
        case FdWaiter::Outcome::Stopped:
            return giveUp(fd, ErrorCode::Cancelled, host, port, {});
        case FdWaiter::Outcome::DeadlinePassed:
            return giveUp(fd, ErrorCode::SshNotAccessible, host, port, sentence(ETIMEDOUT));
        case FdWaiter::Outcome::Ready:
            break;
        }
        socklen_t size = sizeof error;
        if (::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0)
            error = errno;
    }
    if (error != 0)
        return giveUp(fd, ErrorCode::SshNotAccessible, host, port, sentence(error));
    return fd;
}

} // namespace vigie::providers
