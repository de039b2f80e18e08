#include "models/domain/action.h"

#include <algorithm>
#include <array>

namespace vigie::models {

namespace {

using enum ActionCode;
using enum Component;

constexpr std::array traits{
    ActionTraits{RequestCreate, "REQUEST_CREATE", Console, 5, 5},
    ActionTraits{ExecuteCreate, "EXECUTE_CREATE", Orchestrator, 10, 10},
    ActionTraits{ResolveBootImage, "RESOLVE_BOOT_IMAGE", Orchestrator, 0, 0},
    // The volume is created with its size, so that a resize is never needed: 25 follows from 20 at once.
    ActionTraits{ProviderCreate, "PROVIDER_CREATE", Orchestrator, 0, 25},
    ActionTraits{ProviderStart, "PROVIDER_START", Orchestrator, 0, 30},
    ActionTraits{ProviderGetIp, "PROVIDER_GET_IP", Orchestrator, 0, 40},
    ActionTraits{WorkerSshAccessible, "WORKER_SSH_ACCESSIBLE", Orchestrator, 0, 50},
    ActionTraits{WorkerSshInstall, "WORKER_SSH_INSTALL", Orchestrator, 55, 60},
    ActionTraits{WorkerVllmHttpOk, "WORKER_VLLM_HTTP_OK", Orchestrator, 0, 70},
    ActionTraits{WorkerModelLoaded, "WORKER_MODEL_LOADED", Orchestrator, 0, 80},
    ActionTraits{WorkerVllmWarmup, "WORKER_VLLM_WARMUP", Orchestrator, 0, 90},
    ActionTraits{HealthCheck, "HEALTH_CHECK", Orchestrator, 0, 95},
    ActionTraits{InstanceReady, "INSTANCE_READY", Orchestrator, 0, 100},
    ActionTraits{InstanceStartupFailed, "INSTANCE_STARTUP_FAILED", Orchestrator, 0, 0},
    ActionTraits{InstanceUnavailable, "INSTANCE_UNAVAILABLE", Orchestrator, 0, 0},
    ActionTraits{RequestTerminate, "REQUEST_TERMINATE", Console, 0, 0},
    ActionTraits{ExecuteTerminate, "EXECUTE_TERMINATE", Orchestrator, 0, 0},
    ActionTraits{ProviderTerminate, "PROVIDER_TERMINATE", Orchestrator, 0, 0},
    ActionTraits{ProviderDeleteVolume, "PROVIDER_DELETE_VOLUME", Orchestrator, 0, 0},
    ActionTraits{ProviderDeleteIp, "PROVIDER_DELETE_IP", Orchestrator, 0, 0},
    ActionTraits{InstanceTerminated, "INSTANCE_TERMINATED", Orchestrator, 0, 0},
    ActionTraits{RequestArchive, "REQUEST_ARCHIVE", Console, 0, 0},
    ActionTraits{RequestUnarchive, "REQUEST_UNARCHIVE", Console, 0, 0},
};
static_assert(traits.size() == static_cast<std::size_t>(ActionCode::Unknown), "every code has its row");

constexpr std::array statusNames{"queued", "in_progress", "success", "failed", "retrying", "interrupted", "cancelled", "unknown"};
static_assert(statusNames.size() == static_cast<std::size_t>(ActionStatus::Unknown) + 1);

} // namespace

std::span<const ActionTraits> actionTraits()
{
    return traits;
}

QLatin1String toName(ActionCode code)
{
    return code == ActionCode::Unknown ? QLatin1String("UNKNOWN") : QLatin1String(traits[static_cast<std::size_t>(code)].name);
}

ActionCode actionCodeFromName(QStringView name)
{
    const auto found = std::find_if(traits.begin(), traits.end(), [name](const ActionTraits &each) { return name == QLatin1String(each.name); });
    return found == traits.end() ? ActionCode::Unknown : found->code;
}

QLatin1String toName(ActionStatus status)
{
    return QLatin1String(statusNames[static_cast<std::size_t>(status)]);
}

ActionStatus actionStatusFromName(QStringView name)
{
    for (std::size_t i = 0; i < statusNames.size() - 1; ++i) {
        if (name == QLatin1String(statusNames[i]))
            return static_cast<ActionStatus>(i);
    }
    return ActionStatus::Unknown;
}

} // namespace vigie::models
