#pragma once

#include "app/engine/steps/timings.h"
#include "app/storage/workrepository.h"
#include "models/domain/account.h"
#include "models/domain/facts.h"
#include "providers/callcontext.h"
#include "providers/cloudprovider.h"
#include "providers/machine/machine.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace vigie::engine {

/// All that one step has in its hands: the lease, the facts, and the ways to the database, the provider and the machine.
struct StepContext {
    const storage::Lease &lease;
    const models::Facts &facts;
    const models::Account &account;
    const Timings &timings;
    storage::WorkRepository &work;
    providers::CloudProvider &cloud;
    providers::MachineGateway &machine;
    QByteArray workerApiKey;
    QString sshPublicKey;
    QString fleetId;
    std::stop_token stop;

    /// The bounds of one call to the outside.
    providers::CallContext call() const;
    /// The machine, with the host keys that it may show.
    providers::MachineAddress machineAddress(const QStringList &fingerprints) const;

    QString instanceTag() const;
    /// What every resource of the instance carries; with the intent of the create that made it.
    QStringList tags(const models::IntentId &intent) const;
    QStringList tags() const;
};

/// A step's end, or the database's error: Fenced or unreachable, either of which drops the work in hand.
using StepResult = models::Result<storage::Conclusion>;

// Ways for a step to end.

/// The next step at once, the status as it is.
storage::Conclusion goOn(const StepContext &context, QVector<storage::ActionEnd> actions = {});
/// The next status.
storage::Conclusion moveTo(const StepContext &context, models::Status to, const QString &reason, QVector<storage::ActionEnd> actions = {});
/// Not yet: the same step after a probe's wait. Nothing is wrong.
storage::Conclusion notYet(const StepContext &context);
/// Something stands in the way: shown, and tried again after a growing wait.
storage::Conclusion trouble(const StepContext &context, models::ActionCode action, const models::Error &error);
/// It failed: the failed status, the first cause, and the action that failed when one did. Whatever else is open ends as failed, too.
storage::Conclusion failed(const StepContext &context, models::Status to, std::optional<models::ActionCode> action, const models::Error &error);

} // namespace vigie::engine
