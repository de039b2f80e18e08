#pragma once

#include "app/storage/workrepository.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>

namespace vigie::engine {

/// Leases waiting for a reconciler, at most one in hand per instance: a lease for an instance that is being worked on waits until
/// that work is done. Thread-safe.
class KeyedQueue {
public:
    void push(const storage::Lease &lease);
    /// Waits for a lease whose instance nobody works on; nothing when a stop is requested. Its taker calls done().
    std::optional<storage::Lease> pop(std::stop_token stop);
    void done(const models::InstanceId &instance);

    /// Waiting and in hand.
    std::size_t size() const;

private:
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<storage::Lease> m_waiting;
    std::set<models::InstanceId> m_inHand;
};

} // namespace vigie::engine
