#pragma once

#include "models/domain/action.h"
#include "models/domain/error.h"
#include "models/domain/ids.h"
#include "models/domain/instant.h"
#include "models/domain/money.h"
#include "models/domain/status.h"

#include <QMetaType>
#include <QString>
#include <QVector>

#include <cstdint>
#include <optional>

namespace vigie::models {

/// An instance as the fleet table shows it: one consistent reading of the database.
struct Instance {
    InstanceId id;
    QString name;
    Status status = Status::Unknown;
    QString statusName;            ///< as stored, also for a status that this program does not know
    std::int64_t version = 0;      ///< grows by one with each change of status
    int attempt = 1;
    int progress = 0;              ///< percent; never goes back within an attempt, and stays where it stopped
    AccountId account;
    Zone zone;
    CommercialType type;
    QString model;
    QString address;               ///< empty until known
    QString createdBy;             ///< the database user who asked
    Instant createdAt;
    Instant statusSince;
    std::optional<Error> error;    ///< the first cause, when something failed
    std::optional<Error> trouble;  ///< what stands in its way now and is tried again by itself; gone with the next success
    bool terminationAsked = false;

    /// What is billed now, per hour: the sum over the resources not verified gone. Absent when a price is not known.
    std::optional<Money> pricePerHour;
    Money costSoFar;               ///< up to costAt; goes on with pricePerHour
    Instant costAt;
    int liveResources = 0;         ///< resources not verified gone: what a termination deletes

    /// What it has cost until `now`.
    Money costAtInstant(Instant now) const
    {
        return pricePerHour && now > costAt ? costSoFar + pricePerHour->over(now - costAt) : costSoFar;
    }
    /// What to tell people first: what stands in its way now, otherwise what made it fail.
    const std::optional<Error> &concern() const { return trouble ? trouble : error; }
    bool operator==(const Instance &) const = default;
};

/// One change of an instance's status.
struct Transition {
    std::int64_t version = 0;
    int attempt = 1;
    std::optional<Status> from; ///< absent for the first
    Status to = Status::Unknown;
    QString toName;
    Instant at;
    QString reason;             ///< an error code's name, or a code of ours such as `operator`; may be empty
    QString actor;              ///< the database user, set by the server

    bool operator==(const Transition &) const = default;
};

enum class ResourceKind { Server, Volume, Address, SecurityGroup };
QLatin1String toName(ResourceKind kind);
std::optional<ResourceKind> resourceKindFromName(QStringView name);

/// Something at the provider that an instance owns, and that may be billed.
struct Resource {
    ResourceKind kind = ResourceKind::Server;
    QString providerId;
    Zone zone;
    QString detail;                     ///< what people recognise it by: type, size, address
    std::optional<Money> pricePerHour;  ///< absent: not known
    bool condemned = false;             ///< its deletion was decided
    Instant firstSeenAt;
    std::optional<Instant> billedFrom;  ///< absent: not billed (a server that was never powered on)
    std::optional<Instant> goneAt;      ///< verified gone

    bool operator==(const Resource &) const = default;
};

/// All that is known of one instance, read in one transaction: for its details and its timeline.
struct InstanceDetails {
    Instance instance;
    QVector<Transition> transitions; ///< by version
    QVector<Action> actions;         ///< by id
    QVector<Resource> resources;
    Instant readAt;                  ///< the database's clock at the reading

    bool operator==(const InstanceDetails &) const = default;
};

} // namespace vigie::models

Q_DECLARE_METATYPE(vigie::models::InstanceDetails)
