#pragma once

#include "models/domain/money.h"

#include <cstdint>

namespace vigie::models {

/// What a block-storage volume of 5,000 IOPS costs per hour: Scaleway's list price, 0.000116 EUR per GB and hour (10.6 EUR a month for
/// 125 GB). The provider's server types carry the server's price alone.
constexpr Money volumePricePerHour(std::int64_t sizeBytes)
{
    constexpr std::int64_t microsPerGigabyte = 116;
    return Money::fromMicros((sizeBytes * microsPerGigabyte + 500'000'000) / 1'000'000'000);
}

} // namespace vigie::models
