#pragma once

#include "models/domain/money.h"

#include <cstdint>
#include <optional>

namespace vigie::models {

/// What an instance will cost per hour, before anything of it exists: only the server's price is the provider's own word.
struct CreateEstimate {
    std::optional<Money> server; ///< absent: the provider does not say
    Money volume;
    Money address;

    std::optional<Money> total() const { return server ? std::optional(*server + volume + address) : std::nullopt; }
};

/// Block storage: 0.0848 EUR per GB and month of 730 hours; a flexible IPv4 address: 0.004 EUR per hour (Scaleway's public price
/// list). The bill follows the resources once they exist, so these two serve the dialog alone.
constexpr CreateEstimate estimateCreate(std::optional<Money> server, std::int64_t volumeBytes)
{
    constexpr std::int64_t microsPerGbMonth = 84'800;
    constexpr std::int64_t hoursPerMonth = 730;
    const std::int64_t gigabytes = volumeBytes / 1'000'000'000;
    return {server, Money::fromMicros((gigabytes * microsPerGbMonth + hoursPerMonth / 2) / hoursPerMonth), Money::fromMicros(4'000)};
}

} // namespace vigie::models
