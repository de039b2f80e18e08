// From a stopped server to one that runs and is known by its address.

#include "app/engine/steps/providerfailure.h"
#include "app/engine/steps/steps.h"
#include "models/domain/prices.h"

#include <algorithm>

namespace vigie::engine::steps {

using models::ActionCode;
using models::ActionStatus;
using models::Error;
using models::ErrorCode;
using models::IntentKind;
using models::IntentStatus;
using models::ResourceKind;
using models::Status;
using providers::ErrorClass;
using providers::ServerState;

namespace {

/// Looks at a stopped server before it is believed to have fallen back: right after power-on it may not have left the state yet.
constexpr int looksBeforeFallenBack = 3;

/// The server that was ours is not found. Two sightings prove it; nobody asked for it to go.
StepResult serverMissing(StepContext &context, Status failedStatus)
{
    const auto wait = context.work.absent(context.lease, ResourceKind::Server, context.facts.serverId);
    if (!wait)
        return tl::unexpected(wait.error());
    if (*wait > models::Duration(0)) {
        storage::Conclusion conclusion = notYet(context);
        conclusion.next = *wait;
        return conclusion;
    }
    return failed(context, failedStatus, {}, Error{ErrorCode::ProviderDeleted, {{QStringLiteral("server"), context.facts.serverId}}, {}});
}

/// Ends the open power-on, if there is one.
models::Result<void> settlePowerOn(StepContext &context, IntentStatus status)
{
    const auto intent = context.facts.openIntent(IntentKind::PowerOn);
    return intent ? context.work.settle(context.lease, intent->id, status, {}) : models::Result<void>();
}

} // namespace

StepResult recordVolumes(StepContext &context)
{
    if (auto begun = context.work.beginAction(context.lease, ActionCode::ProviderStart); !begun)
        return tl::unexpected(begun.error());
    const auto server = context.cloud.server(context.facts.zone, context.facts.serverId, context.call());
    if (!server) {
        return server.error().errorClass == ErrorClass::Gone ? serverMissing(context, Status::ProvisioningFailed)
                                                             : StepResult(trouble(context, ActionCode::ProviderStart, server.error().toError()));
    }
    if (server->volumes.isEmpty())
        return notYet(context);
    for (const providers::AttachedVolume &attached : server->volumes) {
        const auto volume = context.cloud.volume(context.facts.zone, attached.id, context.call());
        if (!volume)
            return trouble(context, ActionCode::ProviderStart, volume.error().toError());
        const QString size = QString::number(volume->sizeBytes / 1'000'000'000) + QStringLiteral(" GB");
        auto adopted = context.work.adopt(
            context.lease, {ResourceKind::Volume, volume->id, size, models::volumePricePerHour(volume->sizeBytes), true}, std::nullopt);
        if (!adopted)
            return tl::unexpected(adopted.error());
        // A volume that is made with its server carries no tags of its own: without them it could not be found again by itself.
        if (!volume->tags.contains(context.instanceTag())) {
            const auto tagged = context.cloud.tagVolume(context.facts.zone, volume->id, context.facts.name, context.tags(), context.call());
            if (!tagged)
                return trouble(context, ActionCode::ProviderStart, tagged.error().toError());
        }
    }
    return goOn(context);
}

StepResult powerOn(StepContext &context)
{
    if (auto begun = context.work.beginAction(context.lease, ActionCode::ProviderStart); !begun)
        return tl::unexpected(begun.error());
    const auto intent = context.work.permit(context.lease, IntentKind::PowerOn, context.facts.serverId);
    if (!intent)
        return tl::unexpected(intent.error());
    const auto done = context.cloud.powerOn(context.facts.zone, context.facts.serverId, context.call());
    const IntentStatus status = done ? IntentStatus::Done : intentAfter(done.error());
    if (auto settled = context.work.settle(context.lease, *intent, status, done ? QString() : done.error().message); !settled)
        return tl::unexpected(settled.error());
    if (!done)
        return afterProviderError(context, ActionCode::ProviderStart, done.error());
    return notYet(context);
}

StepResult awaitRunning(StepContext &context)
{
    const auto server = context.cloud.server(context.facts.zone, context.facts.serverId, context.call());
    if (!server) {
        return server.error().errorClass == ErrorClass::Gone ? serverMissing(context, Status::ProvisioningFailed)
                                                             : StepResult(trouble(context, ActionCode::ProviderStart, server.error().toError()));
    }
    const bool open = context.facts.openIntent(IntentKind::PowerOn).has_value();
    switch (server->state) {
    case ServerState::Running:
        if (auto settled = settlePowerOn(context, IntentStatus::Done); !settled)
            return tl::unexpected(settled.error());
        return moveTo(context, Status::Booting, QStringLiteral("running"),
                      {{ActionCode::ProviderStart, ActionStatus::Success, {}, {}}, {ActionCode::ExecuteCreate, ActionStatus::Success, {}, {}}});
    case ServerState::Stopped:
        if (open) {
            // It did not take effect, or has not yet. Asking again is harmless: it is the same server, and only this one is ever powered on.
            if (context.facts.tries < looksBeforeFallenBack)
                return notYet(context);
            if (auto settled = settlePowerOn(context, IntentStatus::Refused); !settled)
                return tl::unexpected(settled.error());
            return goOn(context);
        }
        if (context.facts.tries < looksBeforeFallenBack)
            return notYet(context);
        return failed(context, Status::ProvisioningFailed, ActionCode::ProviderStart,
                      Error{ErrorCode::ProviderNoCapacity,
                            {{QStringLiteral("type"), context.facts.type.toString()}, {QStringLiteral("zone"), context.facts.zone.toString()}},
                            server->stateText});
    case ServerState::Locked:
        return failed(context, Status::ProvisioningFailed, ActionCode::ProviderStart, Error{ErrorCode::ProviderDenied, {}, server->stateText});
    default:
        return notYet(context);
    }
}

StepResult getAddress(StepContext &context)
{
    if (auto begun = context.work.beginAction(context.lease, ActionCode::ProviderGetIp); !begun)
        return tl::unexpected(begun.error());
    const auto server = context.cloud.server(context.facts.zone, context.facts.serverId, context.call());
    if (!server) {
        return server.error().errorClass == ErrorClass::Gone ? serverMissing(context, Status::StartupFailed)
                                                             : StepResult(trouble(context, ActionCode::ProviderGetIp, server.error().toError()));
    }
    if (server->addresses.isEmpty())
        return notYet(context);
    const QString address = server->addresses.first().address;
    storage::Conclusion conclusion = goOn(context, {{ActionCode::ProviderGetIp, ActionStatus::Success, {}, {{QStringLiteral("address"), address}}}});
    conclusion.set.insert(QStringLiteral("address"), address);
    return conclusion;
}

} // namespace vigie::engine::steps
