#pragma once

#include "models/domain/prices.h"

#include <cstdint>
#include <optional>

namespace vigie::models {

/// What an instance will cost per hour, before anything of it exists. Only the server's price is the provider's own word; the bill
/// follows the resources once they exist, so this serves the dialog alone.
struct CreateEstimate {
    std::optional<Money> server; ///< absent: the provider does not say
    Money volume;
    Money address;

    std::optional<Money> total() const { return server ? std::optional(*server + volume + address) : std::nullopt; }
};

constexpr CreateEstimate estimateCreate(std::optional<Money> server, std::int64_t volumeBytes)
{
    constexpr Money addressPerHour = Money::fromMicros(4'000); // a flexible IPv4 address, of Scaleway's list
    return {server, volumePricePerHour(volumeBytes), addressPerHour};
}

} // namespace vigie::models
