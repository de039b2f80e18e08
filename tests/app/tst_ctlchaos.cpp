#include "app/postgres/privatecluster.h"
#include "app/storage/database.h"
#include "tests/app/support/ctlplace.h"

#include <QRandomGenerator>
#include <QSqlQuery>
#include <QTest>

using namespace vigie;
using namespace Qt::StringLiterals;
using test::CtlPlace;
using test::CtlResult;

namespace {

constexpr int killsWhileComingUp = 24;
constexpr int killsWhileGoing = 6;
constexpr int killsPerCreate = 6;

} // namespace

/// The headless orchestrator is killed with SIGKILL at random instants and started again at once. VIGIE_CHAOS_SEED repeats a run's dice.
class TestCtlChaos : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void kills();

private:
    /// Starts an orchestrator, lets it work for a moment, and kills it.
    void killOne();
    QStringList statuses();

    CtlPlace m_place;
    QRandomGenerator m_dice;
    int m_kills = 0;
};

void TestCtlChaos::killOne()
{
    const auto orchestrator = m_place.background(CtlPlace::inDemo({u"orchestrate"_s}));
    QTest::qWait(m_dice.bounded(50, 701));
    orchestrator->kill();
    QVERIFY(orchestrator->waitForFinished());
    ++m_kills;
}

QStringList TestCtlChaos::statuses()
{
    QStringList all;
    for (const QJsonValue &each : m_place.demo({u"list"_s, u"--json"_s}).json()["instances"_L1].toArray())
        all.append(each["status"_L1].toString());
    return all;
}

void TestCtlChaos::kills()
{
    const quint32 seed = qEnvironmentVariableIsSet("VIGIE_CHAOS_SEED") ? qEnvironmentVariable("VIGIE_CHAOS_SEED").toUInt() : QRandomGenerator::global()->generate();
    m_dice.seed(seed);
    qInfo("seed=%u", seed);
    const auto keeper = m_place.background(CtlPlace::inDemo({u"watch"_s, u"--json"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(!m_place.summary().isEmpty(), 20'000);

    int instances = 0;
    for (int i = 0; i < killsWhileComingUp; ++i) {
        if (i % killsPerCreate == 0) {
            const CtlResult created = m_place.demo({u"create"_s, u"--account"_s, u"sandbox"_s, u"--zone"_s, u"fr-par-2"_s, u"--type"_s, u"L4-1-24G"_s, u"--model"_s,
                                                    u"gpt2"_s, u"--name"_s, u"chaos-%1"_s.arg(instances)});
            QVERIFY2(created.exit == 0, created.err.constData());
            ++instances;
        }
        killOne();
    }
    auto survivor = m_place.background(CtlPlace::inDemo({u"orchestrate"_s}));
    QTRY_COMPARE_WITH_TIMEOUT(statuses(), QStringList(instances, u"ready"_s), 180'000);
    const QJsonObject up = m_place.summary();
    QCOMPARE(up["creates"_L1], QJsonValue(instances));
    QCOMPARE(up["servers"_L1]["total"_L1], QJsonValue(instances));
    QCOMPARE(up["servers"_L1]["running"_L1], QJsonValue(instances));
    QCOMPARE(up["volumes"_L1], QJsonValue(instances));
    survivor->kill();
    survivor->waitForFinished();
    ++m_kills;

    for (int i = 0; i < instances; ++i)
        QCOMPARE(m_place.demo({u"terminate"_s, u"chaos-%1"_s.arg(i), u"--yes"_s}).exit, 0);
    for (int i = 0; i < killsWhileGoing; ++i)
        killOne();
    survivor = m_place.background(CtlPlace::inDemo({u"orchestrate"_s}));
    QTRY_COMPARE_WITH_TIMEOUT(statuses(), QStringList(instances, u"terminated"_s), 180'000);
    const QJsonObject gone = m_place.summary();
    QCOMPARE(gone["servers"_L1]["total"_L1], QJsonValue(0));
    QCOMPARE(gone["volumes"_L1], QJsonValue(0));
    QCOMPARE(gone["ips"_L1], QJsonValue(0));
    QCOMPARE(gone["creates"_L1], QJsonValue(instances));

    // What the database itself says of the histories.
    postgres::ClusterOptions options;
    options.dataRoot = m_place.path() + "/demo"_L1;
    options.applicationName = u"vigie-test"_s;
    postgres::PrivateCluster cluster(options);
    const auto conninfo = cluster.start();
    QVERIFY(conninfo);
    {
        storage::Database database(*storage::parseConnectionInfo(*conninfo), options.applicationName);
        QVERIFY(database.open());
        QSqlQuery query(database.handle());
        QVERIFY(query.exec(u"select count(*) filter (where t.from_status is not null), "
                           "count(*) filter (where t.from_status is not null and e.from_status is null), "
                           "count(*) filter (where t.from_status is distinct from before.to_status) "
                           "from vigie.transition t "
                           "left join vigie.status_edge e on e.from_status = t.from_status and e.to_status = t.to_status "
                           "left join vigie.transition before on before.instance_id = t.instance_id and before.version = t.version - 1"_s));
        QVERIFY(query.next());
        QVERIFY(query.value(0).toInt() >= instances * 6);
        QCOMPARE(query.value(1).toInt(), 0); // no edge that is not in the table
        QCOMPARE(query.value(2).toInt(), 0); // each begins where the one before ended
    }
    QVERIFY(cluster.leave());
    for (QProcess *each : {survivor.get(), keeper.get()}) {
        each->terminate();
        QVERIFY(each->waitForFinished(20'000));
        QCOMPARE(each->exitCode(), 0);
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_place.processes(), QStringList(), 5000);
    qInfo("kills=%d instances=%d seed=%u", m_kills, instances, seed);
    QVERIFY(m_kills >= 20);
}

QTEST_GUILESS_MAIN(TestCtlChaos)
#include "tst_ctlchaos.moc"
