#pragma once

#include "app/storage/database.h"
#include "models/domain/facts.h"
#include "models/domain/ids.h"
#include "models/domain/instant.h"
#include "models/domain/money.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QVector>

#include <optional>

namespace vigie::storage {

/// The right to work on an instance: its lease's fencing epoch. A write under an old epoch is refused (Fenced).
struct Lease {
    models::InstanceId instance;
    std::int64_t epoch = 0;
    models::Instant dueAt;   ///< since when the row was due
    bool takenOver = false;  ///< from a session that did not end its work

    bool operator==(const Lease &) const = default;
};

/// How an action ended, or that it is tried again.
struct ActionEnd {
    models::ActionCode code;
    models::ActionStatus status = models::ActionStatus::Success;
    std::optional<models::Error> error;
    QJsonObject metadata;
};

/// The end of a step: everything that it changes, written in one statement.
struct Conclusion {
    models::Status from = models::Status::Unknown;  ///< the status that the step worked in
    std::optional<models::Status> to;               ///< absent: the status stays
    std::optional<models::Duration> next;           ///< when the row is due again; absent: not by itself
    bool repeat = false;                            ///< the same step comes again: its wait grows
    QString reason;                                 ///< of the transition
    std::optional<models::Error> error;             ///< what made it fail
    std::optional<models::Error> trouble;           ///< what stands in the way and is tried again
    QVector<ActionEnd> actions;
    QJsonObject set;                                ///< address, host_key, install_offset
};

/// The orchestrator's side of the protocol (resources/sql/migrations, 0003). Belongs to its database's thread; each call is one
/// committed statement. Fenced: the lease is another's by now, and the work in hand is to be dropped.
class WorkRepository {
public:
    explicit WorkRepository(Database &database) : m_database(database) {}

    models::Result<void> openSession(const models::SessionId &session, const QString &program, const QVector<models::AccountId> &accounts);
    /// False when the session is not known any more.
    models::Result<bool> beat(const models::SessionId &session, const QVector<models::AccountId> &accounts);
    models::Result<void> closeSession(const models::SessionId &session);

    models::Result<QVector<Lease>> claim(const models::SessionId &session, int most, const QVector<models::Status> &statuses,
                                         const QVector<models::AccountId> &accounts);
    /// How long until the next row is due; absent when nothing waits.
    models::Result<std::optional<models::Duration>> nextDue(const QVector<models::Status> &statuses, const QVector<models::AccountId> &accounts);
    /// Gives the instances whose leases are held still.
    models::Result<QVector<models::InstanceId>> renew(const QVector<Lease> &leases);

    models::Result<models::Facts> facts(const Lease &lease);
    models::Result<void> beginAction(const Lease &lease, models::ActionCode code);
    models::Result<void> conclude(const Lease &lease, const Conclusion &conclusion);

    /// Leave for one request that creates, powers on or deletes. CreateRefused: the instance is to be absent.
    models::Result<models::IntentId> permit(const Lease &lease, models::IntentKind kind, const QString &target);
    models::Result<void> settle(const Lease &lease, const models::IntentId &intent, models::IntentStatus status, const QString &result);
    /// Gives up a create on the word of a list that was begun at this instant (the database's clock).
    models::Result<void> abandon(const Lease &lease, const models::IntentId &intent, models::Instant listBegunAt);

    struct Found {
        models::ResourceKind kind = models::ResourceKind::Server;
        QString providerId;
        QString detail;
        std::optional<models::Money> pricePerHour;
        bool billed = false;
    };
    models::Result<void> adopt(const Lease &lease, const Found &found, const std::optional<models::IntentId> &intent);
    models::Result<bool> condemn(const Lease &lease, const Found &found);
    /// One sighting of absence; gives how long to wait for the one that proves it, zero when it is proven.
    models::Result<models::Duration> absent(const Lease &lease, models::ResourceKind kind, const QString &providerId);
    models::Result<void> present(const Lease &lease, models::ResourceKind kind, const QString &providerId);

    /// What the install under way has said so far.
    models::Result<QJsonObject> installMetadata(const Lease &lease);

    struct Streaks {
        int good = 0;
        int bad = 0;
    };
    enum class Health { Good, Bad };
    models::Result<Streaks> noteHealth(const Lease &lease, Health health, const QString &detail);

private:
    models::Result<void> runOnly(const QString &statement, const QVariantList &values);
    Database &m_database;
};

} // namespace vigie::storage
