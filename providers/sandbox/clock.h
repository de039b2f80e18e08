#pragma once

#include <cstdint>
#include <string>

namespace vigie::providers::sandbox {

/// Microseconds: an instant since 1970 (UTC) or a duration, as the name of the variable says.
using Micros = std::int64_t;

constexpr Micros millisecond = 1'000;
constexpr Micros second = 1'000'000;

/// The wall clock. Every state of the sandbox is computed from instants of this clock, so that it goes on across a restart.
Micros wallClock();

/// 2026-07-30T12:53:17.694881+00:00, as the Instance API writes dates.
std::string instanceDate(Micros at);

/// 2026-07-30T12:53:17.694881Z, as the Block, IAM, Account and Marketplace APIs write them.
std::string zuluDate(Micros at);

} // namespace vigie::providers::sandbox
