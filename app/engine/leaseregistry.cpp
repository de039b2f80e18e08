#include "app/engine/leaseregistry.h"

#include <ctime>

namespace vigie::engine {

using storage::Lease;

namespace {

std::chrono::nanoseconds reliableUntil(std::chrono::nanoseconds sentAt, models::Duration length)
{
    // A margin of 10 s for the default of 45 s; shorter leases (tests) keep the proportion.
    return sentAt + length - std::min<std::chrono::nanoseconds>(std::chrono::seconds(10), length / 4);
}

} // namespace

std::chrono::nanoseconds bootTime()
{
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

void LeaseRegistry::add(const Lease &lease, std::chrono::nanoseconds sentAt, models::Duration length)
{
    const std::lock_guard lock(m_mutex);
    m_entries.insert(lease.instance, {lease, reliableUntil(sentAt, length)});
}

void LeaseRegistry::remove(const Lease &lease)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.constFind(lease.instance);
    if (found != m_entries.constEnd() && found->lease.epoch == lease.epoch)
        m_entries.erase(found);
}

bool LeaseRegistry::isReliable(const Lease &lease) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.constFind(lease.instance);
    return found != m_entries.constEnd() && found->lease.epoch == lease.epoch && bootTime() < found->until;
}

QVector<Lease> LeaseRegistry::all() const
{
    const std::lock_guard lock(m_mutex);
    QVector<Lease> leases;
    for (const Entry &entry : m_entries)
        leases.append(entry.lease);
    return leases;
}

void LeaseRegistry::renewed(const QVector<Lease> &asked, const QVector<models::InstanceId> &held, std::chrono::nanoseconds sentAt, models::Duration length)
{
    const std::lock_guard lock(m_mutex);
    for (const Lease &lease : asked) {
        const auto found = m_entries.find(lease.instance);
        if (found == m_entries.end() || found->lease.epoch != lease.epoch)
            continue; // ended, or claimed anew, meanwhile
        if (held.contains(lease.instance))
            found->until = reliableUntil(sentAt, length);
        else
            m_entries.erase(found);
    }
}

void LeaseRegistry::clear()
{
    const std::lock_guard lock(m_mutex);
    m_entries.clear();
}

} // namespace vigie::engine
