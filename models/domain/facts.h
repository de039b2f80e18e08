#pragma once

#include "models/domain/action.h"
#include "models/domain/ids.h"
#include "models/domain/instance.h"
#include "models/domain/instant.h"
#include "models/domain/money.h"
#include "models/domain/status.h"

#include <QSet>
#include <QString>
#include <QVector>

#include <cstdint>
#include <optional>

namespace vigie::models {

/// The requests to a provider that are recorded before they are sent.
enum class IntentKind { CreateServer, PowerOn, DeleteServer, DeleteVolume, DeleteAddress };
QLatin1String toName(IntentKind kind);
std::optional<IntentKind> intentKindFromName(QStringView name);

enum class IntentStatus { Sent, Unknown, Done, Refused, Abandoned };
QLatin1String toName(IntentStatus status);

/// A request that was sent and whose effect is not known yet.
struct OpenIntent {
    IntentId id;
    IntentKind kind = IntentKind::CreateServer;
    QString target;
    bool settled = false; ///< its hold-off is over: a list begun from now on tells whether it took effect

    bool operator==(const OpenIntent &) const = default;
};

/// A resource of the instance that is not verified gone.
struct OwnedResource {
    ResourceKind kind = ResourceKind::Server;
    QString providerId;
    QString detail;
    bool condemned = false;
    bool billed = false;
    bool seenAbsent = false; ///< missed once; the second sighting proves it

    bool operator==(const OwnedResource &) const = default;
};

/// Everything that the database knows of an instance when an orchestrator takes it in hand; the decision what to do next is a
/// function of this alone.
struct Facts {
    InstanceId id;
    QString name;
    AccountId account;
    Zone zone;
    CommercialType type;
    QString model;
    QString revision;
    int gpus = 1;
    std::int64_t rootVolumeBytes = 0;
    std::optional<Money> serverPricePerHour;

    Status status = Status::Unknown;
    bool wanted = true;               ///< false: its termination was asked for
    int attempt = 1;
    QString serverId;                 ///< empty until a server is adopted
    QString address;
    QString hostKey;                  ///< the pinned fingerprint
    std::int64_t installOffset = 0;   ///< bytes of the install's log read so far
    int tries = 0;                    ///< of the present step
    bool deadlinePassed = false;
    std::optional<Error> trouble;     ///< what stood in the way at the last try
    QSet<ActionCode> succeeded;       ///< in this attempt
    QVector<OwnedResource> resources;
    QVector<OpenIntent> intents;
    bool powerOnAccepted = false;     ///< in this attempt
    Instant createdAt;
    Instant readAt;                   ///< the database's clock

    bool hasSucceeded(ActionCode code) const { return succeeded.contains(code); }
    std::optional<OpenIntent> openIntent(IntentKind kind) const;
};

} // namespace vigie::models
