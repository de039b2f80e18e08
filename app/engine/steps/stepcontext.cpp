#include "app/engine/steps/stepcontext.h"

namespace vigie::engine {

using models::ActionCode;
using models::ActionStatus;
using models::Error;
using models::Status;
using storage::ActionEnd;
using storage::Conclusion;

providers::CallContext StepContext::call() const
{
    return {QDeadlineTimer(std::chrono::duration_cast<std::chrono::milliseconds>(timings.providerRequest)), stop};
}

providers::MachineAddress StepContext::machineAddress(const QStringList &fingerprints) const
{
    return {facts.address, account.sshPort, account.workerPort, facts.hostKey.isEmpty() ? fingerprints : QStringList{facts.hostKey}};
}

QString StepContext::instanceTag() const
{
    return QStringLiteral("vigie-instance=") + facts.id.toString();
}

QStringList StepContext::tags() const
{
    return {QStringLiteral("vigie"), QString(QStringLiteral("vigie-fleet=") + fleetId), instanceTag()};
}

QStringList StepContext::tags(const models::IntentId &intent) const
{
    return tags() << QString(QStringLiteral("vigie-request=") + intent.toString());
}

Conclusion goOn(const StepContext &context, QVector<ActionEnd> actions)
{
    Conclusion conclusion;
    conclusion.from = context.facts.status;
    conclusion.next = models::Duration(0);
    conclusion.actions = std::move(actions);
    return conclusion;
}

Conclusion moveTo(const StepContext &context, Status to, const QString &reason, QVector<ActionEnd> actions)
{
    Conclusion conclusion = goOn(context, std::move(actions));
    conclusion.to = to;
    conclusion.reason = reason;
    return conclusion;
}

Conclusion notYet(const StepContext &context)
{
    Conclusion conclusion = goOn(context);
    conclusion.repeat = true;
    conclusion.next = backOff(context.timings.probeFirst, context.timings.probeMost, context.facts.tries);
    return conclusion;
}

Conclusion trouble(const StepContext &context, ActionCode action, const Error &error)
{
    Conclusion conclusion = goOn(context, {{action, ActionStatus::Retrying, error, {}}});
    conclusion.trouble = error;
    conclusion.next = backOff(context.timings.retryFirst, context.timings.retryMost, context.facts.tries);
    return conclusion;
}

Conclusion failed(const StepContext &context, Status to, std::optional<ActionCode> action, const Error &error)
{
    Conclusion conclusion = moveTo(context, to, toName(error.code));
    if (action)
        conclusion.actions.append({*action, ActionStatus::Failed, error, {}});
    conclusion.error = error;
    conclusion.next.reset();
    if (to == Status::StartupFailed)
        conclusion.actions.append({ActionCode::InstanceStartupFailed, ActionStatus::Success, error, {}});
    return conclusion;
}

} // namespace vigie::engine
