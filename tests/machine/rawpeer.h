#pragma once

#include <QtGlobal>

#include <functional>
#include <stop_token>
#include <string>
#include <thread>

/// A TCP listener on loopback whose connections are served, one after another, by a function on a thread of its own. For peers
/// that do not speak as they should.
class RawPeer {
public:
    /// Serves one connection; the descriptor is closed after it. It should return soon after a stop is requested.
    using Serve = std::function<void(int fd, const std::stop_token &stop)>;

    explicit RawPeer(Serve serve);
    ~RawPeer();
    RawPeer(const RawPeer &) = delete;
    RawPeer &operator=(const RawPeer &) = delete;

    quint16 port() const { return m_port; }

    /// Reads until the other side closes, or a stop; says nothing.
    static void sayNothing(int fd, const std::stop_token &stop);
    /// Sends this over and over, as fast as it is taken.
    static Serve endless(const char *text);
    /// Sends this once, then listens.
    static Serve once(const char *text);
    /// Reads one HTTP request (head and a body of its Content-Length) and answers with these bytes.
    static Serve answer(std::string text);

private:
    int m_listener;
    quint16 m_port = 0;
    std::jthread m_thread;
};
