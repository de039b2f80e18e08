// From the request to a stopped server that is this instance's own, exactly one.

#include "app/engine/steps/providerfailure.h"
#include "app/engine/steps/steps.h"

#include <QLoggingCategory>

#include <algorithm>

namespace vigie::engine::steps {

using models::ActionCode;
using models::ActionStatus;
using models::ErrorCode;
using models::IntentKind;
using models::IntentStatus;
using models::ResourceKind;
using models::Status;
using storage::WorkRepository;

namespace {

Q_LOGGING_CATEGORY(log, "vigie.engine.create")

/// Without the comment, which the provider does not keep.
QString keyWithoutComment(const QString &key)
{
    return key.section(u' ', 0, 1);
}

/// A machine without our key could never be reached: seen to before anything costs money.
providers::ProviderResult<void> ensureSshKey(const StepContext &context)
{
    const auto keys = context.cloud.sshKeys(context.call());
    if (!keys)
        return tl::unexpected(keys.error());
    const QString ours = keyWithoutComment(context.sshPublicKey);
    const bool known = std::any_of(keys->begin(), keys->end(), [&](const providers::SshKey &each) {
        return each.enabled && keyWithoutComment(each.publicKey) == ours;
    });
    if (known)
        return {};
    const auto added = context.cloud.addSshKey(QStringLiteral("vigie"), ours, context.call());
    if (!added)
        return tl::unexpected(added.error());
    return {};
}

WorkRepository::Found foundServer(const StepContext &context, const providers::Server &server)
{
    return {ResourceKind::Server, server.id, server.type.toString(), context.facts.serverPricePerHour, server.state != providers::ServerState::Stopped};
}

bool isCondemned(const models::Facts &facts, const QString &serverId)
{
    return std::any_of(facts.resources.begin(), facts.resources.end(), [&](const models::OwnedResource &each) {
        return each.kind == ResourceKind::Server && each.providerId == serverId && each.condemned;
    });
}

} // namespace

StepResult resolveBootImage(StepContext &context)
{
    if (auto begun = context.work.beginAction(context.lease, ActionCode::ExecuteCreate); !begun)
        return tl::unexpected(begun.error());
    if (auto begun = context.work.beginAction(context.lease, ActionCode::ResolveBootImage); !begun)
        return tl::unexpected(begun.error());
    const auto image = context.cloud.resolveBootImage(context.facts.zone, context.facts.type, context.call());
    if (!image)
        return afterProviderError(context, ActionCode::ResolveBootImage, image.error());
    return goOn(context, {{ActionCode::ResolveBootImage,
                           ActionStatus::Success,
                           {},
                           {{QStringLiteral("label"), image->label}, {QStringLiteral("id"), image->id}, {QStringLiteral("name"), image->name}}}});
}

StepResult createServer(StepContext &context)
{
    if (auto begun = context.work.beginAction(context.lease, ActionCode::ProviderCreate); !begun)
        return tl::unexpected(begun.error());
    if (const auto key = ensureSshKey(context); !key)
        return afterProviderError(context, ActionCode::ProviderCreate, key.error());
    // Resolved a moment ago and cached by the provider; its id is only a hint, which is why it is not kept in the row.
    const auto image = context.cloud.resolveBootImage(context.facts.zone, context.facts.type, context.call());
    if (!image)
        return afterProviderError(context, ActionCode::ProviderCreate, image.error());

    const auto intent = context.work.permit(context.lease, IntentKind::CreateServer, {});
    if (!intent)
        return tl::unexpected(intent.error());
    const providers::ServerSpec spec{context.facts.name, context.facts.zone, context.facts.type, image->id, context.facts.rootVolumeBytes,
                                     context.tags(*intent)};
    const auto server = context.cloud.createServer(spec, context.call());
    if (!server) {
        const IntentStatus status = intentAfter(server.error());
        if (auto settled = context.work.settle(context.lease, *intent, status, server.error().message); !settled)
            return tl::unexpected(settled.error());
        qCInfo(log).noquote().nospace() << "instance=" << context.facts.id.toString() << " event=create_failed intent=" << intent->toString()
                                        << " class=" << providers::toName(server.error().errorClass) << " request_id=" << server.error().requestId;
        if (status == IntentStatus::Unknown)
            return trouble(context, ActionCode::ProviderCreate, server.error().toError());
        return afterProviderError(context, ActionCode::ProviderCreate, server.error());
    }
    if (auto adopted = context.work.adopt(context.lease, foundServer(context, *server), *intent); !adopted)
        return tl::unexpected(adopted.error());
    // It is in the ledger from here on: if it is not what was asked for, it is shown, and deleted with the instance.
    if (const QString difference = providers::verifyCreated(spec, *server); !difference.isEmpty())
        return failed(context, Status::Failed, ActionCode::ProviderCreate, models::Error{ErrorCode::ScwDisklessBootImageRequired, {}, difference});
    return goOn(context, {{ActionCode::ProviderCreate, ActionStatus::Success, {}, {{QStringLiteral("server"), server->id}}}});
}

StepResult observeCreate(StepContext &context)
{
    const auto intent = context.facts.openIntent(IntentKind::CreateServer);
    if (!intent)
        return goOn(context);
    // `settled` was read by the database's clock before this list is begun: only so may the list prove that there is nothing.
    const auto servers = context.cloud.serversWithTag(context.facts.zone, context.instanceTag(), context.call());
    if (!servers)
        return trouble(context, ActionCode::ProviderCreate, servers.error().toError());

    QVector<providers::Server> candidates;
    for (const providers::Server &server : *servers) {
        if (!isCondemned(context.facts, server.id))
            candidates.append(server);
    }
    if (candidates.isEmpty()) {
        if (!intent->settled)
            return notYet(context);
        if (auto abandoned = context.work.abandon(context.lease, intent->id, context.facts.readAt); !abandoned)
            return tl::unexpected(abandoned.error());
        return goOn(context);
    }
    // The one that was never started goes first: a running one can only be somebody's doing by hand.
    std::stable_partition(candidates.begin(), candidates.end(),
                          [](const providers::Server &each) { return each.state == providers::ServerState::Stopped; });
    const bool adopting = context.facts.wanted && context.facts.status == Status::Provisioning;
    for (qsizetype i = 0; i < candidates.size(); ++i) {
        const auto found = foundServer(context, candidates[i]);
        if (i == 0 && adopting) {
            if (auto adopted = context.work.adopt(context.lease, found, intent->id); !adopted)
                return tl::unexpected(adopted.error());
        } else if (auto condemned = context.work.condemn(context.lease, found); !condemned) {
            return tl::unexpected(condemned.error());
        }
    }
    if (!adopting) {
        if (auto settled = context.work.settle(context.lease, intent->id, IntentStatus::Done, candidates.first().id); !settled)
            return tl::unexpected(settled.error());
        return goOn(context);
    }
    return goOn(context, {{ActionCode::ProviderCreate, ActionStatus::Success, {}, {{QStringLiteral("server"), candidates.first().id}, {QStringLiteral("adopted"), true}}}});
}

} // namespace vigie::engine::steps
