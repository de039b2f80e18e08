#include "models/views/fleetclock.h"

#include <algorithm>

namespace vigie::models {

FleetClock::FleetClock(std::function<Duration()> elapsed) : m_elapsed(std::move(elapsed)), m_baseElapsed(m_elapsed()) {}

void FleetClock::read(Instant asOf)
{
    // A reading is as old as its journey: following it to the microsecond would make ages step back at each one.
    m_base = std::max(asOf, now());
    m_baseElapsed = m_elapsed();
}

void FleetClock::run()
{
    if (m_running)
        return;
    m_baseElapsed = m_elapsed();
    m_running = true;
}

void FleetClock::freeze()
{
    m_base = now();
    m_running = false;
}

Instant FleetClock::now() const
{
    return m_running && m_base != Instant() ? m_base + (m_elapsed() - m_baseElapsed) : m_base;
}

std::function<Duration()> FleetClock::monotonic()
{
    return [] { return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch()); };
}

} // namespace vigie::models
