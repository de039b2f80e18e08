#include "app/postgres/clusterinit.h"
#include "app/postgres/conninfo.h"
#include "app/postgres/dataroot.h"
#include "app/postgres/installation.h"
#include "app/postgres/observer.h"
#include "app/postgres/owndirectory.h"
#include "app/postgres/postmaster.h"
#include "app/postgres/serverlog.h"
#include "app/postgres/socketdirectory.h"
#include "tests/postgres/clusterplace.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace vigie::postgres;
using vigie::test::ClusterPlace;

namespace {

ServerAccount someone()
{
    return {1000, 1000, u"ada"_s, u"/home/ada"_s, u"ada"_s};
}

ServerAccount forRoot()
{
    return {101, 104, u"postgres"_s, u"/var/lib/postgresql"_s, u"root"_s};
}

struct stat directoryOf(uid_t uid, gid_t gid, mode_t mode)
{
    struct stat result{};
    result.st_uid = uid;
    result.st_gid = gid;
    result.st_mode = S_IFDIR | mode;
    return result;
}

} // namespace

class TestPlaces : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void installationsAreOrderedAsNumbers()
    {
        const QTemporaryDir place;
        for (const char *name : {"9", "15", "100", "9.6", "old", "-3"}) {
            const QString bin = place.filePath(QString::fromLatin1(name)) + "/bin"_L1;
            QVERIFY(QDir().mkpath(bin));
            for (const char *program : {"/postgres", "/initdb"}) {
                const QString path = bin + QString::fromLatin1(program);
                ClusterPlace::writeFile(path, "#!/bin/sh\n");
                QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
            }
        }
        QVERIFY(QDir().mkpath(place.filePath(u"200/bin"_s)));
        QList<int> majors;
        for (const Installation &each : findInstallations(place.path()))
            majors.append(each.major);
        QCOMPARE(majors, (QList{9, 15, 100}));
        QVERIFY(findInstallations(place.filePath(u"nowhere"_s)).isEmpty());
    }

    void theMajorInUseIsTheNewestWithData()
    {
        const QTemporaryDir place;
        for (const char *name : {"9/data", "15/data", "16/data", "17/data.creating", "x/data"})
            QVERIFY(QDir().mkpath(place.filePath(QString::fromLatin1(name))));
        QCOMPARE(majorInUse(place.path()), 0);
        ClusterPlace::writeFile(place.filePath(u"9/data/PG_VERSION"_s), "9\n");
        QCOMPARE(majorInUse(place.path()), 9);
        ClusterPlace::writeFile(place.filePath(u"15/data/PG_VERSION"_s), "15\n");
        QCOMPARE(majorInUse(place.path()), 15);
    }

    void socketCandidates_data()
    {
        QTest::addColumn<QString>("runtime");
        QTest::addColumn<QString>("temporary");
        QTest::addColumn<QStringList>("starts");
        const QString deep = u'/' + QString(90, u'x');
        QTest::newRow("runtime first") << u"/run/user/1000"_s << u"/tmp"_s
                                       << QStringList{u"/run/user/1000/vigie/"_s, u"/tmp/vigie-1000-"_s};
        QTest::newRow("no runtime") << QString() << u"/var/tmp/x"_s << QStringList{u"/var/tmp/x/vigie-1000-"_s, u"/tmp/vigie-1000-"_s};
        QTest::newRow("runtime too long") << deep << u"/tmp"_s << QStringList{u"/tmp/vigie-1000-"_s};
        QTest::newRow("both too long") << deep << deep << QStringList{u"/tmp/vigie-1000-"_s};
        QTest::newRow("bytes, not letters") << QString() << u'/' + QString(45, QChar(0xe9)) << QStringList{u"/tmp/vigie-1000-"_s};
        QTest::newRow("a comma") << u"/run/a,b"_s << u"/tmp"_s << QStringList{u"/tmp/vigie-1000-"_s};
    }

    void socketCandidates()
    {
        QFETCH(QString, runtime);
        QFETCH(QString, temporary);
        QFETCH(QStringList, starts);
        const QStringList candidates = vigie::postgres::socketCandidates({runtime, temporary}, u"/home/ada/data"_s, someone());
        QCOMPARE(candidates.size(), starts.size());
        for (qsizetype i = 0; i < starts.size(); ++i) {
            QVERIFY2(candidates[i].startsWith(starts[i]), qPrintable(candidates[i]));
            QVERIFY(QFile::encodeName(candidates[i] + "/.s.PGSQL.5432"_L1).size() <= 107);
        }
        QVERIFY(candidates != vigie::postgres::socketCandidates({runtime, temporary}, u"/home/ada/data2"_s, someone()));
    }

    void rootsServerCannotEnterItsRuntimeDirectory()
    {
        const QStringList candidates = vigie::postgres::socketCandidates({u"/run/user/0"_s, u"/tmp"_s}, u"/srv/data"_s, forRoot());
        QCOMPARE(candidates.size(), 1);
        QVERIFY(candidates.first().startsWith("/tmp/vigie-101-"_L1));
    }

    void exactlyOneHundredAndSevenBytes()
    {
        const QString fits = u'/' + QString(107 - 1 - 14, u'x');
        QVERIFY(fitsSocketPath(fits));
        QVERIFY(!fitsSocketPath(fits + u'x'));
    }

    void aSocketDirectoryIsNeverSomebodyElses()
    {
        const ClusterPlace place;
        const SocketSurroundings surroundings{QString(), place.base()};
        const auto first = makeSocketDirectory(surroundings, place.data(), place.account());
        QVERIFY(first && first->startsWith(place.base()));
        // The same again, and then a symlink in its place.
        QCOMPARE(*makeSocketDirectory(surroundings, place.data(), place.account()), *first);
        QVERIFY(QDir().rmdir(*first));
        const QString target = place.base() + "/elsewhere"_L1;
        QVERIFY(!makeOwnDirectory(target, place.account()));
        QVERIFY(QFile::link(target, *first));
        const auto second = makeSocketDirectory(surroundings, place.data(), place.account());
        QVERIFY(second);
        QVERIFY(*second != *first && !QFileInfo(*second).isSymLink());
        QVERIFY(QDir().rmdir(*second));
    }

    void anOwnDirectory()
    {
        const ClusterPlace place;
        const QString path = place.base() + "/own"_L1;
        QVERIFY(!makeOwnDirectory(path, place.account()));
        struct stat seen{};
        QCOMPARE(stat(QFile::encodeName(path).constData(), &seen), 0);
        QCOMPARE(seen.st_uid, place.account().uid);
        QCOMPARE(seen.st_mode & 07777, 0700U);
        ServerAccount other = place.account();
        other.uid += 1;
        other.name = u"other"_s;
        other.ownName = u"other"_s;
        QCOMPARE(makeOwnDirectory(path, other)->reason, u"foreign_owner"_s);
        ClusterPlace::writeFile(place.base() + "/file"_L1, "x");
        QCOMPARE(makeOwnDirectory(place.base() + "/file"_L1, place.account())->reason, u"not_a_directory"_s);
        QCOMPARE(makeOwnDirectory(place.base() + "/no/where"_L1, place.account())->reason, u"cannot_create"_s);
    }

    void passingThrough()
    {
        QVERIFY(canPassThrough(directoryOf(0, 0, 0755), forRoot()));
        QVERIFY(canPassThrough(directoryOf(0, 0, 0711), forRoot()));
        QVERIFY(!canPassThrough(directoryOf(0, 0, 0700), forRoot()));
        QVERIFY(!canPassThrough(directoryOf(0, 0, 0744), forRoot()));
        QVERIFY(canPassThrough(directoryOf(101, 0, 0700), forRoot()));
        QVERIFY(!canPassThrough(directoryOf(101, 0, 0077), forRoot()));
        QVERIFY(canPassThrough(directoryOf(0, 104, 0710), forRoot()));
        QVERIFY(!canPassThrough(directoryOf(0, 104, 0701), forRoot()));
    }

    void theDefaultDataRoot()
    {
        const ClusterPlace place;
        qputenv("VIGIE_DATA_DIR", "/srv/vigie/");
        QCOMPARE(defaultDataRoot(), u"/srv/vigie"_s);
        qunsetenv("VIGIE_DATA_DIR");
        const QByteArray before = qgetenv("XDG_DATA_HOME");
        qputenv("XDG_DATA_HOME", QFile::encodeName(place.base() + "/xdg"_L1));
        QCOMPARE(defaultDataRoot(), place.base() + "/xdg/vigie"_L1);
        qputenv("XDG_DATA_HOME", "relative");
        const QString own = QDir::homePath() + "/.local/share/vigie"_L1;
        const QString fallback = place.account().isOther() ? place.account().home + "/vigie"_L1 : own;
        QCOMPARE(defaultDataRoot(), fallback);
        before.isEmpty() ? qunsetenv("XDG_DATA_HOME") : qputenv("XDG_DATA_HOME", before);
    }

    void accessForNobodyElse()
    {
        QVERIFY(!hostBasedAccess().contains("trust"));
        QVERIFY(identMap(someone()).contains("vigie  \"ada\"  vigie\n"));
        QCOMPARE(identMap(someone()).count("\nvigie "), 1);
        QVERIFY(identMap(forRoot()).contains("vigie  \"root\"  vigie\n"));
        QVERIFY(identMap(forRoot()).contains("vigie  \"postgres\"  vigie\n"));
        ServerAccount odd = someone();
        odd.ownName = u"a\"b c"_s;
        QVERIFY(identMap(odd).contains("vigie  \"a\"\"b c\"  vigie\n"));
    }

    void theServersCommandLine()
    {
        const QStringList arguments = serverArguments(u"/d d"_s, u"/run/a\"b"_s);
        QCOMPARE(arguments.mid(0, 2), (QStringList{u"-D"_s, u"/d d"_s}));
        for (const QString &setting : QStringList{u"listen_addresses="_s, u"unix_socket_directories=\"/run/a\"\"b\""_s,
                                                  u"unix_socket_permissions=0700"_s, u"fsync=on"_s,
                                                  u"cluster_name=vigie"_s, u"max_wal_size=256MB"_s})
            QVERIFY2(arguments.contains(setting), qPrintable(setting));
    }

    void quotedForLibpq()
    {
        QCOMPARE(conninfo({{u"host"_s, u"/a b/l'\u00e9t\u00e9\\"_s}, {u"port"_s, u"5432"_s}, {u"x"_s, QString()}}),
                 u"host='/a b/l\\'\u00e9t\u00e9\\\\' port='5432' x=''"_s);
    }

    void theLogIsRotatedAndItsEndIsShown()
    {
        const QTemporaryDir place;
        const QString log = place.filePath(u"server.log"_s);
        QCOMPARE(logTail(log), QString());
        rotateLog(log);
        for (int run = 1; run <= 6; ++run) {
            ClusterPlace::writeFile(log, "run " + QByteArray::number(run));
            rotateLog(log);
        }
        QVERIFY(!QFileInfo::exists(log));
        QCOMPARE(logTail(log + ".1"_L1), u"run 6"_s);
        QCOMPARE(logTail(log + ".3"_L1), u"run 4"_s);
        QVERIFY(!QFileInfo::exists(log + ".4"_L1));
        QByteArray lines;
        for (int line = 0; line < 5000; ++line)
            lines += "line " + QByteArray::number(line) + '\n';
        ClusterPlace::writeFile(log, lines);
        QVERIFY(logTail(log).startsWith("line 4980\n"_L1) && logTail(log).endsWith("line 4999"_L1));
    }

    void aSocketsLockGoesOnlyWhenNobodyListens()
    {
        const QTemporaryDir place;
        const QString socketName = place.filePath(u".s.PGSQL.5432"_s);
        const QString lock = socketName + ".lock"_L1;
        const int listener = socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, QFile::encodeName(socketName).constData(), sizeof address.sun_path);
        QCOMPARE(bind(listener, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
        QCOMPARE(listen(listener, 1), 0);
        ClusterPlace::writeFile(lock, "1\n");
        clearStaleSocketLock(place.path());
        QVERIFY(QFileInfo::exists(lock));
        close(listener);
        clearStaleSocketLock(place.path());
        QVERIFY(!QFileInfo::exists(lock));
    }
};

QTEST_GUILESS_MAIN(TestPlaces)
#include "tst_places.moc"
