#include "providers/machine/sessionpool.h"

#include <algorithm>
#include <vector>

namespace vigie::providers {

SessionPool::SessionPool(std::chrono::milliseconds longestIdle)
    : m_longestIdle(longestIdle), m_closer([this](const std::stop_token &stop) { closeIdle(stop); })
{
}

SessionPool::~SessionPool() = default; // the jthread asks its thread to stop and joins it before the rest goes

SessionPool::Session SessionPool::take(const Key &key)
{
    Session session;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_idle.find(key); found != m_idle.end()) {
            session = std::move(found->second.session);
            m_idle.erase(found);
        }
    }
    return session && session->isAlive() ? std::move(session) : nullptr;
}

void SessionPool::give(const Key &key, Session session)
{
    if (!session || !session->isAlive())
        return;
    {
        const std::lock_guard lock(m_mutex);
        Idle &idle = m_idle[key];
        idle.since = std::chrono::steady_clock::now();
        std::swap(idle.session, session);
    }
    m_changed.notify_all();
    // What was there before is closed here, outside of the lock.
}

void SessionPool::drop(const Key &key)
{
    static_cast<void>(take(key));
}

qsizetype SessionPool::idleCount() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<qsizetype>(m_idle.size());
}

void SessionPool::closeIdle(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        const auto now = std::chrono::steady_clock::now();
        auto next = std::chrono::steady_clock::time_point::max();
        std::vector<Session> closing;
        for (auto each = m_idle.begin(); each != m_idle.end();) {
            const auto due = each->second.since + m_longestIdle;
            if (due <= now) {
                closing.push_back(std::move(each->second.session));
                each = m_idle.erase(each);
            } else {
                next = std::min(next, due);
                ++each;
            }
        }
        if (!closing.empty()) {
            lock.unlock();
            closing.clear();
            lock.lock();
            continue;
        }
        const auto changed = [this, next] {
            return std::any_of(m_idle.begin(), m_idle.end(), [&](const auto &each) { return each.second.since + m_longestIdle < next; });
        };
        if (next == std::chrono::steady_clock::time_point::max())
            m_changed.wait(lock, stop, changed);
        else
            m_changed.wait_until(lock, stop, next, changed);
    }
}

} // namespace vigie::providers
