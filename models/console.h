#pragma once

#include "models/domain/account.h"
#include "models/domain/error.h"
#include "models/domain/instance.h"
#include "models/domain/offer.h"
#include "models/domain/plan.h"

#include <QObject>
#include <QVector>

#include <optional>

namespace vigie::models {

/// What is known of the connection to the truth.
struct ConnectionState {
    enum class Phase {
        Starting,     ///< `step` says what is being done
        Live,         ///< what is shown is what the database says
        Reconnecting, ///< what is shown is as of `asOf`; it goes on by itself
        Failed        ///< cannot go on without somebody doing something: `error` says what
    };
    enum class Step { None, ProbingCluster, InitialisingCluster, StartingCluster, RecoveringCluster, Migrating, StartingSandbox, Connecting };
    Phase phase = Phase::Starting;
    Step step = Step::None;
    std::optional<Error> error;
    Instant asOf;                ///< the last reading, by the database's clock; 0 when there was none
    QString databaseName;        ///< what to call the database in the window: `private`, or host/name of a shared one
    QString databaseUser;
    int orchestrators = 0;       ///< live ones on this database, this process's included

    bool operator==(const ConnectionState &) const = default;
};

/// Changes of the fleet since the delta before. Reset: `changed` is the whole fleet.
struct FleetDelta {
    enum class Kind { Reset, Changes };
    Kind kind = Kind::Changes;
    QVector<Instance> changed;
    Instant asOf; ///< the database's clock at the reading
};

/// The offers of one account and zone, or why they could not be had. One zone failing does not hide the others.
struct ZoneOffers {
    AccountId account;
    Zone zone;
    QVector<Offer> offers;
    std::optional<Error> error;
};

/// The one way from the windows to the engine: commands go down, answers and changes come up. Everything returns at once; answers
/// are signals on the thread of this object (the windows'). Nothing here blocks on a database, a socket or a file.
class Console : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual ConnectionState connectionState() const = 0;
    /// The accounts as last read.
    virtual QVector<Account> accounts() const = 0;

    /// Records a create. Answered by requestDone or requestRefused with the plan's request id; repeating the same plan makes no second instance.
    virtual void createInstance(const CreatePlan &plan) = 0;
    /// Asks for termination; `seenVersion` is the version that the operator saw: refused with ChangedMeanwhile when the status changed since.
    virtual RequestId terminateInstance(const InstanceId &id, std::int64_t seenVersion) = 0;
    virtual RequestId archiveInstance(const InstanceId &id) = 0;
    virtual RequestId unarchiveInstance(const InstanceId &id) = 0;

    /// Answered by detailsLoaded, or detailsFailed.
    virtual void loadDetails(const InstanceId &id) = 0;
    /// Asks the provider for the offers of every account and zone; answered by one offersLoaded for each, as it arrives.
    virtual void loadOffers() = 0;
    /// Tries again at once what waits for its next attempt (connection, private cluster).
    virtual void retryNow() = 0;

Q_SIGNALS:
    void connectionChanged(const vigie::models::ConnectionState &state);
    void accountsChanged();
    void fleetChanged(const vigie::models::FleetDelta &delta);
    void requestDone(const vigie::models::RequestId &request, const vigie::models::InstanceId &id);
    void requestRefused(const vigie::models::RequestId &request, const vigie::models::Error &error);
    void detailsLoaded(const vigie::models::InstanceDetails &details);
    void detailsFailed(const vigie::models::InstanceId &id, const vigie::models::Error &error);
    void offersLoaded(const vigie::models::ZoneOffers &offers);
};

} // namespace vigie::models
