#pragma once

#include <QDateTime>
#include <QTimeZone>

#include <chrono>
#include <compare>
#include <cstdint>

namespace vigie::models {

using Duration = std::chrono::microseconds;

/// A point in time: UTC microseconds since 1970. Comes from the database's clock, whose resolution it keeps (QDateTime rounds
/// to the millisecond). Durations are differences of instants, never stored.
class Instant {
public:
    constexpr Instant() = default;
    static constexpr Instant fromMicroseconds(std::int64_t micros) { return Instant(micros); }
    static Instant fromDateTime(const QDateTime &time) { return Instant(time.toMSecsSinceEpoch() * 1000); }
    constexpr std::int64_t microseconds() const { return m_micros; }
    QDateTime toDateTime() const { return QDateTime::fromMSecsSinceEpoch(m_micros / 1000, QTimeZone::utc()); }

    friend constexpr auto operator<=>(const Instant &, const Instant &) = default;
    friend constexpr Duration operator-(Instant left, Instant right) { return Duration(left.m_micros - right.m_micros); }
    friend constexpr Instant operator+(Instant left, Duration right) { return Instant(left.m_micros + right.count()); }

private:
    constexpr explicit Instant(std::int64_t micros) : m_micros(micros) {}
    std::int64_t m_micros = 0;
};

} // namespace vigie::models
