#include "models/views/timelinescale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace vigie::models {

namespace {

using namespace std::chrono_literals;

constexpr Duration shortest = 1ms;
constexpr Duration longest = 400 * 24h;
constexpr std::array<Duration, 33> steps{
    100us, 200us, 500us, 1ms, 2ms, 5ms, 10ms, 20ms, 50ms, 100ms, 200ms, 500ms, 1s, 2s, 5s, 10s, 15s, 30s, 1min, 2min, 5min, 10min, 15min,
    30min, 1h, 2h, 3h, 6h, 12h, 24h, 7 * 24h, 30 * 24h, 100 * 24h,
};

} // namespace

TimelineScale::TimelineScale(Instant from, Instant to, double left, double width)
    : m_from(from), m_to(std::max(to, from + shortest)), m_left(left), m_width(std::max(width, 1.0))
{
}

double TimelineScale::xOf(Instant at) const
{
    return m_left + m_width * static_cast<double>((at - m_from).count()) / static_cast<double>((m_to - m_from).count());
}

Instant TimelineScale::at(double x) const
{
    const double share = (x - m_left) / m_width;
    return m_from + Duration(std::llround(share * static_cast<double>((m_to - m_from).count())));
}

TimelineScale TimelineScale::zoomed(double factor, double aboutX) const
{
    const double length = static_cast<double>((m_to - m_from).count());
    const double wanted =
        std::clamp(length / factor, static_cast<double>(shortest.count()), static_cast<double>(Duration(longest).count()));
    const double share = (aboutX - m_left) / m_width;
    const Instant from = at(aboutX) + Duration(-std::llround(wanted * share));
    return {from, from + Duration(std::llround(wanted)), m_left, m_width};
}

TimelineScale TimelineScale::panned(double pixels) const
{
    const Duration by = at(m_left + pixels) - m_from;
    return {m_from + by, m_to + by, m_left, m_width};
}

Duration TimelineScale::tickStep(double pixels) const
{
    const double wanted = pixels * static_cast<double>((m_to - m_from).count()) / m_width;
    const auto found = std::find_if(steps.begin(), steps.end(), [=](Duration step) { return static_cast<double>(step.count()) >= wanted; });
    return found == steps.end() ? steps.back() : *found;
}

QVector<Instant> TimelineScale::ticks(Instant origin, double pixels) const
{
    const Duration step = tickStep(pixels);
    const double skipped = std::ceil(static_cast<double>((m_from - origin).count()) / static_cast<double>(step.count()));
    QVector<Instant> found;
    for (Instant tick = origin + Duration(std::llround(skipped) * step.count()); tick <= m_to; tick = tick + step)
        found.append(tick);
    return found;
}

} // namespace vigie::models
