#include "providers/sandbox/loopback.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

namespace vigie::providers::sandbox {

std::optional<LoopbackListener> LoopbackListener::open(std::uint16_t port)
{
    LoopbackListener listener;
    listener.fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (listener.fd < 0)
        return std::nullopt;
    const int on = 1;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_ANY);
    address.sin_port = htons(port);
    socklen_t length = sizeof address;
    // The device first: between bind and it the socket would be open to the world.
    const bool ready = setsockopt(listener.fd, SOL_SOCKET, SO_BINDTODEVICE, "lo", 3) == 0
        && setsockopt(listener.fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0
        && bind(listener.fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0 && listen(listener.fd, 4096) == 0
        && getsockname(listener.fd, reinterpret_cast<sockaddr *>(&address), &length) == 0;
    if (!ready) {
        const int error = errno;
        close(listener.fd);
        errno = error;
        return std::nullopt;
    }
    listener.port = ntohs(address.sin_port);
    return listener;
}

int acceptFrom(const LoopbackListener &listener)
{
    const int fd = accept4(listener.fd, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    // Small packets one after the other: they would wait for each other's acknowledgement, 40 ms each.
    const int on = 1;
    if (fd >= 0)
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

std::uint32_t calledAddress(int fd)
{
    sockaddr_in address{};
    socklen_t length = sizeof address;
    return getsockname(fd, reinterpret_cast<sockaddr *>(&address), &length) == 0 ? ntohl(address.sin_addr.s_addr) : 0;
}

void resetConnection(int fd)
{
    const linger none{1, 0};
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    close(fd);
}

bool isHungUp(int fd)
{
    char byte = 0;
    const ssize_t got = recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
}

} // namespace vigie::providers::sandbox
