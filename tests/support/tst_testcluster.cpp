#include "app/postgres/serversession.h"
#include "tests/support/testcluster.h"

#include <QFileInfo>
#include <QTest>

#include <csignal>

#include <unistd.h>

using namespace Qt::StringLiterals;
using vigie::postgres::ServerSession;
using vigie::test::TestCluster;

namespace {

QVariant askOne(const TestCluster &cluster, const QString &database, const QString &sql)
{
    ServerSession session({cluster.socketDirectory(), cluster.port(), u"tst"_s}, database);
    if (const auto opened = session.open(); !opened)
        return u"refused: %1"_s.arg(opened.error().detail);
    const auto rows = session.ask(sql);
    if (!rows)
        return u"failed: %1"_s.arg(rows.error().detail);
    return rows->isEmpty() ? QVariant() : rows->first().value(0);
}

} // namespace

class TestTestCluster : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_cluster.start(), qPrintable(m_cluster.errorString())); }

    void everyDatabaseIsFresh()
    {
        QVERIFY(!m_cluster.createDatabase().isEmpty());
        const QString first = m_cluster.lastDatabase();
        QVERIFY(askOne(m_cluster, first, u"create table t as select 7 as x"_s).isNull());
        QVERIFY(m_cluster.createDatabase().contains("dbname='test_2'"_L1));
        QVERIFY(m_cluster.lastDatabase() != first);
        QCOMPARE(askOne(m_cluster, m_cluster.lastDatabase(), u"select to_regclass('t') is null"_s).toBool(), true);
        QVERIFY(!m_cluster.createDatabase(first).isEmpty());
        QCOMPARE(askOne(m_cluster, m_cluster.lastDatabase(), u"select x from t"_s).toInt(), 7);
    }

    void anImmediateRestartKeepsWhatWasCommitted()
    {
        m_cluster.createDatabase();
        QVERIFY(askOne(m_cluster, m_cluster.lastDatabase(), u"create table kept as select 1 as x"_s).isNull());
        const qint64 before = m_cluster.postmasterPid();
        m_cluster.restartImmediately();
        QVERIFY(m_cluster.postmasterPid() > 0 && m_cluster.postmasterPid() != before);
        QCOMPARE(askOne(m_cluster, m_cluster.lastDatabase(), u"select x from kept"_s).toInt(), 1);
    }

    void stoppedMeansUnreachableUntilStartedAgain()
    {
        m_cluster.stop();
        QVERIFY(askOne(m_cluster, u"postgres"_s, u"select 1"_s).toString().startsWith("refused: "_L1));
        m_cluster.startAgain();
        QCOMPARE(askOne(m_cluster, u"postgres"_s, u"select 1"_s).toInt(), 1);
    }

    void aRoleIsReachableOnceMapped()
    {
        QVERIFY(askOne(m_cluster, u"postgres"_s, u"create role someone login"_s).isNull());
        QVERIFY(m_cluster.mapRole(u"someone"_s));
        const QString mapped = u"select count(*) from pg_ident_file_mappings where pg_username = 'someone'"_s;
        QCOMPARE(askOne(m_cluster, u"postgres"_s, mapped).toInt(), 1);
    }

    void nothingIsLeftBehind()
    {
        qint64 pid = 0;
        QString place;
        {
            TestCluster other;
            QVERIFY2(other.start(), qPrintable(other.errorString()));
            pid = other.postmasterPid();
            place = other.socketDirectory();
            QCOMPARE(::kill(static_cast<pid_t>(pid), 0), 0);
        }
        QVERIFY(::kill(static_cast<pid_t>(pid), 0) != 0);
        QVERIFY(!QFileInfo::exists(QFileInfo(place).path()));
    }

  private:
    TestCluster m_cluster;
};

QTEST_GUILESS_MAIN(TestTestCluster)
#include "tst_testcluster.moc"
