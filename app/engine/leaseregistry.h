#pragma once

#include "app/storage/workrepository.h"

#include <QHash>

#include <chrono>
#include <mutex>
#include <vector>

namespace vigie::engine {

/// The time since the machine started, sleep included. Leases are measured by it: a clock that stops while a laptop sleeps would
/// say "two seconds left" an hour later.
std::chrono::nanoseconds bootTime();

/// The leases in this process's hands, and until when it may rely on each: the moment the claim or the renewal was sent, plus the lease, minus
/// a margin. Past it no new request to a provider begins. Thread-safe.
class LeaseRegistry {
public:
    /// `sentAt`: bootTime() before the claim went out.
    void add(const storage::Lease &lease, std::chrono::nanoseconds sentAt, models::Duration length);
    void remove(const storage::Lease &lease);
    bool isReliable(const storage::Lease &lease) const;
    QVector<storage::Lease> all() const;
    /// After a renewal: those in `held` are good for longer, the other ones that were `asked` are lost.
    void renewed(const QVector<storage::Lease> &asked, const QVector<models::InstanceId> &held, std::chrono::nanoseconds sentAt, models::Duration length);
    /// Nothing is held any more (after sleep, or a new session).
    void clear();

private:
    struct Entry {
        storage::Lease lease;
        std::chrono::nanoseconds until{0};
    };
    mutable std::mutex m_mutex;
    QHash<models::InstanceId, Entry> m_entries;
};

} // namespace vigie::engine
