#pragma once

#include "models/domain/instance.h"
#include "models/views/statusfamily.h"

#include <array>

namespace vigie::models {

/// The fleet in a line: how many of each family, and what is billed per hour now.
struct FleetSummary {
    std::array<int, statusFamilyCount> counts{};
    int failedStillBilled = 0; ///< failed, and something of it still costs money
    int pricesUnknown = 0;     ///< instances whose price per hour is not known: the sum is then a lower bound
    int instances = 0;         ///< without the archived ones
    Money pricePerHour;

    int count(StatusFamily family) const { return counts[static_cast<std::size_t>(family)]; }
    bool operator==(const FleetSummary &) const = default;
};

FleetSummary summarise(const QVector<Instance> &fleet);

} // namespace vigie::models
