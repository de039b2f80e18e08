#include "app/engine/keyedqueue.h"

#include <algorithm>

namespace vigie::engine {

using storage::Lease;

void KeyedQueue::push(const Lease &lease)
{
    {
        const std::lock_guard lock(m_mutex);
        // A newer lease of the same instance replaces one that waits: the older epoch is fenced anyway.
        std::erase_if(m_waiting, [&](const Lease &each) { return each.instance == lease.instance; });
        m_waiting.push_back(lease);
    }
    m_changed.notify_one();
}

std::optional<Lease> KeyedQueue::pop(std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    const auto next = [this] {
        return std::find_if(m_waiting.begin(), m_waiting.end(), [this](const Lease &each) { return !m_inHand.contains(each.instance); });
    };
    if (!m_changed.wait(lock, stop, [&] { return next() != m_waiting.end(); }))
        return std::nullopt;
    const auto found = next();
    const Lease lease = *found;
    m_waiting.erase(found);
    m_inHand.insert(lease.instance);
    return lease;
}

void KeyedQueue::done(const models::InstanceId &instance)
{
    {
        const std::lock_guard lock(m_mutex);
        m_inHand.erase(instance);
    }
    m_changed.notify_all();
}

std::size_t KeyedQueue::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_waiting.size() + m_inHand.size();
}

} // namespace vigie::engine
