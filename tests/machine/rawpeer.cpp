#include "tests/machine/rawpeer.h"

#include <QByteArray>

#include <arpa/inet.h>
#include <cstring>
#include <netinet/in.h>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace {

constexpr int lookMs = 10; // how often a stop is looked for

/// Whether these events came before a stop.
bool waitFor(int fd, short events, const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        pollfd polled{fd, events, 0};
        if (::poll(&polled, 1, lookMs) > 0)
            return true;
    }
    return false;
}

/// Sends all of it; false when the other side has gone, or at a stop.
bool sendAll(int fd, const char *data, std::size_t size, const std::stop_token &stop)
{
    while (size > 0) {
        if (!waitFor(fd, POLLOUT, stop))
            return false;
        const ssize_t count = ::send(fd, data, size, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0)
            return false;
        data += count;
        size -= static_cast<std::size_t>(count);
    }
    return true;
}

} // namespace

RawPeer::RawPeer(Serve serve) : m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size);
    ::listen(m_listener, 50);
    ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
    m_port = ntohs(address.sin_port);
    m_thread = std::jthread([listener = m_listener, serve = std::move(serve)](const std::stop_token &stop) {
        while (waitFor(listener, POLLIN, stop)) {
            const int fd = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
            serve(fd, stop);
            ::close(fd);
        }
    });
}

RawPeer::~RawPeer()
{
    m_thread.request_stop();
    m_thread.join();
    ::close(m_listener);
}

void RawPeer::sayNothing(int fd, const std::stop_token &stop)
{
    char bytes[4096];
    while (waitFor(fd, POLLIN, stop) && ::recv(fd, bytes, sizeof bytes, 0) > 0) { }
}

RawPeer::Serve RawPeer::endless(const char *text)
{
    return [text](int fd, const std::stop_token &stop) {
        while (sendAll(fd, text, std::strlen(text), stop)) { }
    };
}

RawPeer::Serve RawPeer::once(const char *text)
{
    return [text](int fd, const std::stop_token &stop) {
        sendAll(fd, text, std::strlen(text), stop);
        sayNothing(fd, stop);
    };
}

RawPeer::Serve RawPeer::answer(std::string text)
{
    return [text = std::move(text)](int fd, const std::stop_token &stop) {
        QByteArray request;
        char bytes[4096];
        while (waitFor(fd, POLLIN, stop)) {
            const ssize_t count = ::recv(fd, bytes, sizeof bytes, 0);
            if (count <= 0)
                return;
            request.append(bytes, count);
            const qsizetype head = request.indexOf("\r\n\r\n");
            const qsizetype length = request.toLower().indexOf("content-length:");
            const qsizetype body
                = length < 0 ? 0 : request.mid(length + 15, request.indexOf("\r\n", length) - length - 15).trimmed().toLongLong();
            if (head >= 0 && request.size() >= head + 4 + body)
                break;
        }
        sendAll(fd, text.data(), text.size(), stop);
    };
}
