// From a running machine to a model that answers.

#include "app/engine/steps/installmetadata.h"
#include "app/engine/steps/steps.h"

namespace vigie::engine::steps {

using models::ActionCode;
using models::ActionStatus;
using models::Error;
using models::ErrorCode;
using models::Status;
using storage::WorkRepository;

namespace {

/// Checks in a row that make a ready instance unavailable, and an unavailable one ready: one lost packet is no outage.
constexpr int badUntilUnavailable = 3;
constexpr int goodUntilReady = 2;

/// Ordinary while a machine comes up: shown as waiting, not as trouble.
bool isExpectedWhileComingUp(const Error &error)
{
    return error.code == ErrorCode::SshNotAccessible || error.code == ErrorCode::VllmNotResponding || error.code == ErrorCode::Cancelled;
}

storage::Conclusion afterMachineError(const StepContext &context, ActionCode action, const Error &error)
{
    if (error.code == ErrorCode::SshHostKeyMismatch)
        return failed(context, Status::StartupFailed, action, error);
    return isExpectedWhileComingUp(error) ? notYet(context) : trouble(context, action, error);
}

providers::WorkerPlan workerPlan(const StepContext &context)
{
    providers::WorkerPlan plan;
    plan.model = context.facts.model;
    plan.revision = context.facts.revision;
    plan.tensorParallel = context.facts.gpus;
    plan.port = context.account.workerPort;
    plan.apiKey = context.workerApiKey;
    return plan;
}

/// Nothing when the worker serves the model; otherwise why not.
std::optional<Error> workerProblem(const StepContext &context)
{
    const auto status = context.machine.workerStatus(context.machineAddress({}), context.workerApiKey, context.call());
    if (!status)
        return status.error();
    if (!status->models.contains(context.facts.model))
        return Error{ErrorCode::HealthCheckFailed, {{QStringLiteral("models"), status->models.join(u',')}}, {}};
    return std::nullopt;
}

} // namespace

StepResult awaitSsh(StepContext &context)
{
    if (auto begun = context.work.beginAction(context.lease, ActionCode::WorkerSshAccessible); !begun)
        return tl::unexpected(begun.error());
    const auto published = context.cloud.hostKeyFingerprints(context.facts.zone, context.facts.serverId, context.call());
    if (!published)
        return trouble(context, ActionCode::WorkerSshAccessible, published.error().toError());
    const auto shown = context.machine.checkSsh(context.machineAddress(*published), context.call());
    if (!shown)
        return afterMachineError(context, ActionCode::WorkerSshAccessible, shown.error());
    storage::Conclusion conclusion =
        moveTo(context, Status::Installing, QStringLiteral("ssh"),
               {{ActionCode::WorkerSshAccessible,
                 ActionStatus::Success,
                 {},
                 {{QStringLiteral("host_key"), *shown},
                  {QStringLiteral("trusted"), published->isEmpty() ? QStringLiteral("first_use") : QStringLiteral("published")}}}});
    conclusion.set.insert(QStringLiteral("host_key"), *shown); // pinned from here on
    return conclusion;
}

StepResult install(StepContext &context)
{
    if (auto begun = context.work.beginAction(context.lease, ActionCode::WorkerSshInstall); !begun)
        return tl::unexpected(begun.error());
    const auto address = context.machineAddress({});
    auto progress = context.machine.installProgress(address, context.facts.installOffset, context.call());
    // The script or its settings are not there yet, or it was never started: sending and starting it again does no harm.
    if (progress ? progress->state == providers::InstallState::Idle : progress.error().code == ErrorCode::InstallFailed)
        progress = context.machine.startInstall(address, workerPlan(context), context.call());
    if (!progress)
        return afterMachineError(context, ActionCode::WorkerSshInstall, progress.error());

    const auto before = context.work.installMetadata(context.lease);
    if (!before)
        return tl::unexpected(before.error());
    const QJsonObject metadata = withProgress(*before, *progress);
    if (progress->state == providers::InstallState::Done)
        return moveTo(context, Status::Starting, QStringLiteral("installed"), {{ActionCode::WorkerSshInstall, ActionStatus::Success, {}, metadata}});
    if (progress->state == providers::InstallState::Failed) {
        const FailedPhase phase = failedPhase(*progress);
        const Error error{ErrorCode::InstallFailed,
                          {{QStringLiteral("phase"), phase.phase}, {QStringLiteral("exit"), QString::number(phase.exitCode)}},
                          phase.note.isEmpty() && !progress->lines.isEmpty() ? progress->lines.last() : phase.note};
        storage::Conclusion conclusion = failed(context, Status::StartupFailed, ActionCode::WorkerSshInstall, error);
        conclusion.actions.first().metadata = metadata;
        return conclusion;
    }
    storage::Conclusion conclusion = notYet(context);
    // Under way and live: a look a second, as long as it says something new.
    if (!progress->events.isEmpty() || !progress->lines.isEmpty()) {
        conclusion.repeat = false;
        conclusion.next = context.timings.probeFirst;
    }
    conclusion.actions = {{ActionCode::WorkerSshInstall, ActionStatus::InProgress, {}, metadata}};
    conclusion.set.insert(QStringLiteral("install_offset"), static_cast<qint64>(progress->nextOffset));
    return conclusion;
}

StepResult awaitWorker(StepContext &context)
{
    const bool answeredBefore = context.facts.hasSucceeded(ActionCode::WorkerVllmHttpOk);
    const ActionCode awaited = answeredBefore ? ActionCode::WorkerModelLoaded : ActionCode::WorkerVllmHttpOk;
    if (auto begun = context.work.beginAction(context.lease, awaited); !begun)
        return tl::unexpected(begun.error());
    const auto status = context.machine.workerStatus(context.machineAddress({}), context.workerApiKey, context.call());
    if (!status)
        return afterMachineError(context, awaited, status.error());
    if (!answeredBefore)
        return goOn(context, {{ActionCode::WorkerVllmHttpOk, ActionStatus::Success, {}, {}}});
    if (status->models.contains(context.facts.model))
        return goOn(context, {{ActionCode::WorkerModelLoaded, ActionStatus::Success, {}, {{QStringLiteral("model"), context.facts.model}}}});
    // It answers, with other models or with none yet.
    if (status->models.isEmpty())
        return notYet(context);
    return trouble(context, ActionCode::WorkerModelLoaded,
                   Error{ErrorCode::ModelLoadFailed, {{QStringLiteral("models"), status->models.join(u',')}}, {}});
}

StepResult warmUp(StepContext &context)
{
    if (auto begun = context.work.beginAction(context.lease, ActionCode::WorkerVllmWarmup); !begun)
        return tl::unexpected(begun.error());
    const auto answered = context.machine.warmUp(context.machineAddress({}), context.facts.model, context.workerApiKey, context.call());
    if (!answered)
        return afterMachineError(context, ActionCode::WorkerVllmWarmup, answered.error());
    return goOn(context, {{ActionCode::WorkerVllmWarmup, ActionStatus::Success, {}, {}}});
}

StepResult firstHealth(StepContext &context)
{
    if (auto begun = context.work.beginAction(context.lease, ActionCode::HealthCheck); !begun)
        return tl::unexpected(begun.error());
    if (const auto problem = workerProblem(context))
        return trouble(context, ActionCode::HealthCheck, *problem);
    storage::Conclusion conclusion = moveTo(context, Status::Ready, QStringLiteral("healthy"),
                                            {{ActionCode::HealthCheck, ActionStatus::Success, {}, {}}, {ActionCode::InstanceReady, ActionStatus::Success, {}, {}}});
    conclusion.next = context.timings.healthInterval;
    return conclusion;
}

StepResult checkHealth(StepContext &context)
{
    const auto problem = workerProblem(context);
    const auto streaks = context.work.noteHealth(context.lease, problem ? WorkRepository::Health::Bad : WorkRepository::Health::Good,
                                                 problem ? QString(toName(problem->code)) : QString());
    if (!streaks)
        return tl::unexpected(streaks.error());
    storage::Conclusion conclusion = goOn(context);
    if (context.facts.status == Status::Ready && streaks->bad >= badUntilUnavailable) {
        conclusion = moveTo(context, Status::Unavailable, toName(ErrorCode::HealthCheckFailed),
                            {{ActionCode::HealthCheck, ActionStatus::Failed, problem, {}}, {ActionCode::InstanceUnavailable, ActionStatus::Success, problem, {}}});
    } else if (context.facts.status == Status::Unavailable && streaks->good >= goodUntilReady) {
        conclusion = moveTo(context, Status::Ready, QStringLiteral("healthy"),
                            {{ActionCode::HealthCheck, ActionStatus::Success, {}, {}}, {ActionCode::InstanceReady, ActionStatus::Success, {}, {}}});
    }
    conclusion.next = context.timings.healthInterval;
    return conclusion;
}

} // namespace vigie::engine::steps
