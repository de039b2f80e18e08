#include "models/domain/status.h"

#include <algorithm>

namespace vigie::models {

namespace {

using enum Status;
using enum EdgeOwner;

constexpr std::array edges{
    Edge{Provisioning, Booting, LeaseHolder},
    Edge{Provisioning, ProvisioningFailed, LeaseHolder},
    Edge{Provisioning, Failed, LeaseHolder},
    Edge{Booting, Installing, LeaseHolder},
    Edge{Installing, Starting, LeaseHolder},
    Edge{Starting, Ready, LeaseHolder},
    Edge{Booting, StartupFailed, LeaseHolder},
    Edge{Installing, StartupFailed, LeaseHolder},
    Edge{Starting, StartupFailed, LeaseHolder},
    Edge{StartupFailed, Booting, Anybody},
    Edge{Ready, Unavailable, LeaseHolder},
    Edge{Unavailable, Ready, LeaseHolder},
    Edge{Ready, Installing, Anybody},
    Edge{Unavailable, Installing, Anybody},
    Edge{StartupFailed, Installing, Anybody},
    Edge{Ready, Draining, Anybody},
    Edge{Provisioning, Terminating, Anybody},
    Edge{Booting, Terminating, Anybody},
    Edge{Installing, Terminating, Anybody},
    Edge{Starting, Terminating, Anybody},
    Edge{Ready, Terminating, Anybody},
    Edge{Unavailable, Terminating, Anybody},
    Edge{Draining, Terminating, Anybody},
    Edge{ProvisioningFailed, Terminating, Anybody},
    Edge{StartupFailed, Terminating, Anybody},
    Edge{Failed, Terminating, Anybody},
    Edge{Terminating, Terminated, LeaseHolder},
    Edge{Terminated, Archived, Anybody},
    Edge{Archived, Terminated, Anybody},
};

constexpr std::array names{
    "provisioning", "booting", "installing", "starting", "ready", "unavailable", "draining", "terminating", "terminated",
    "archived", "provisioning_failed", "startup_failed", "failed", "unknown",
};
static_assert(names.size() == statusCount + 1, "every status has its name");

} // namespace

std::span<const Edge> legalEdges()
{
    return edges;
}

bool isLegal(Status from, Status to)
{
    return std::any_of(edges.begin(), edges.end(), [=](const Edge &edge) { return edge.from == from && edge.to == to; });
}

QLatin1String toName(Status status)
{
    return QLatin1String(names[static_cast<std::size_t>(status)]);
}

Status statusFromName(QStringView name)
{
    for (std::size_t i = 0; i < statusCount; ++i) {
        if (name == QLatin1String(names[i]))
            return static_cast<Status>(i);
    }
    return Unknown;
}

bool isFailed(Status status)
{
    return status == ProvisioningFailed || status == StartupFailed || status == Failed;
}

bool isComingUp(Status status)
{
    return status == Provisioning || status == Booting || status == Installing || status == Starting;
}

bool isGone(Status status)
{
    return status == Terminated || status == Archived;
}

bool canTerminate(Status status)
{
    return isLegal(status, Terminating);
}

} // namespace vigie::models
