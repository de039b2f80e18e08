// Whole lives of instances, on a real database, the real sandbox, and real sockets between them.

#include "tests/engine/enginerig.h"

#include <QTest>

using namespace vigie;
using models::ActionCode;
using models::ErrorCode;
using models::InstanceId;
using models::Status;
using namespace Qt::StringLiterals;

class TestLifecycle : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_cluster.start()); }
    void init()
    {
        m_rig = std::make_unique<test::EngineRig>();
        QVERIFY(m_rig->start(m_cluster));
    }
    void cleanup() { m_rig.reset(); }

    void fromRequestToReadyToNothing();
    void terminatedInEveryStatus();
    void failuresEndWhereTheyShould_data();
    void failuresEndWhereTheyShould();
    void aCreateWhoseAnswerIsLostIsAdopted();
    void aCreateThatNeverHappenedIsAskedAgain();
    void unhealthyAndBack();
    void twoOrchestratorsMakeOneServerEach();

private:
    test::Rig m_cluster;
    std::unique_ptr<test::EngineRig> m_rig;
};

void TestLifecycle::fromRequestToReadyToNothing()
{
    const auto orchestrator = m_rig->orchestrate();
    const InstanceId id = m_rig->create(u"one"_s);
    int progress = 0;
    QVERIFY(m_rig->until([&] {
        const auto now = m_rig->details(id).instance;
        if (now.progress < progress)
            qFatal("progress went back from %d to %d", progress, now.progress);
        progress = now.progress;
        return now.status == Status::Ready;
    }));
    const auto details = m_rig->details(id);
    QCOMPARE(details.instance.progress, 100);
    QVERIFY(!details.instance.address.isEmpty());
    QCOMPARE(m_rig->history(id), (QVector<Status>{Status::Provisioning, Status::Booting, Status::Installing, Status::Starting, Status::Ready}));
    QVERIFY(m_rig->historyIsLegal(id));
    QSet<ActionCode> succeeded;
    for (const models::Action &action : details.actions) {
        QVERIFY2(action.status == models::ActionStatus::Success, qPrintable(action.codeName));
        QVERIFY(action.queuedAt <= *action.startedAt && *action.startedAt <= *action.endedAt);
        QVERIFY2(!succeeded.contains(action.code), qPrintable(u"twice: "_s + action.codeName));
        succeeded.insert(action.code);
    }
    for (const ActionCode code : {ActionCode::RequestCreate, ActionCode::ExecuteCreate, ActionCode::ResolveBootImage, ActionCode::ProviderCreate,
                                  ActionCode::ProviderStart, ActionCode::ProviderGetIp, ActionCode::WorkerSshAccessible, ActionCode::WorkerSshInstall,
                                  ActionCode::WorkerVllmHttpOk, ActionCode::WorkerModelLoaded, ActionCode::WorkerVllmWarmup, ActionCode::HealthCheck,
                                  ActionCode::InstanceReady})
        QVERIFY2(succeeded.contains(code), toName(code).data());
    QCOMPARE(details.resources.size(), 2); // the server and its root volume
    QVERIFY(details.instance.pricePerHour.has_value());
    QVERIFY(details.instance.pricePerHour->micros() > 787'500); // with the volume
    QCOMPARE(m_rig->created(), 1);

    m_rig->terminate(id);
    QVERIFY(m_rig->reaches(id, Status::Terminated));
    QCOMPARE(m_rig->leftAtTheCloud(), 0);
    const auto after = m_rig->details(id);
    QCOMPARE(after.instance.liveResources, 0);
    QCOMPARE(after.instance.pricePerHour, models::Money());
    QVERIFY(after.instance.costSoFar > models::Money());
    for (const models::Resource &resource : after.resources)
        QVERIFY(resource.goneAt.has_value());
    QVERIFY(m_rig->historyIsLegal(id));
}

void TestLifecycle::terminatedInEveryStatus()
{
    m_rig->sandbox().setTimeScale(20); // slow enough to be met in each status
    const auto orchestrator = m_rig->orchestrate();
    const QVector<Status> statuses{Status::Provisioning, Status::Booting, Status::Installing, Status::Starting, Status::Ready};
    QHash<Status, InstanceId> instances;
    for (const Status status : statuses)
        instances.insert(status, m_rig->create(toName(status)));
    QVector<Status> open = statuses;
    QVERIFY(m_rig->until([&] {
        for (const Status status : QVector<Status>(open)) {
            if (m_rig->status(instances[status]) == status) {
                m_rig->terminate(instances[status]);
                open.removeOne(status);
            }
        }
        return open.isEmpty();
    }));
    for (const Status status : statuses) {
        QVERIFY2(m_rig->reaches(instances[status], Status::Terminated), toName(status).data());
        const auto history = m_rig->history(instances[status]);
        QCOMPARE(history[history.size() - 3], status); // it was terminated in this very status
        QVERIFY(m_rig->historyIsLegal(instances[status]));
    }
    QCOMPARE(m_rig->leftAtTheCloud(), 0);
}

void TestLifecycle::failuresEndWhereTheyShould_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QJsonObject>("fault");        // of the API
    QTest::addColumn<QJsonObject>("machineFault");
    QTest::addColumn<Status>("status");
    QTest::addColumn<ErrorCode>("code");
    const QJsonObject none;
    const QString type = u"L4-1-24G"_s;
    const auto onCreate = [](int status, const QJsonObject &body) {
        return QJsonObject{{u"match"_s, QJsonObject{{u"method"_s, u"POST"_s}, {u"path"_s, u"/instance/v1/zones/*/servers"_s}}},
                           {u"kind"_s, u"status"_s}, {u"status"_s, status}, {u"body"_s, body}, {u"count"_s, 0}};
    };
    QTest::newRow("a type that is not sold there") << u"L4-9-24G"_s << none << none << Status::ProvisioningFailed << ErrorCode::OfferNotInZone;
    QTest::newRow("out of stock") << type << onCreate(412, {{u"type"_s, u"out_of_stock"_s}, {u"resource"_s, u"L4-1-24G"_s}, {u"message"_s, u"resource is out of stock"_s}})
                                  << none << Status::ProvisioningFailed << ErrorCode::ProviderOutOfStock;
    QTest::newRow("quota") << type << onCreate(403, {{u"type"_s, u"quotas_exceeded"_s}, {u"message"_s, u"quota(s) exceeded for this resource"_s},
                                                     {u"details"_s, QJsonArray{QJsonObject{{u"resource"_s, u"cp_servers_type_L4_1_24G"_s}, {u"quota"_s, 1}, {u"current"_s, 1}}}}})
                           << none << Status::ProvisioningFailed << ErrorCode::ProviderQuotaExceeded;
    QTest::newRow("arguments") << type << onCreate(400, {{u"type"_s, u"invalid_arguments"_s}, {u"message"_s, u"invalid argument(s)"_s},
                                                         {u"details"_s, QJsonArray{QJsonObject{{u"argument_name"_s, u"volumes"_s}, {u"reason"_s, u"constraint"_s}}}}})
                               << none << Status::ProvisioningFailed << ErrorCode::ProviderInvalidArguments;
    QTest::newRow("install fails") << type << none << QJsonObject{{u"match"_s, QJsonObject{}}, {u"kind"_s, u"install_fails"_s}, {u"phase"_s, u"pull"_s}, {u"exit"_s, 1},
                                                                  {u"message"_s, u"toomanyrequests: You have reached your pull rate limit"_s}, {u"count"_s, 0}}
                                   << Status::StartupFailed << ErrorCode::InstallFailed;
    QTest::newRow("host key changes") << type << none << QJsonObject{{u"match"_s, QJsonObject{}}, {u"kind"_s, u"host_key_changes"_s}, {u"count"_s, 0}}
                                      << Status::StartupFailed << ErrorCode::SshHostKeyMismatch;
    QTest::newRow("SSH never up") << type << none << QJsonObject{{u"match"_s, QJsonObject{}}, {u"kind"_s, u"ssh_never_up"_s}, {u"count"_s, 0}}
                                  << Status::StartupFailed << ErrorCode::SshNotAccessible;
    QTest::newRow("model never loads") << type << none << QJsonObject{{u"match"_s, QJsonObject{}}, {u"kind"_s, u"model_never_loads"_s}, {u"count"_s, 0}}
                                       << Status::StartupFailed << ErrorCode::VllmNotResponding;
}

