// What stands in the way, says so, loses nothing, and is gone by itself with its cause.

#include "app/engine/engineconsole.h"
#include "tests/engine/enginerig.h"

#include <QSignalSpy>
#include <QTest>

using namespace vigie;
using models::ConnectionState;
using models::ErrorCode;
using models::InstanceId;
using models::Status;
using namespace Qt::StringLiterals;

class TestTrouble : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_cluster.start()); }
    void init()
    {
        m_rig = std::make_unique<test::EngineRig>();
        QVERIFY(m_rig->start(m_cluster));
    }
    void cleanup() { m_rig.reset(); }

    void aWrongTokenIsShownAndWaitedOut();
    void aCloudThatIsDownIsShownAndWaitedOut();
    void aDatabaseThatStopsUnderTheConsole();
    void aDatabaseThatCrashesUnderTheWork();
    void hostileOrImpossiblePlansAreRefused_data();
    void hostileOrImpossiblePlansAreRefused();
    void aRequestIsOneInstanceHoweverOftenItIsSent();

private:
    bool isInTrouble(const InstanceId &id, ErrorCode code);

    test::Rig m_cluster;
    std::unique_ptr<test::EngineRig> m_rig;
};

bool TestTrouble::isInTrouble(const InstanceId &id, ErrorCode code)
{
    return m_rig->until([&] {
        const auto trouble = m_rig->details(id).instance.trouble;
        return trouble && trouble->code == code;
    }, 20);
}

void TestTrouble::aWrongTokenIsShownAndWaitedOut()
{
    auto orchestrator = m_rig->orchestrate("00000000-0000-4000-8000-000000000000");
    const InstanceId id = m_rig->create(u"denied"_s);
    QVERIFY(isInTrouble(id, ErrorCode::ProviderDenied));
    QCOMPARE(m_rig->status(id), Status::Provisioning); // not failed: credentials can be mended
    QCOMPARE(m_rig->created(), 0);
    orchestrator.reset();
    orchestrator = m_rig->orchestrate(); // with the right one
    QVERIFY(m_rig->reaches(id, Status::Ready));
    QVERIFY(!m_rig->details(id).instance.trouble.has_value());
    QCOMPARE(m_rig->created(), 1);
}

void TestTrouble::aCloudThatIsDownIsShownAndWaitedOut()
{
    const auto orchestrator = m_rig->orchestrate();
    m_rig->sandbox().kill();
    const InstanceId id = m_rig->create(u"later"_s);
    QVERIFY(isInTrouble(id, ErrorCode::ProviderUnreachable));
    QCOMPARE(m_rig->status(id), Status::Provisioning);
    QVERIFY(m_rig->sandbox().start());
    QVERIFY(m_rig->reaches(id, Status::Ready));
    QVERIFY(!m_rig->details(id).instance.trouble.has_value());
}

