#include "tests/storage/rig.h"

#include "app/storage/migrator.h"

#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>

namespace vigie::test {

using namespace Qt::StringLiterals;
using namespace vigie::models;
using storage::ConnectionInfo;
using storage::Lease;

namespace {

/// How a row comes to a status: the status before it and who takes the last edge.
struct Way {
    Status to;
    Status before;
    enum class By { Holder, Request, Superuser } by;
};

constexpr std::array ways{
    Way{Status::Booting, Status::Provisioning, Way::By::Holder},
    Way{Status::Installing, Status::Booting, Way::By::Holder},
    Way{Status::Starting, Status::Installing, Way::By::Holder},
    Way{Status::Ready, Status::Starting, Way::By::Holder},
    Way{Status::Unavailable, Status::Ready, Way::By::Holder},
    Way{Status::Draining, Status::Ready, Way::By::Superuser},
    Way{Status::Terminating, Status::Booting, Way::By::Request},
    Way{Status::Terminated, Status::Terminating, Way::By::Holder},
    Way{Status::Archived, Status::Terminated, Way::By::Request},
    Way{Status::ProvisioningFailed, Status::Provisioning, Way::By::Holder},
    Way{Status::StartupFailed, Status::Booting, Way::By::Holder},
    Way{Status::Failed, Status::Provisioning, Way::By::Holder},
};

template <class T>
T taken(Result<T> result, const char *what)
{
    if (!result)
        qFatal("%s: %s %s", what, toName(result.error().code).data(), qUtf8Printable(result.error().detail));
    return *result;
}

void done(const Result<void> &result, const char *what)
{
    if (!result)
        qFatal("%s: %s %s", what, toName(result.error().code).data(), qUtf8Printable(result.error().detail));
}

ConnectionInfo parsed(const QString &conninfo)
{
    return taken(storage::parseConnectionInfo(conninfo), "conninfo");
}

} // namespace

bool Rig::start()
{
    if (!m_cluster.start())
        return false;
    storage::Database database(parsed(m_cluster.createDatabase()), u"vigie-test"_s);
    m_template = m_cluster.lastDatabase();
    const auto migrated = storage::migrate(database);
    if (!migrated)
        qWarning("migrate: %s %s", toName(migrated.error().code).data(), qUtf8Printable(migrated.error().detail));
    return migrated.has_value();
}

ConnectionInfo Rig::freshSchema()
{
    return parsed(m_cluster.createDatabase(m_template));
}

ConnectionInfo Rig::emptyDatabase()
{
    return parsed(m_cluster.createDatabase());
}

Bench::Bench(const ConnectionInfo &info)
    : m_info(info), m_database(info, u"vigie-test"_s), m_admin(info, u"vigie-test-admin"_s), m_requests(m_database), m_work(m_database),
      m_fleet(m_database), m_session(SessionId::generate())
{
    done(m_work.openSession(m_session, u"tst"_s, {account()}), "open_session");
    Account sandbox;
    sandbox.id = account();
    sandbox.apiUrl = u"http://127.0.0.1:1"_s;
    sandbox.projectId = u"project"_s;
    sandbox.zones = {Zone(u"fr-par-2"_s)};
    sandbox.environment = Environment::Sandbox;
    done(m_requests.saveAccount(sandbox), "save_account");
}

QString Bench::refusal(const QString &sql)
{
    const auto result = m_admin.runScript(sql);
    return result ? QString() : result.error().params.value(u"sqlstate"_s);
}

QVector<QVariantList> Bench::rows(const QString &sql)
{
    done(m_admin.open(), "superuser");
    QSqlQuery query(m_admin.handle());
    if (!query.exec(sql))
        qFatal("%s: %s", qUtf8Printable(sql), qUtf8Printable(query.lastError().text()));
    QVector<QVariantList> result;
    while (query.next()) {
        QVariantList row;
        for (int column = 0; column < query.record().count(); ++column)
            row.append(query.value(column));
        result.append(row);
    }
    return result;
}

QVariant Bench::value(const QString &sql)
{
    const auto all = rows(sql);
    return all.isEmpty() ? QVariant() : all.first().first();
}

void Bench::must(const QString &sql)
{
    done(m_admin.runScript(sql), qUtf8Printable(sql));
}

CreatePlan Bench::plan()
{
    CreatePlan plan;
    plan.request = RequestId::generate();
    plan.account = account();
    plan.zone = Zone(u"fr-par-2"_s);
    plan.type = CommercialType(u"L4-1-24G"_s);
    plan.model = u"Qwen/Qwen2.5-7B-Instruct"_s;
    plan.pricePerHour = Money::fromMicros(750'000);
    return plan;
}

QVector<Status> Bench::allStatuses()
{
    QVector<Status> all;
    for (std::size_t i = 0; i < statusCount; ++i)
        all.append(static_cast<Status>(i));
    return all;
}

InstanceId Bench::create(const QString &name)
{
    CreatePlan wish = plan();
    wish.name = name;
    return taken(m_requests.create(wish, taken(m_requests.clock(), "clock")), "create");
}

Lease Bench::claim(const InstanceId &id)
{
    return claimAs(m_session, id);
}

Lease Bench::claimAs(const SessionId &session, const InstanceId &id)
{
    must(u"update vigie.instance set run_at = clock_timestamp() - interval '1 day' where id = %1"_s.arg(quoted(id)));
    const auto leases = taken(m_work.claim(session, 1, allStatuses(), {account()}), "claim");
    if (leases.size() != 1 || leases.first().instance != id)
        qFatal("claim gave another row");
    return leases.first();
}

SessionId Bench::openSession()
{
    const SessionId session = SessionId::generate();
    done(m_work.openSession(session, u"tst"_s, {account()}), "open_session");
    return session;
}

void Bench::move(const InstanceId &id, Status from, Status to)
{
    storage::Conclusion conclusion;
    conclusion.from = from;
    conclusion.to = to;
    conclusion.next = Duration(0);
    conclusion.reason = u"test"_s;
    done(m_work.conclude(claim(id), conclusion), "conclude");
}

InstanceId Bench::bring(Status status)
{
    if (status == Status::Provisioning)
        return create();
    const auto way = std::find_if(ways.begin(), ways.end(), [status](const Way &each) { return each.to == status; });
    const InstanceId id = bring(way->before);
    if (way->by == Way::By::Holder)
        move(id, way->before, status);
    else if (way->by == Way::By::Superuser)
        must(u"update vigie.instance set status = '%1' where id = %2"_s.arg(toName(status), quoted(id)));
    else if (status == Status::Terminating)
        done(m_requests.terminate(RequestId::generate(), id, {}), "terminate");
    else
        done(m_requests.archive(RequestId::generate(), id, storage::RequestRepository::Archiving::Archive), "archive");
    return id;
}

Status Bench::statusOf(const InstanceId &id)
{
    return statusFromName(value(u"select status from vigie.instance where id = %1"_s.arg(quoted(id))).toString());
}

void Bench::lookSettled(const IntentId &intent)
{
    must(u"update vigie.intent set settle_until = clock_timestamp() - interval '1 ms' where id = %1"_s.arg(quoted(intent.toString())));
}

QString quoted(const QString &text)
{
    QString inner = text;
    return u'\'' % inner.replace(u'\'', "''"_L1) % u'\'';
}

QString quoted(const InstanceId &id)
{
    return quoted(id.toString());
}

} // namespace vigie::test
