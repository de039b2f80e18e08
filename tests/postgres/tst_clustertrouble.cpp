#include "app/postgres/childprocess.h"
#include "app/postgres/observer.h"
#include "app/postgres/owndirectory.h"
#include "app/postgres/privatecluster.h"
#include "app/postgres/serversession.h"
#include "tests/postgres/clusterplace.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QProcess>
#include <QTest>

#include <atomic>
#include <csignal>
#include <limits>
#include <memory>
#include <thread>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace vigie::postgres;
using vigie::models::Error;
using vigie::models::ErrorCode;
using vigie::test::ClusterPlace;

namespace {

void signalProcess(qint64 pid, int number)
{
    kill(static_cast<pid_t>(pid), number);
}

/// Every file below with its contents' size and its time: whether anything was touched.
QStringList snapshot(const QString &directory)
{
    QStringList entries;
    QDirIterator each(directory, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        const QFileInfo info(each.next());
        entries.append(u"%1 %2 %3"_s.arg(info.filePath()).arg(info.size()).arg(info.lastModified().toMSecsSinceEpoch()));
    }
    entries.sort();
    return entries;
}

} // namespace

class TestClusterTrouble : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase()
    {
        m_place = std::make_unique<ClusterPlace>();
        PrivateCluster cluster(m_place->options());
        QVERIFY(cluster.start());
        QCOMPARE(m_place->ask(u"create table kept(x int)"_s), QString());
        QVERIFY(cluster.leave());
    }

    void cleanupTestCase() { m_place.reset(); }

    /// Whatever a test did to it, the cluster ends whole and stopped.
    void cleanup()
    {
        if (!m_place)
            return;
        PrivateCluster cluster(m_place->options());
        const auto started = cluster.start();
        QVERIFY2(started, started ? "" : qPrintable(QString(toName(started.error().code)) + u' ' + started.error().detail));
        QVERIFY(cluster.leave());
        QCOMPARE(m_place->state(), ClusterState::Stopped);
    }

    void aKilledPostmasterIsStartedAgain()
    {
        PrivateCluster cluster(m_place->options());
        QVERIFY(cluster.start());
        QCOMPARE(m_place->ask(u"insert into kept values (1) returning x"_s), u"1"_s);
        const qint64 before = m_place->pidInFile();
        signalProcess(before, SIGKILL);
        QList<ClusterPhase> phases;
        PrivateCluster again(m_place->options(), [&phases](ClusterPhase phase) { phases.append(phase); });
        const auto started = again.start();
        QVERIFY2(started, started ? "" : qPrintable(started.error().detail));
        QVERIFY(phases.contains(ClusterPhase::Starting) && phases.contains(ClusterPhase::Recovering));
        QVERIFY(m_place->pidInFile() != before);
        QCOMPARE(m_place->ask(u"select count(*) from kept"_s), u"1"_s);
        QVERIFY(again.leave());
        QVERIFY(cluster.leave());
    }

    void backendsThatOutliveTheirPostmasterAreWaitedFor()
    {
        PrivateCluster cluster(m_place->options());
        QVERIFY(cluster.start());
        ServerSession session({cluster.places().socketDirectory, 5432, u"psql"_s}, u"vigie"_s);
        QVERIFY(session.open());
        const auto backend = session.ask(u"select pg_backend_pid()"_s);
        QVERIFY(backend);
        const qint64 backendPid = backend->first().first().toLongLong();
        signalProcess(backendPid, SIGSTOP);
        signalProcess(m_place->pidInFile(), SIGKILL);
        // The others of that server end by themselves; the stopped one stays.
        QTRY_COMPARE(m_place->look().orphans, QList{backendPid});
        QCOMPARE(m_place->state(), ClusterState::Dying);
        std::atomic<bool> launching = false;
        PrivateCluster again(m_place->options(), [&launching](ClusterPhase phase) {
            if (phase == ClusterPhase::Starting)
                launching = true;
        });
        bool started = false;
        std::thread starter([&] { started = again.start().has_value(); });
        QTest::qWait(100);
        const bool tooEarly = launching;
        signalProcess(backendPid, SIGCONT);
        starter.join();
        QVERIFY(!tooEarly);
        QVERIFY(started);
        QVERIFY(again.leave());
        QVERIFY(cluster.leave());
    }

    void aReusedPid_data()
    {
        QTest::addColumn<bool>("sameUser");
        QTest::newRow("same user") << true;
        QTest::newRow("another user") << false;
    }

    void aReusedPid()
    {
        QFETCH(bool, sameUser);
        // What a kill -9 leaves, with the pid of a program that has nothing to do with it.
        PrivateCluster cluster(m_place->options());
        QVERIFY(cluster.start());
        const QString socketDirectory = cluster.places().socketDirectory;
        const QString pidFile = m_place->data() + "/postmaster.pid"_L1;
        const QString socketLock = socketDirectory + "/.s.PGSQL.5432.lock"_L1;
        const QByteArray pidLines = ClusterPlace::readFile(pidFile);
        const QByteArray lockLines = ClusterPlace::readFile(socketLock);
        QVERIFY(cluster.leave());
        QProcess sleeper;
        sleeper.setChildProcessModifier([account = m_place->account()] { becomeAccount(account); });
        sleeper.setWorkingDirectory(u"/"_s);
        sleeper.start(u"sleep"_s, {u"1000"_s});
        QVERIFY(sleeper.waitForStarted());
        // For root that is root's own process; for anybody else, init.
        const qint64 pid = sameUser ? sleeper.processId() : m_place->account().isOther() ? getpid() : 1;
        const auto withPid = [pid](const QByteArray &lines) -> QByteArray {
            return QByteArray::number(pid) + lines.mid(lines.indexOf('\n'));
        };
        ClusterPlace::writeFile(pidFile, withPid(pidLines));
        QVERIFY(!makeOwnDirectory(socketDirectory, m_place->account()));
        ClusterPlace::writeFile(socketLock, withPid(lockLines));
        QVERIFY(giveToServer(pidFile) && giveToServer(socketLock));
        QTRY_COMPARE(m_place->state(), sameUser ? ClusterState::ReusedPid : ClusterState::Stopped);

        const auto started = cluster.start();
        QVERIFY2(started, started ? "" : qPrintable(started.error().detail));
        QVERIFY(m_place->pidInFile() != pid);
        QCOMPARE(sleeper.state(), QProcess::Running);
        QVERIFY(cluster.leave());
        sleeper.kill();
        QVERIFY(sleeper.waitForFinished());
    }

    void aZombieIsWaitedFor()
    {
        PrivateCluster cluster(m_place->options());
        QVERIFY(cluster.start());
        const QString pidFile = m_place->data() + "/postmaster.pid"_L1;
        const QByteArray lines = ClusterPlace::readFile(pidFile);
        QVERIFY(cluster.leave());
        QProcess parent;
        parent.start(QStringLiteral(VIGIE_CLUSTER_PROGRAM), {u"zombie"_s, QString::number(m_place->account().uid)});
        QVERIFY(parent.waitForReadyRead());
        const QByteArray pid = parent.readLine().trimmed();
        ClusterPlace::writeFile(pidFile, pid + lines.mid(lines.indexOf('\n')));
        QVERIFY(giveToServer(pidFile));
        QCOMPARE(m_place->state(), ClusterState::Dying);

        std::stop_source stop;
        vigie::models::Result<QString> waited;
        std::thread starter([&] { waited = cluster.start(stop.get_token()); });
        QTest::qWait(100);
        QVERIFY(QFileInfo::exists(pidFile));
        stop.request_stop();
        starter.join();
        QVERIFY(!waited);
        QCOMPARE(waited.error().code, ErrorCode::Cancelled);
        QCOMPARE(m_place->state(), ClusterState::Dying);
        parent.closeWriteChannel();
        QVERIFY(parent.waitForFinished());
        QVERIFY(cluster.start());
        QVERIFY(cluster.leave());
    }

    void anInterruptedInitialisationIsRemoved()
    {
        const ClusterPlace place;
        const QString creating = place.data() + ".creating"_L1;
        PrivateCluster cluster(place.options());
        {
            std::stop_source stop;
            PrivateCluster first(place.options(), [&stop](ClusterPhase phase) {
                if (phase == ClusterPhase::Initialising)
                    stop.request_stop();
            });
            QVERIFY(!first.start(stop.get_token()));
        }
        QVERIFY(runAs(place.account(), u"/bin/mkdir"_s, {u"-p"_s, creating + "/base"_L1}, {}));
        ClusterPlace::writeFile(creating + "/PG_VERSION"_L1, "15\n");
        QCOMPARE(place.state(), ClusterState::Interrupted);
        QVERIFY(cluster.start());
        QVERIFY(!QFileInfo::exists(creating));
        QVERIFY(cluster.leave());
    }

    void whatIsRefusedIsNotTouched_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("contents");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("parameter");
        QTest::addColumn<QString>("value");
        const auto row = [](const char *name, const QString &file, const QByteArray &contents, ErrorCode code, const QString &parameter,
                            const QString &value) {
            QTest::newRow(name) << file << contents << static_cast<int>(code) << parameter << value;
        };
        row("half a cluster", u"global/pg_control"_s, {}, ErrorCode::ClusterBroken, u"path"_s, m_place->data());
        row("no version", u"PG_VERSION"_s, {}, ErrorCode::ClusterBroken, u"path"_s, m_place->data());
        row("older, its programs gone", u"PG_VERSION"_s, "9\n", ErrorCode::PostgresVersionMissing, u"package"_s, u"postgresql-9"_s);
        row("newer than all programs", u"PG_VERSION"_s, "999\n", ErrorCode::PostgresTooNew, u"version"_s, u"999"_s);
    }

    void whatIsRefusedIsNotTouched()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, contents);
        const QString path = m_place->data() + u'/' + file;
        const QString aside = path + ".aside"_L1;
        QVERIFY(QFile::rename(path, aside));
        if (!contents.isEmpty())
            ClusterPlace::writeFile(path, contents);
        const QStringList before = snapshot(m_place->majorDirectory());
        PrivateCluster cluster(m_place->options());
        const auto started = cluster.start();
        QCOMPARE(snapshot(m_place->majorDirectory()), before);
        QFile::remove(path);
        QVERIFY(QFile::rename(aside, path));
        QVERIFY(!started);
        QTEST(static_cast<int>(started.error().code), "code");
        QFETCH(QString, parameter);
        QTEST(started.error().params.value(parameter), "value");
    }

    void noProgramsAtAll()
    {
        const ClusterPlace place;
        ClusterOptions options = place.options();
        options.installations = place.base() + "/none"_L1;
        const auto started = PrivateCluster(options).start();
        QVERIFY(!started);
        QCOMPARE(started.error().code, ErrorCode::PostgresNotInstalled);
        QCOMPARE(started.error().params.value(u"package"_s), u"postgresql"_s);
    }

    void aSpoiltConfigurationShowsTheLogsEnd()
    {
        const QString path = m_place->data() + "/postgresql.conf"_L1;
        const QByteArray good = ClusterPlace::readFile(path);
        ClusterPlace::writeFile(path, good + "\nno_such_setting = 7\n");
        const auto started = PrivateCluster(m_place->options()).start();
        ClusterPlace::writeFile(path, good);
        QVERIFY(!started);
        QCOMPARE(started.error().code, ErrorCode::ClusterStartFailed);
        QVERIFY2(started.error().detail.contains("no_such_setting"_L1), qPrintable(started.error().detail));
        QCOMPARE(started.error().params.value(u"log"_s), m_place->majorDirectory() + "/server.log"_L1);
    }

    void tooLittleDiskStartsNothing()
    {
        ClusterOptions greedy = m_place->options(u"vigie-test-2"_s);
        greedy.minimumFreeBytes = std::numeric_limits<qint64>::max();
        PrivateCluster second(greedy);
        const auto refused = second.start();
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::DiskFull);
        QVERIFY(refused.error().params.value(u"free"_s).toLongLong() > 0);
        QCOMPARE(m_place->state(), ClusterState::Stopped);
        // What runs already is used nevertheless.
        PrivateCluster first(m_place->options());
        QVERIFY(first.start());
        QVERIFY(second.start());
        QVERIFY(first.leave());
        QVERIFY(second.leave());
    }

    void aServerThatIsNotOursIsLeftAlone()
    {
        const auto pid = launchDetached(m_place->account(), findInstallations().last().programDirectory + "/postgres"_L1,
                                        {u"-D"_s, m_place->data(), u"-c"_s, u"listen_addresses="_s, u"-c"_s, u"cluster_name=mine"_s,
                                         u"-c"_s, u"unix_socket_directories="_s + m_place->majorDirectory()},
                                        m_place->majorDirectory() + "/mine.log"_L1);
        QVERIFY(pid);
        PrivateCluster cluster(m_place->options());
        QTRY_COMPARE(m_place->state(), ClusterState::Running);
        const auto started = cluster.start();
        QVERIFY(!started);
        QCOMPARE(started.error().code, ErrorCode::ClusterForeign);
        QCOMPARE(started.error().params.value(u"name"_s), u"mine"_s);
        QVERIFY(cluster.leave());
        QCOMPARE(m_place->state(), ClusterState::Running);
        QCOMPARE(m_place->pidInFile(), *pid);
        signalProcess(*pid, SIGINT);
        QTRY_COMPARE(m_place->state(), ClusterState::Stopped);
    }

    void aDirectoryThatCannotBeUsed()
    {
        const ClusterPlace place;
        const QString closed = place.base() + "/closed"_L1;
        QVERIFY(QDir().mkdir(closed));
        // Root may write anywhere, but its server's account cannot pass; anybody else cannot write.
        chmod(QFile::encodeName(closed).constData(), geteuid() == 0 ? 0700 : 0500);
        ClusterOptions options = place.options();
        options.dataRoot = closed + "/data"_L1;
        const auto started = PrivateCluster(options).start();
        chmod(QFile::encodeName(closed).constData(), 0700);
        QVERIFY(!started);
        QCOMPARE(started.error().code, ErrorCode::DataDirectoryUnusable);
        QCOMPARE(started.error().params.value(u"reason"_s), geteuid() == 0 ? u"not_traversable"_s : u"cannot_create"_s);
        QCOMPARE(started.error().params.value(u"path"_s), geteuid() == 0 ? closed : options.dataRoot);
        QVERIFY(started.error().detail.contains("VIGIE_DATA_DIR"_L1));

        options.dataRoot = place.base() + "/a\nb"_L1;
        const auto odd = PrivateCluster(options).start();
        QVERIFY(!odd);
        QCOMPARE(odd.error().params.value(u"reason"_s), u"bad_name"_s);
    }

    void aFastShutdownThatHangsBecomesAnImmediateOne()
    {
        ClusterOptions options = m_place->options();
        options.fastShutdownMilliseconds = 200;
        PrivateCluster cluster(options);
        QVERIFY(cluster.start());
        ServerSession session({cluster.places().socketDirectory, 5432, u"psql"_s}, u"vigie"_s);
        QVERIFY(session.open());
        const auto backend = session.ask(u"select pg_backend_pid()"_s);
        QVERIFY(backend);
        signalProcess(backend->first().first().toLongLong(), SIGSTOP);
        QVERIFY(cluster.leave());
        QTRY_COMPARE(m_place->state(), ClusterState::Stopped);
    }

  private:
    bool giveToServer(const QString &path) const
    {
        return chown(QFile::encodeName(path).constData(), m_place->account().uid, m_place->account().gid) == 0;
    }

    std::unique_ptr<ClusterPlace> m_place;
};

QTEST_GUILESS_MAIN(TestClusterTrouble)
#include "tst_clustertrouble.moc"
