#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace vigie::models {

/// An amount in millionths of a euro (Scaleway bills in EUR alone). Integer, so that sums are exact.
class Money {
public:
    constexpr Money() = default;
    static constexpr Money fromMicros(std::int64_t micros) { return Money(micros); }
    constexpr std::int64_t micros() const { return m_micros; }
    constexpr double euros() const { return static_cast<double>(m_micros) / 1e6; } ///< for showing only

    friend constexpr auto operator<=>(const Money &, const Money &) = default;
    friend constexpr Money operator+(Money left, Money right) { return Money(left.m_micros + right.m_micros); }
    constexpr Money &operator+=(Money other) { m_micros += other.m_micros; return *this; }
    /// What this price per hour costs over a time, to the millisecond, rounded to the nearest micro.
    constexpr Money over(std::chrono::microseconds time) const
    {
        constexpr std::int64_t hour = 3'600'000; // milliseconds: prices up to two million euros an hour do not overflow
        const std::int64_t millis = time.count() / 1000;
        return Money(m_micros * (millis / hour) + (m_micros * (millis % hour) + hour / 2) / hour);
    }

private:
    constexpr explicit Money(std::int64_t micros) : m_micros(micros) {}
    std::int64_t m_micros = 0;
};

} // namespace vigie::models
