#include "app/engine/steps/timings.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cmath>

namespace vigie::engine {

using models::Duration;

Timings Timings::fromTable(const QMap<QString, Duration> &table)
{
    Timings timings;
    const auto take = [&table](const char *name, Duration &value) { value = table.value(QLatin1String(name), value); };
    take("lease", timings.lease);
    take("session", timings.session);
    take("provider_request", timings.providerRequest);
    take("health_interval", timings.healthInterval);
    take("retry_first", timings.retryFirst);
    take("retry_most", timings.retryMost);
    take("probe_first", timings.probeFirst);
    take("probe_most", timings.probeMost);
    return timings;
}

Duration backOff(Duration first, Duration most, int tries)
{
    const double grown = static_cast<double>(first.count()) * std::pow(1.5, std::clamp(tries, 0, 40));
    const double wait = std::min(grown, static_cast<double>(most.count()));
    return Duration(std::llround(wait * (0.8 + 0.4 * QRandomGenerator::global()->generateDouble())));
}

} // namespace vigie::engine
