#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace vigie::engine {

/// A bell that one thread waits for and any thread rings. Rings before the wait are not lost, and many are one. Thread-safe.
class WakeUp {
public:
    void ring()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_rung = true;
        }
        m_changed.notify_one();
    }
    /// Until it rings, the time passes, or a stop is requested. False for a stop.
    bool wait(std::chrono::microseconds most, std::stop_token stop)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, stop, most, [this] { return m_rung; });
        m_rung = false;
        return !stop.stop_requested();
    }
    /// As wait(), without a bound.
    bool wait(std::stop_token stop)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, stop, [this] { return m_rung; });
        m_rung = false;
        return !stop.stop_requested();
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_rung = false;
};

} // namespace vigie::engine
