#include "models/views/fleetsummary.h"

namespace vigie::models {

FleetSummary summarise(const QVector<Instance> &fleet)
{
    FleetSummary summary;
    for (const Instance &instance : fleet) {
        if (instance.status != Status::Archived) {
            ++summary.instances;
            ++summary.counts[static_cast<std::size_t>(familyOf(instance.status))];
        }
        if (!instance.pricePerHour) {
            summary.pricesUnknown += instance.liveResources > 0 ? 1 : 0;
            continue;
        }
        summary.pricePerHour += *instance.pricePerHour;
        if (isFailed(instance.status) && instance.pricePerHour->micros() > 0)
            ++summary.failedStillBilled;
    }
    return summary;
}

} // namespace vigie::models
