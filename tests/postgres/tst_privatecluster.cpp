#include "app/postgres/privatecluster.h"
#include "app/postgres/serversession.h"
#include "tests/postgres/clusterplace.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QTest>

#include <array>
#include <memory>

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace vigie::postgres;
using vigie::models::ErrorCode;
using vigie::test::ClusterPlace;

namespace {

QByteArray symbolicLink(const QString &path)
{
    std::array<char, 4096> target{};
    const auto size = readlink(QFile::encodeName(path).constData(), target.data(), target.size());
    return size > 0 ? QByteArray(target.data(), size) : QByteArray();
}

QList<QByteArray> openFiles(qint64 pid)
{
    QList<QByteArray> files;
    const QDir folder(u"/proc/%1/fd"_s.arg(pid));
    for (const QString &name : folder.entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot))
        files.append(symbolicLink(folder.filePath(name)));
    return files;
}

} // namespace

class TestPrivateCluster : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { m_place = std::make_unique<ClusterPlace>(); }
    void cleanupTestCase() { m_place.reset(); }

    void initialisedStartedUsedAndStopped()
    {
        const ClusterPlace place;
        QList<ClusterPhase> phases;
        PrivateCluster cluster(place.options(), [&phases](ClusterPhase phase) { phases.append(phase); });
        QCOMPARE(place.state(), ClusterState::Absent);
        const auto started = cluster.start();
        QVERIFY2(started, started ? "" : qPrintable(started.error().detail));
        QCOMPARE(phases, (QList{ClusterPhase::Probing, ClusterPhase::Initialising, ClusterPhase::Starting, ClusterPhase::Running}));
        QCOMPARE(place.ask(u"select current_setting('cluster_name')"_s), u"vigie"_s);
        QCOMPARE(place.ask(u"select current_setting('data_checksums') || current_setting('fsync')"_s), u"onon"_s);
        QCOMPARE(place.ask(u"select current_setting('server_encoding')"_s), u"UTF8"_s);
        QCOMPARE(place.ask(u"select datcollate || session_user from pg_database where datname = 'vigie'"_s), u"Cvigie"_s);

        QProcess psql;
        psql.start(u"psql"_s, {u"-AtX"_s, u"-c"_s, u"select current_database(), current_setting('application_name')"_s, *started});
        QVERIFY(psql.waitForFinished());
        QCOMPARE(psql.readAllStandardOutput().trimmed(), "vigie|vigie-test-1");

        QVERIFY(cluster.leave());
        QCOMPARE(place.state(), ClusterState::Stopped);
        QVERIFY(!QFileInfo::exists(cluster.places().socketDirectory));
        QVERIFY(place.look().pidFile == std::nullopt);
    }

    void nobodyElseGetsIn()
    {
        const ClusterPlace &place = *m_place;
        PrivateCluster cluster(place.options());
        QVERIFY(cluster.start());
        const QString socketDirectory = cluster.places().socketDirectory;
        for (const QString &own : QStringList{place.data(), socketDirectory, place.root() + "/pg"_L1}) {
            struct stat seen{};
            QCOMPARE(stat(QFile::encodeName(own).constData(), &seen), 0);
            QCOMPARE(seen.st_mode & 07777, 0700U);
            QCOMPARE(seen.st_uid, place.account().uid);
        }
        QVERIFY(!ClusterPlace::readFile(place.data() + "/pg_hba.conf"_L1).contains("trust"));
        QCOMPARE(place.ask(u"select count(*) from pg_hba_file_rules where error is not null or auth_method = 'trust'"_s), u"0"_s);

        // Not under another name, even for the superuser's own account ...
        QCOMPARE(place.ask(u"create role postgres login superuser"_s), QString());
        QProcess psql;
        const QString conninfo = "host='"_L1 + socketDirectory + "' port=5432 dbname=vigie user="_L1;
        psql.start(u"psql"_s, {u"-AtXc"_s, u"select 1"_s, conninfo + "postgres"_L1});
        QVERIFY(psql.waitForFinished());
        QVERIFY(psql.readAllStandardError().contains("pg_hba.conf rejects connection"));

        // ... and not from another account, even where the doors of the file system stand open.
        const passwd *nobody = getpwnam("nobody");
        if (geteuid() != 0 || nobody == nullptr) {
            QVERIFY(cluster.leave());
            return;
        }
        chmod(QFile::encodeName(socketDirectory).constData(), 0755);
        chmod(QFile::encodeName(socketDirectory + "/.s.PGSQL.5432"_L1).constData(), 0777);
        psql.setWorkingDirectory(u"/"_s);
        psql.setChildProcessModifier([uid = nobody->pw_uid] {
            if (setuid(uid) != 0)
                _exit(1);
        });
        psql.start(u"psql"_s, {u"-AtXc"_s, u"select 1"_s, conninfo + "vigie"_L1});
        QVERIFY(psql.waitForFinished());
        const QByteArray refusal = psql.readAllStandardError();
        QVERIFY2(refusal.contains("Peer authentication failed"), refusal.constData());
        QVERIFY(cluster.leave());
    }

    void detachedAndWithoutNetwork()
    {
        const ClusterPlace &place = *m_place;
        const QString mine = place.base() + "/mine"_L1;
        const int inheritable = open(QFile::encodeName(mine).constData(), O_RDWR | O_CREAT, 0600);
        QVERIFY(inheritable >= 0);
        // And a high number, past whatever the launch itself opens.
        const int high = fcntl(inheritable, F_DUPFD, 500);
        QVERIFY(high >= 500);
        PrivateCluster cluster(place.options());
        QVERIFY(cluster.start());
        close(inheritable);
        close(high);
        const qint64 pid = place.pidInFile();
        QVERIFY(getsid(static_cast<pid_t>(pid)) != getsid(0));
        const QByteArray status = ClusterPlace::readFile(u"/proc/%1/status"_s.arg(pid));
        QVERIFY(status.contains("PPid:\t") && !status.contains(u"PPid:\t%1\n"_s.arg(getpid()).toLatin1()));

        QList<QByteArray> sockets;
        for (const QByteArray &file : openFiles(pid)) {
            QVERIFY(file != QFile::encodeName(mine));
            QVERIFY(!file.contains("starter.lock") && !file.contains("users.lock"));
            if (file.startsWith("socket:["))
                sockets.append(file.mid(8).chopped(1));
        }
        QVERIFY(!sockets.isEmpty());
        for (const QString &table : {u"/proc/net/tcp"_s, u"/proc/net/tcp6"_s, u"/proc/net/udp"_s})
            for (const QByteArray &line : ClusterPlace::readFile(table).split('\n'))
                QVERIFY(!sockets.contains(line.simplified().split(' ').value(9)));
        QCOMPARE(place.ask(u"select current_setting('listen_addresses')"_s), QString());
        QVERIFY(cluster.leave());
    }

    void aSecondStarterAdoptsAndTheLastStops()
    {
        const ClusterPlace &place = *m_place;
        PrivateCluster first(place.options(u"vigie-test-1"_s));
        QVERIFY(first.start());
        const qint64 pid = place.pidInFile();
        QList<ClusterPhase> phases;
        PrivateCluster second(place.options(u"vigie-test-2"_s), [&phases](ClusterPhase phase) { phases.append(phase); });
        QVERIFY(second.start());
        QCOMPARE(phases, (QList{ClusterPhase::Probing, ClusterPhase::Running}));
        QCOMPARE(second.places().socketDirectory, first.places().socketDirectory);
        QCOMPARE(place.pidInFile(), pid);
        QVERIFY(first.leave());
        QCOMPARE(place.state(), ClusterState::Running);
        QVERIFY(first.leave());
        QCOMPARE(place.state(), ClusterState::Running);
        QVERIFY(second.leave());
        QCOMPARE(place.state(), ClusterState::Stopped);
        // And anew, without another initialisation.
        QVERIFY(first.start());
        QVERIFY(place.pidInFile() != pid);
        QVERIFY(first.leave());
    }

    void whoKeepsTheServerRunning_data()
    {
        QTest::addColumn<QString>("client");
        QTest::addColumn<bool>("runs");
        QTest::newRow("another program of ours") << u"vigie-orchestrator-77"_s << true;
        QTest::newRow("one whose pid begins like ours") << u"vigie-test-12"_s << true;
        QTest::newRow("our own connection") << u"vigie-test-1"_s << false;
        QTest::newRow("our own connection with a purpose") << u"vigie-test-1-feed"_s << false;
        QTest::newRow("somebody's psql") << u"psql"_s << false;
    }

    void whoKeepsTheServerRunning()
    {
        QFETCH(QString, client);
        QFETCH(bool, runs);
        const ClusterPlace &place = *m_place;
        PrivateCluster cluster(place.options());
        QVERIFY(cluster.start());
        ServerSession other({cluster.places().socketDirectory, 5432, client}, u"vigie"_s);
        QVERIFY(other.open());
        QVERIFY(cluster.leave());
        QCOMPARE(place.state(), runs ? ClusterState::Running : ClusterState::Stopped);
    }

    void aPathOfAnyKind()
    {
        const QString name = u"/\u00c9t\u00e9 d'a, \"b\"\\c/vigie"_s;
        ClusterPlace place;
        place.setRoot(place.base() + name);
        const QString socketParent = place.base() + name.section(u'/', 0, 1).replace(u',', u';');
        QVERIFY(QDir().mkpath(socketParent));
        chmod(QFile::encodeName(socketParent).constData(), 0711);
        qputenv("TMPDIR", QFile::encodeName(socketParent));
        PrivateCluster cluster(place.options());
        const auto started = cluster.start();
        QVERIFY2(started, started ? "" : qPrintable(started.error().detail));
        QVERIFY(cluster.places().socketDirectory.startsWith(socketParent));
        QProcess psql;
        psql.start(u"psql"_s, {u"-AtXc"_s, u"select 'here'"_s, *started});
        QVERIFY(psql.waitForFinished());
        QCOMPARE(psql.readAllStandardOutput().trimmed(), "here");
        QVERIFY(cluster.leave());
        QCOMPARE(place.state(), ClusterState::Stopped);
    }

    void aTemporaryDirectoryTooDeepForASocket()
    {
        const ClusterPlace &place = *m_place;
        const QString deep = place.base() + u'/' + QString(90, u'x');
        QVERIFY(QDir().mkpath(deep));
        qputenv("TMPDIR", QFile::encodeName(deep));
        PrivateCluster cluster(place.options());
        const bool started = cluster.start().has_value();
        qputenv("TMPDIR", QFile::encodeName(place.base()));
        QVERIFY(started);
        QVERIFY(cluster.places().socketDirectory.startsWith("/tmp/vigie-"_L1));
        QVERIFY(cluster.leave());
        QVERIFY(!QFileInfo::exists(cluster.places().socketDirectory));
    }

    void cancelledWhereverItIs()
    {
        const ClusterPlace place;
        for (const ClusterPhase at : {ClusterPhase::Probing, ClusterPhase::Initialising}) {
            std::stop_source stop;
            PrivateCluster cluster(place.options(), [&stop, at](ClusterPhase phase) {
                if (phase == at)
                    stop.request_stop();
            });
            const auto started = cluster.start(stop.get_token());
            QVERIFY(!started);
            QCOMPARE(started.error().code, ErrorCode::Cancelled);
            QVERIFY(!QFileInfo::exists(place.data()));
        }
        PrivateCluster cluster(place.options());
        QVERIFY(cluster.start());
        QVERIFY(cluster.leave());
    }

  private:
    /// One cluster for the tests that do not mind who used it before.
    std::unique_ptr<ClusterPlace> m_place;
};

QTEST_GUILESS_MAIN(TestPrivateCluster)
#include "tst_privatecluster.moc"
