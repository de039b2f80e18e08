#pragma once

#include "app/storage/database.h"
#include "models/domain/account.h"
#include "models/domain/instant.h"
#include "models/domain/plan.h"

#include <QMap>
#include <QVector>

namespace vigie::storage {

/// What operators ask for, and what they set. Belongs to its database's thread; calls block. Every request is one transaction, and
/// repeating one with the same request id changes nothing.
class RequestRepository {
public:
    explicit RequestRepository(Database &database) : m_database(database) {}

    /// `begunAt`: the database's clock when the request was begun (see clock()), so that its own time shows.
    /// The model is stored as the Hub's id, whichever way it was typed. Errors: InvalidRequest (`field`), AccountNotFound.
    models::Result<models::InstanceId> create(const models::CreatePlan &wish, models::Instant begunAt);
    /// Errors: InstanceNotFound, ChangedMeanwhile (when `seenVersion` is not the present version), IllegalTransition.
    models::Result<void> terminate(const models::RequestId &request, const models::InstanceId &id, std::optional<std::int64_t> seenVersion);
    enum class Archiving { Archive, Unarchive };
    models::Result<void> archive(const models::RequestId &request, const models::InstanceId &id, Archiving what);

    /// The database's clock.
    models::Result<models::Instant> clock();

    models::Result<QVector<models::Account>> accounts();
    models::Result<void> saveAccount(const models::Account &account);

    /// The waits and deadlines by name (table `timing`).
    models::Result<QMap<QString, models::Duration>> timings();
    models::Result<void> setTiming(const QString &name, models::Duration value);

    /// Live orchestrators of this database; with an account: that can work on it.
    models::Result<int> orchestrators(const std::optional<models::AccountId> &account = {});

private:
    models::Result<void> runOnly(const QString &statement, const QVariantList &values);
    Database &m_database;
};

} // namespace vigie::storage
