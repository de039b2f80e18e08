// The end: everything written down before anything is deleted, each thing deleted and seen to be gone, twice.

#include "app/engine/steps/providerfailure.h"
#include "app/engine/steps/steps.h"
#include "models/domain/prices.h"

#include <algorithm>
#include <functional>

namespace vigie::engine::steps {

using models::ActionCode;
using models::ActionStatus;
using models::Duration;
using models::IntentKind;
using models::IntentStatus;
using models::OwnedResource;
using models::ResourceKind;
using models::Status;
using providers::ErrorClass;
using providers::ProviderError;
using providers::ProviderResult;
using storage::WorkRepository;

namespace {

/// The first resource of a kind that was not missed yet.
const OwnedResource *nextOf(const models::Facts &facts, ResourceKind kind)
{
    const auto found = std::find_if(facts.resources.begin(), facts.resources.end(),
                                    [kind](const OwnedResource &each) { return each.kind == kind && !each.seenAbsent; });
    return found == facts.resources.end() ? nullptr : &*found;
}

/// Everything at the provider that carries the instance's tag.
ProviderResult<QVector<WorkRepository::Found>> tagged(const StepContext &context)
{
    QVector<WorkRepository::Found> all;
    const auto servers = context.cloud.serversWithTag(context.facts.zone, context.instanceTag(), context.call());
    if (!servers)
        return tl::unexpected(servers.error());
    for (const providers::Server &server : *servers) {
        all.append({ResourceKind::Server, server.id, server.type.toString(), context.facts.serverPricePerHour, true});
        for (const providers::AttachedVolume &volume : server.volumes)
            all.append({ResourceKind::Volume, volume.id, {}, models::volumePricePerHour(context.facts.rootVolumeBytes), true});
    }
    const auto volumes = context.cloud.volumesWithTag(context.facts.zone, context.instanceTag(), context.call());
    if (!volumes)
        return tl::unexpected(volumes.error());
    for (const providers::Volume &volume : *volumes)
        all.append({ResourceKind::Volume, volume.id, QString::number(volume.sizeBytes / 1'000'000'000) + QStringLiteral(" GB"),
                    models::volumePricePerHour(volume.sizeBytes), true});
    const auto addresses = context.cloud.addressesWithTag(context.facts.zone, context.instanceTag(), context.call());
    if (!addresses)
        return tl::unexpected(addresses.error());
    for (const providers::PublicAddress &address : *addresses)
        all.append({ResourceKind::Address, address.id, address.address, std::nullopt, true});
    return all;
}

/// A deletion whose outcome a process did not live to record is asked again: deleting twice is deleting once.
models::Result<void> dropOpenIntent(StepContext &context, IntentKind kind)
{
    const auto open = context.facts.openIntent(kind);
    return open ? context.work.settle(context.lease, open->id, IntentStatus::Abandoned, {}) : models::Result<void>();
}

struct Deletion {
    IntentKind intent;
    ActionCode action;
    ResourceKind kind;
    QString id;
    std::function<ProviderResult<void>()> request;
};

/// Asks for one deletion, once, and comes back to see whether it is gone.
StepResult ask(StepContext &context, const Deletion &deletion)
{
    if (auto dropped = dropOpenIntent(context, deletion.intent); !dropped)
        return tl::unexpected(dropped.error());
    const auto intent = context.work.permit(context.lease, deletion.intent, deletion.id);
    if (!intent)
        return tl::unexpected(intent.error());
    const auto done = deletion.request();
    const bool goneBefore = !done && done.error().errorClass == ErrorClass::Gone;
    const IntentStatus status = done || goneBefore ? IntentStatus::Done : intentAfter(done.error());
    if (auto settled = context.work.settle(context.lease, *intent, status, done ? QString() : done.error().message); !settled)
        return tl::unexpected(settled.error());
    if (done || goneBefore || done.error().errorClass == ErrorClass::Busy)
        return notYet(context);
    return trouble(context, deletion.action, done.error().toError());
}

/// The thing is not found: its first sighting of absence. Its action ends with it.
StepResult missed(StepContext &context, const Deletion &deletion)
{
    if (auto dropped = dropOpenIntent(context, deletion.intent); !dropped)
        return tl::unexpected(dropped.error());
    if (const auto wait = context.work.absent(context.lease, deletion.kind, deletion.id); !wait)
        return tl::unexpected(wait.error());
    return goOn(context, {{deletion.action, ActionStatus::Success, {}, {{QStringLiteral("id"), deletion.id}}}});
}

ProviderResult<void> lookUp(const StepContext &context, const OwnedResource &resource)
{
    const auto outcome = [](const auto &result) { return result ? ProviderResult<void>() : tl::unexpected(result.error()); };
    switch (resource.kind) {
    case ResourceKind::Server:
        return outcome(context.cloud.server(context.facts.zone, resource.providerId, context.call()));
    case ResourceKind::Volume:
        return outcome(context.cloud.volume(context.facts.zone, resource.providerId, context.call()));
    case ResourceKind::Address:
        return outcome(context.cloud.address(context.facts.zone, resource.providerId, context.call()));
    case ResourceKind::SecurityGroup:
        break;
    }
    ProviderError unknown;
    unknown.message = QStringLiteral("a resource of a kind that this program does not make: ") + resource.providerId;
    return tl::unexpected(unknown);
}

} // namespace

StepResult condemnAll(StepContext &context)
{
    if (auto begun = context.work.beginAction(context.lease, ActionCode::ExecuteTerminate); !begun)
        return tl::unexpected(begun.error());
    auto all = tagged(context);
    if (!all)
        return trouble(context, ActionCode::ExecuteTerminate, all.error().toError());
    for (const OwnedResource &resource : context.facts.resources)
        all->append({resource.kind, resource.providerId, resource.detail, std::nullopt, true});
    for (const auto &found : *all) {
        if (auto condemned = context.work.condemn(context.lease, found); !condemned)
            return tl::unexpected(condemned.error());
    }
    return goOn(context);
}

StepResult deleteServer(StepContext &context)
{
    const OwnedResource *resource = nextOf(context.facts, ResourceKind::Server);
    if (!resource)
        return goOn(context);
    if (auto begun = context.work.beginAction(context.lease, ActionCode::ProviderTerminate); !begun)
        return tl::unexpected(begun.error());
    Deletion deletion{IntentKind::DeleteServer, ActionCode::ProviderTerminate, ResourceKind::Server, resource->providerId, {}};
    const auto server = context.cloud.server(context.facts.zone, resource->providerId, context.call());
    if (!server) {
        return server.error().errorClass == ErrorClass::Gone ? missed(context, deletion)
                                                             : StepResult(trouble(context, deletion.action, server.error().toError()));
    }
    if (auto there = context.work.present(context.lease, deletion.kind, deletion.id); !there)
        return tl::unexpected(there.error());
    // Once the server is gone its volumes can no longer be found by it.
    for (const providers::AttachedVolume &volume : server->volumes) {
        if (auto condemned = context.work.condemn(context.lease, {ResourceKind::Volume, volume.id, {}, models::volumePricePerHour(context.facts.rootVolumeBytes), true});
            !condemned)
            return tl::unexpected(condemned.error());
    }
    if (server->state == providers::ServerState::Starting || server->state == providers::ServerState::Stopping)
        return notYet(context);
    deletion.request = [&] { return context.cloud.deleteServer(*server, context.call()); };
    return ask(context, deletion);
}

StepResult deleteVolume(StepContext &context)
{
    const OwnedResource *resource = nextOf(context.facts, ResourceKind::Volume);
    if (!resource)
        return goOn(context);
    if (auto begun = context.work.beginAction(context.lease, ActionCode::ProviderDeleteVolume); !begun)
        return tl::unexpected(begun.error());
    Deletion deletion{IntentKind::DeleteVolume, ActionCode::ProviderDeleteVolume, ResourceKind::Volume, resource->providerId, {}};
    const auto volume = context.cloud.volume(context.facts.zone, resource->providerId, context.call());
    if (!volume) {
        return volume.error().errorClass == ErrorClass::Gone ? missed(context, deletion)
                                                             : StepResult(trouble(context, deletion.action, volume.error().toError()));
    }
    if (volume->attached)
        return notYet(context);
    deletion.request = [&] { return context.cloud.deleteVolume(context.facts.zone, resource->providerId, context.call()); };
    return ask(context, deletion);
}

StepResult deleteAddress(StepContext &context)
{
    const OwnedResource *resource = nextOf(context.facts, ResourceKind::Address);
    if (!resource)
        return goOn(context);
    if (auto begun = context.work.beginAction(context.lease, ActionCode::ProviderDeleteIp); !begun)
        return tl::unexpected(begun.error());
    Deletion deletion{IntentKind::DeleteAddress, ActionCode::ProviderDeleteIp, ResourceKind::Address, resource->providerId, {}};
    const auto address = context.cloud.address(context.facts.zone, resource->providerId, context.call());
    if (!address) {
        return address.error().errorClass == ErrorClass::Gone ? missed(context, deletion)
                                                              : StepResult(trouble(context, deletion.action, address.error().toError()));
    }
    deletion.request = [&] { return context.cloud.deleteAddress(context.facts.zone, resource->providerId, context.call()); };
    return ask(context, deletion);
}

StepResult confirmAbsence(StepContext &context)
{
    Duration longest(0);
    for (const OwnedResource &resource : context.facts.resources) {
        const auto there = lookUp(context, resource);
        if (there) {
            if (auto seen = context.work.present(context.lease, resource.kind, resource.providerId); !seen)
                return tl::unexpected(seen.error());
            continue;
        }
        if (there.error().errorClass != ErrorClass::Gone)
            return trouble(context, ActionCode::ExecuteTerminate, there.error().toError());
        const auto wait = context.work.absent(context.lease, resource.kind, resource.providerId);
        if (!wait)
            return tl::unexpected(wait.error());
        longest = std::max(longest, *wait);
    }
    storage::Conclusion conclusion = goOn(context);
    conclusion.next = longest;
    return conclusion;
}

StepResult verifyGone(StepContext &context)
{
    if (auto begun = context.work.beginAction(context.lease, ActionCode::ExecuteTerminate); !begun)
        return tl::unexpected(begun.error());
    const auto left = tagged(context);
    if (!left)
        return trouble(context, ActionCode::ExecuteTerminate, left.error().toError());
    for (const auto &found : *left) {
        if (auto condemned = context.work.condemn(context.lease, found); !condemned)
            return tl::unexpected(condemned.error());
    }
    if (!left->isEmpty())
        return notYet(context);
    // A power-on whose outcome was never known concerns a server that is verified gone by now.
    for (const models::OpenIntent &intent : context.facts.intents) {
        if (auto settled = context.work.settle(context.lease, intent.id, IntentStatus::Abandoned, {}); !settled)
            return tl::unexpected(settled.error());
    }
    storage::Conclusion conclusion = moveTo(context, Status::Terminated, QStringLiteral("gone"),
                                            {{ActionCode::ExecuteTerminate, ActionStatus::Success, {}, {}}, {ActionCode::InstanceTerminated, ActionStatus::Success, {}, {}}});
    conclusion.next.reset();
    return conclusion;
}

} // namespace vigie::engine::steps
