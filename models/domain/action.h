#pragma once

#include "models/domain/error.h"
#include "models/domain/instant.h"

#include <QJsonObject>
#include <QLatin1String>
#include <QString>

#include <cstdint>
#include <optional>
#include <span>

namespace vigie::models {

/// The kinds of work that are done for an instance and shown in its timeline.
enum class ActionCode {
    RequestCreate, ExecuteCreate, ResolveBootImage, ProviderCreate, ProviderStart, ProviderGetIp, WorkerSshAccessible,
    WorkerSshInstall, WorkerVllmHttpOk, WorkerModelLoaded, WorkerVllmWarmup, HealthCheck, InstanceReady, InstanceStartupFailed,
    InstanceUnavailable, RequestTerminate, ExecuteTerminate, ProviderTerminate, ProviderDeleteVolume, ProviderDeleteIp,
    InstanceTerminated, RequestArchive, RequestUnarchive, Unknown
};

enum class Component { Console, Orchestrator };
enum class ActionStatus { Queued, InProgress, Success, Failed, Retrying, Interrupted, Cancelled, Unknown };

/// What the table of actions says of a code: who does it, and how far an attempt has come (in percent) once it has begun or
/// succeeded. A milestone of 0 is none.
struct ActionTraits {
    ActionCode code;
    const char *name;
    Component component;
    int progressAtStart;
    int progressAtSuccess;
};

/// The table of actions, the same as the database's `action_code` (a test compares them). Without Unknown.
std::span<const ActionTraits> actionTraits();
QLatin1String toName(ActionCode code);
ActionCode actionCodeFromName(QStringView name);
QLatin1String toName(ActionStatus status);
ActionStatus actionStatusFromName(QStringView name);

/// One piece of work on an instance, as recorded. Instants are of the database's clock.
struct Action {
    std::int64_t id = 0;
    int attempt = 1;
    ActionCode code = ActionCode::Unknown;
    QString codeName;             ///< as stored, also for a code that this program does not know
    ActionStatus status = ActionStatus::Unknown;
    Instant queuedAt;
    std::optional<Instant> startedAt;
    std::optional<Instant> endedAt;
    std::optional<Error> error;
    QJsonObject metadata;         ///< install: {"phases":[{"phase","begin","end"(epoch us),"failed"}],"tail":["line",...]}; others: ids

    bool operator==(const Action &) const = default;
};

} // namespace vigie::models
