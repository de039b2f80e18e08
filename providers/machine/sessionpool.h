#pragma once

#include "providers/machine/sshsession.h"

#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

namespace vigie::providers {

/// Live sessions waiting for the next command, at most one per machine: a second command on a session costs 2 ms, a new session
/// 68 ms. A thread of its own closes what has been idle for too long. Thread-safe.
class SessionPool {
public:
    using Key = std::pair<QString, quint16>; ///< address and port
    using Session = std::unique_ptr<SshSession>;

    explicit SessionPool(std::chrono::milliseconds longestIdle);
    ~SessionPool();

    /// The idle session of this machine, if it is alive; the caller's alone from here. Null when there is none.
    Session take(const Key &key);
    /// Keeps an open session for the next one; an older idle one of the same machine is closed.
    void give(const Key &key, Session session);
    /// Closes the machine's idle session.
    void drop(const Key &key);
    qsizetype idleCount() const;

private:
    struct Idle {
        Session session;
        std::chrono::steady_clock::time_point since;
    };
    void closeIdle(const std::stop_token &stop);

    const std::chrono::milliseconds m_longestIdle;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::map<Key, Idle> m_idle;
    std::jthread m_closer; // last: it uses all the above
};

} // namespace vigie::providers
