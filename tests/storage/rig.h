#pragma once

#include "app/storage/database.h"
#include "app/storage/fleetrepository.h"
#include "app/storage/requestrepository.h"
#include "app/storage/workrepository.h"
#include "tests/support/testcluster.h"

#include <QString>
#include <QVariantList>

#include <memory>

namespace vigie::test {

/// One PostgreSQL server for a test program, with a migrated database to copy from.
class Rig {
public:
    /// False with a warning when the server did not start or the migrations failed.
    bool start();
    TestCluster &cluster() { return m_cluster; }
    /// A new database with the newest schema; its connection information.
    storage::ConnectionInfo freshSchema();
    /// A new database without anything.
    storage::ConnectionInfo emptyDatabase();

private:
    TestCluster m_cluster;
    QString m_template;
};

/// One database's repositories over one connection, and a second one for a superuser who looks and moves things by hand.
class Bench {
public:
    explicit Bench(const storage::ConnectionInfo &info);

    const storage::ConnectionInfo &info() const { return m_info; }
    storage::Database &database() { return m_database; }
    storage::RequestRepository &requests() { return m_requests; }
    storage::WorkRepository &work() { return m_work; }
    storage::FleetRepository &fleet() { return m_fleet; }

    /// Runs SQL as the superuser; empty when it was done, else the SQLSTATE.
    QString refusal(const QString &sql);
    /// The rows of a query by the superuser; a failure ends the test program.
    QVector<QVariantList> rows(const QString &sql);
    QVariant value(const QString &sql);
    /// Runs SQL that has to succeed.
    void must(const QString &sql);

    static models::CreatePlan plan();
    static models::AccountId account() { return models::AccountId(QStringLiteral("sandbox")); }
    static QVector<models::Status> allStatuses();

    /// A new instance of the account `sandbox`.
    models::InstanceId create(const QString &name = {});
    /// Makes this very row due and claims it.
    storage::Lease claim(const models::InstanceId &id);
    storage::Lease claimAs(const models::SessionId &session, const models::InstanceId &id);
    /// One more session of an orchestrator, open.
    models::SessionId openSession();
    models::SessionId session() const { return m_session; }
    /// One step of the holder.
    void move(const models::InstanceId &id, models::Status from, models::Status to);
    /// A new instance that came to this status over legal edges, unclaimed.
    models::InstanceId bring(models::Status status);
    models::Status statusOf(const models::InstanceId &id);
    /// Ends a resource or an intent's wait by hand.
    void lookSettled(const models::IntentId &intent);

private:
    storage::ConnectionInfo m_info;
    storage::Database m_database;
    storage::Database m_admin;
    storage::RequestRepository m_requests;
    storage::WorkRepository m_work;
    storage::FleetRepository m_fleet;
    models::SessionId m_session;
};

/// The SQLSTATE of a Result's error; `done` when there is none.
template <class T>
QString stateOf(const models::Result<T> &result)
{
    return result ? QStringLiteral("done") : result.error().params.value(QStringLiteral("sqlstate"));
}

/// The stable name of a Result's error code; `done` when there is none.
template <class T>
QString codeOf(const models::Result<T> &result)
{
    return result ? QStringLiteral("done") : QString(models::toName(result.error().code));
}

/// Text in a superuser's SQL, quoted.
QString quoted(const QString &text);
QString quoted(const models::InstanceId &id);

} // namespace vigie::test