void TestLifecycle::failuresEndWhereTheyShould()
{
    QFETCH(QString, type);
    QFETCH(QJsonObject, fault);
    QFETCH(QJsonObject, machineFault);
    QFETCH(Status, status);
    QFETCH(ErrorCode, code);
    m_rig->bench().must(u"update vigie.timing set value = '4 s' where name in ('deadline.booting', 'deadline.starting')"_s);
    if (!fault.isEmpty())
        QVERIFY(m_rig->sandbox().addFault(fault) > 0);
    if (!machineFault.isEmpty())
        QVERIFY(m_rig->sandbox().addMachineFault(machineFault) > 0);
    const auto orchestrator = m_rig->orchestrate();
    const InstanceId id = m_rig->create(u"doomed"_s, type);
    QVERIFY(m_rig->reaches(id, status));
    const auto details = m_rig->details(id);
    QVERIFY(details.instance.error.has_value());
    QCOMPARE(toName(details.instance.error->code), toName(code));
    QVERIFY(details.instance.progress > 0 && details.instance.progress < 100); // it shows where it stopped
    for (const models::Action &action : details.actions)
        QVERIFY2(action.endedAt.has_value(), qPrintable(u"still open: "_s + action.codeName));
    QVERIFY(m_rig->historyIsLegal(id));

    m_rig->terminate(id);
    QVERIFY(m_rig->reaches(id, Status::Terminated));
    QCOMPARE(m_rig->leftAtTheCloud(), 0);
    QCOMPARE(toName(m_rig->details(id).instance.error->code), toName(code)); // the first cause stays
}