void TestTrouble::aDatabaseThatStopsUnderTheConsole()
{
    engine::EngineConsole console;
    QSignalSpy fleet(&console, &models::Console::fleetChanged);
    QSignalSpy done(&console, &models::Console::requestDone);
    QSignalSpy refused(&console, &models::Console::requestRefused);
    console.attach(m_rig->world(), u"test"_s, m_rig->world().accounts);
    QTRY_COMPARE_WITH_TIMEOUT(console.connectionState().phase, ConnectionState::Phase::Live, 10'000);
    models::CreatePlan plan = test::Bench::plan();
    plan.request = models::RequestId::generate();
    plan.account = test::Bench::account();
    console.createInstance(plan);
    QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, 10'000);

    m_cluster.cluster().stop();
    QTRY_COMPARE_WITH_TIMEOUT(console.connectionState().phase, ConnectionState::Phase::Reconnecting, 20'000);
    QVERIFY(console.connectionState().error.has_value());
    QVERIFY(console.connectionState().asOf > models::Instant()); // what is shown is as of then
    // A click meanwhile is refused with the reason, after some tries, and not lost silently.
    plan.request = models::RequestId::generate();
    console.createInstance(plan);
    QTRY_COMPARE_WITH_TIMEOUT(refused.count(), 1, 30'000);
    QCOMPARE(refused.first().at(0).value<models::RequestId>(), plan.request);

    m_cluster.cluster().startAgain();
    fleet.clear();
    QTRY_COMPARE_WITH_TIMEOUT(console.connectionState().phase, ConnectionState::Phase::Live, 20'000);
    QTRY_VERIFY(!fleet.isEmpty());
    QCOMPARE(fleet.first().first().value<models::FleetDelta>().kind, models::FleetDelta::Kind::Reset); // everything is read again
    console.createInstance(plan); // the same click again
    QTRY_COMPARE_WITH_TIMEOUT(done.count(), 2, 10'000);
    console.detach();
}

void TestTrouble::aDatabaseThatCrashesUnderTheWork()
{
    const auto orchestrator = m_rig->orchestrate();
    QVector<InstanceId> ids;
    for (int i = 0; i < 4; ++i)
        ids.append(m_rig->create(u"crash-%1"_s.arg(i)));
    for (const Status status : {Status::Booting, Status::Installing}) {
        QVERIFY(m_rig->until([&] { return m_rig->status(ids.first()) >= status; }));
        m_cluster.cluster().restartImmediately();
    }
    for (const InstanceId &id : ids)
        QVERIFY(m_rig->reaches(id, Status::Ready));
    QCOMPARE(m_rig->created(), 4);
    for (const InstanceId &id : ids) {
        QVERIFY(m_rig->historyIsLegal(id));
        m_rig->terminate(id);
    }
    for (const InstanceId &id : ids)
        QVERIFY(m_rig->reaches(id, Status::Terminated));
    QCOMPARE(m_rig->leftAtTheCloud(), 0);
}

void TestTrouble::hostileOrImpossiblePlansAreRefused_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("account");
    QTest::addColumn<ErrorCode>("code");
    const QString good = u"Qwen/Qwen2.5-0.5B-Instruct"_s;
    QTest::newRow("two slashes") << u"a/b/c"_s << u"sandbox"_s << ErrorCode::InvalidRequest;
    QTest::newRow("other syntax") << u"qwen:7b"_s << u"sandbox"_s << ErrorCode::InvalidRequest;
    QTest::newRow("SQL") << u"'; drop table vigie.instance; --"_s << u"sandbox"_s << ErrorCode::InvalidRequest;
    QTest::newRow("a NUL") << QString(u"gpt2"_s + QChar(u'\0')) << u"sandbox"_s << ErrorCode::InvalidRequest;
    QTest::newRow("an account that is not there") << good << u"nobody"_s << ErrorCode::AccountNotFound;
}

void TestTrouble::hostileOrImpossiblePlansAreRefused()
{
    QFETCH(QString, model);
    QFETCH(QString, account);
    QFETCH(ErrorCode, code);
    models::CreatePlan plan = test::Bench::plan();
    plan.request = models::RequestId::generate();
    plan.model = model;
    plan.account = models::AccountId(account);
    const auto made = m_rig->bench().requests().create(plan, models::Instant());
    QVERIFY(!made);
    QCOMPARE(toName(made.error().code), toName(code));
    QCOMPARE(m_rig->bench().value(u"select count(*) from vigie.instance"_s).toInt(), 0);
}

void TestTrouble::aRequestIsOneInstanceHoweverOftenItIsSent()
{
    engine::EngineConsole console;
    QSignalSpy done(&console, &models::Console::requestDone);
    console.attach(m_rig->world(), u"test"_s, m_rig->world().accounts);
    models::CreatePlan plan = test::Bench::plan();
    plan.request = models::RequestId::generate();
    plan.account = test::Bench::account();
    for (int i = 0; i < 5; ++i)
        console.createInstance(plan);
    QTRY_COMPARE_WITH_TIMEOUT(done.count(), 5, 20'000);
    for (const QList<QVariant> &each : done)
        QCOMPARE(each.at(1).value<InstanceId>(), done.first().at(1).value<InstanceId>());
    QCOMPARE(m_rig->bench().value(u"select count(*) from vigie.instance"_s).toInt(), 1);
    console.detach();
}

QTEST_GUILESS_MAIN(TestTrouble)
#include "tst_trouble.moc"
