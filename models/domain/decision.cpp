#include "models/domain/decision.h"

#include <algorithm>

namespace vigie::models {

namespace {

bool any(const Facts &facts, ResourceKind kind, bool OwnedResource::*flag, bool value)
{
    return std::any_of(facts.resources.begin(), facts.resources.end(),
                       [=](const OwnedResource &each) { return each.kind == kind && each.*flag == value; });
}

/// What is condemned belongs to a server that was one too many.
bool keeps(const Facts &facts, ResourceKind kind)
{
    return std::any_of(facts.resources.begin(), facts.resources.end(),
                       [kind](const OwnedResource &each) { return each.kind == kind && !each.condemned; });
}

Step provisioning(const Facts &facts)
{
    // A create whose outcome is unknown is looked for whatever the deadline says: it may be a server that costs money.
    if (facts.openIntent(IntentKind::CreateServer))
        return Step::ObserveCreate;
    if (facts.deadlinePassed)
        return Step::Fail;
    if (facts.serverId.isEmpty())
        return facts.hasSucceeded(ActionCode::ResolveBootImage) ? Step::CreateServer : Step::ResolveBootImage;
    if (!keeps(facts, ResourceKind::Volume))
        return Step::RecordVolumes;
    return facts.powerOnAccepted || facts.openIntent(IntentKind::PowerOn) ? Step::AwaitRunning : Step::PowerOn;
}

Step starting(const Facts &facts)
{
    if (!facts.hasSucceeded(ActionCode::WorkerModelLoaded))
        return Step::AwaitWorker;
    return facts.hasSucceeded(ActionCode::WorkerVllmWarmup) ? Step::FirstHealth : Step::WarmUp;
}

Step terminating(const Facts &facts)
{
    if (facts.openIntent(IntentKind::CreateServer))
        return Step::ObserveCreate;
    const bool allCondemned = std::all_of(facts.resources.begin(), facts.resources.end(), [](const OwnedResource &each) { return each.condemned; });
    if (!allCondemned)
        return Step::CondemnAll;
    // Everything is asked to go and missed once before anything is looked at again: the waits that prove absence then run side by side.
    if (any(facts, ResourceKind::Server, &OwnedResource::seenAbsent, false))
        return Step::DeleteServer;
    if (any(facts, ResourceKind::Volume, &OwnedResource::seenAbsent, false))
        return Step::DeleteVolume;
    if (any(facts, ResourceKind::Address, &OwnedResource::seenAbsent, false))
        return Step::DeleteAddress;
    return facts.resources.isEmpty() ? Step::VerifyGone : Step::ConfirmAbsence;
}

} // namespace

Step decide(const Facts &facts)
{
    switch (facts.status) {
    case Status::Provisioning:
        return provisioning(facts);
    case Status::Booting:
        if (facts.deadlinePassed)
            return Step::Fail;
        return facts.address.isEmpty() ? Step::GetAddress : Step::AwaitSsh;
    case Status::Installing:
        return facts.deadlinePassed ? Step::Fail : Step::Install;
    case Status::Starting:
        return facts.deadlinePassed ? Step::Fail : starting(facts);
    case Status::Ready:
    case Status::Unavailable:
        return Step::CheckHealth;
    case Status::Terminating:
        return terminating(facts);
    case Status::Draining:
    case Status::Terminated:
    case Status::Archived:
    case Status::ProvisioningFailed:
    case Status::StartupFailed:
    case Status::Failed:
    case Status::Unknown:
        break;
    }
    return Step::Nothing;
}

DeadlineFailure deadlineFailure(const Facts &facts)
{
    // What stood in the way all the time is the cause, not that the time is over.
    const auto cause = [&facts](ErrorCode otherwise) { return facts.trouble ? facts.trouble->code : otherwise; };
    switch (facts.status) {
    case Status::Provisioning:
        return {Status::ProvisioningFailed, cause(ErrorCode::ProviderStartTimeout)};
    case Status::Booting:
        return {Status::StartupFailed, cause(ErrorCode::SshNotAccessible)};
    case Status::Installing:
        return {Status::StartupFailed, cause(ErrorCode::StartupTimeout)};
    default:
        return {Status::StartupFailed,
                cause(facts.hasSucceeded(ActionCode::WorkerVllmHttpOk) ? ErrorCode::ModelLoadFailed : ErrorCode::VllmNotResponding)};
    }
}

} // namespace vigie::models