void TestLifecycle::aCreateWhoseAnswerIsLostIsAdopted()
{
    QVERIFY(m_rig->sandbox().addFault({{u"match"_s, QJsonObject{{u"method"_s, u"POST"_s}, {u"path"_s, u"/instance/v1/zones/*/servers"_s}}},
                                       {u"kind"_s, u"drop_after"_s}, {u"count"_s, 1}}) > 0);
    const auto orchestrator = m_rig->orchestrate();
    const InstanceId id = m_rig->create(u"lost"_s);
    QVERIFY(m_rig->reaches(id, Status::Ready));
    QCOMPARE(m_rig->created(), 1);
    m_rig->terminate(id);
    QVERIFY(m_rig->reaches(id, Status::Terminated));
    QCOMPARE(m_rig->leftAtTheCloud(), 0);
}

void TestLifecycle::aCreateThatNeverHappenedIsAskedAgain()
{
    QVERIFY(m_rig->sandbox().addFault({{u"match"_s, QJsonObject{{u"method"_s, u"POST"_s}, {u"path"_s, u"/instance/v1/zones/*/servers"_s}}},
                                       {u"kind"_s, u"drop_before"_s}, {u"count"_s, 1}}) > 0);
    const auto orchestrator = m_rig->orchestrate();
    const InstanceId id = m_rig->create(u"again"_s);
    QVERIFY(m_rig->reaches(id, Status::Ready));
    QCOMPARE(m_rig->created(), 1);
    // The first request was given up only after its hold-off.
    QCOMPARE(m_rig->bench().value(u"select count(*) from vigie.intent where kind = 'create_server' and status = 'abandoned' and ended_at >= settle_until"_s).toInt(), 1);
}

void TestLifecycle::unhealthyAndBack()
{
    const auto orchestrator = m_rig->orchestrate();
    const InstanceId id = m_rig->create(u"ill"_s);
    QVERIFY(m_rig->reaches(id, Status::Ready));
    const int fault = m_rig->sandbox().addMachineFault({{u"match"_s, QJsonObject{}}, {u"kind"_s, u"worker_dies"_s}, {u"count"_s, 1}});
    QVERIFY(fault > 0);
    QVERIFY(m_rig->reaches(id, Status::Unavailable));
    QVERIFY(m_rig->sandbox().call("DELETE", u"/sandbox/machines/faults"_s).status < 300);
    QVERIFY(m_rig->historyIsLegal(id));
    m_rig->terminate(id);
    QVERIFY(m_rig->reaches(id, Status::Terminated));
    QCOMPARE(m_rig->leftAtTheCloud(), 0);
}

void TestLifecycle::twoOrchestratorsMakeOneServerEach()
{
    const auto first = m_rig->orchestrate();
    const auto second = m_rig->orchestrate();
    QVector<InstanceId> ids;
    for (int i = 0; i < 6; ++i)
        ids.append(m_rig->create(u"shared-%1"_s.arg(i)));
    for (const InstanceId &id : ids)
        QVERIFY(m_rig->reaches(id, Status::Ready));
    QCOMPARE(m_rig->created(), 6);
    for (const InstanceId &id : ids)
        m_rig->terminate(id);
    for (const InstanceId &id : ids)
        QVERIFY(m_rig->reaches(id, Status::Terminated));
    QCOMPARE(m_rig->leftAtTheCloud(), 0);
}

QTEST_GUILESS_MAIN(TestLifecycle)
#include "tst_lifecycle.moc"
