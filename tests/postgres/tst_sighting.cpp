#include "app/postgres/sighting.h"

#include <QTest>

#include <utility>

using namespace Qt::StringLiterals;
using namespace vigie::postgres;

namespace {

constexpr uid_t server = 1000;
constexpr qint64 pid = 4242;

/// Whole, stopped, of major 15, with the programs of 15 installed.
Sighting stopped()
{
    Sighting sighting;
    sighting.data = Sighting::Data::Filled;
    sighting.major = 15;
    sighting.control = Sighting::Control::Present;
    sighting.serverUid = server;
    sighting.installedMajors = {15};
    return sighting;
}

Sighting withPidFile(PostmasterStatus status, std::optional<ProcessSight> process = {})
{
    Sighting sighting = stopped();
    sighting.pidFile = PidFile{pid, 5432, u"/tmp/s"_s, status};
    sighting.process = process;
    return sighting;
}

ProcessSight process(Identity identity, ProcessSight::Life life = ProcessSight::Life::Alive, uid_t uid = server)
{
    return {pid, life, uid, 1, identity};
}

/// The cluster of a server that is ready, or was.
Sighting ready(std::optional<ProcessSight> seen = {})
{
    return withPidFile(PostmasterStatus::Ready, seen);
}

Sighting withCreating(Sighting sighting)
{
    sighting.creating = Sighting::Creating::LeftOver;
    return sighting;
}

Sighting withMajor(int major)
{
    Sighting sighting = stopped();
    sighting.major = major;
    return sighting;
}

Sighting withoutControl()
{
    Sighting sighting = stopped();
    sighting.control = Sighting::Control::Missing;
    return sighting;
}

Sighting installed(const QList<int> &majors, Sighting sighting = stopped())
{
    sighting.installedMajors = majors;
    return sighting;
}

Sighting withOrphans(Sighting sighting)
{
    sighting.orphans = {5, 6};
    return sighting;
}

Sighting withEmptyPidFile()
{
    Sighting sighting = withPidFile(PostmasterStatus::None);
    sighting.pidFile->pid = 0;
    return sighting;
}

} // namespace

Q_DECLARE_METATYPE(vigie::postgres::Sighting)

class TestSighting : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void judgement_data()
    {
        using Life = ProcessSight::Life;
        QTest::addColumn<Sighting>("sighting");
        QTest::addColumn<int>("state");
        const auto row = [](const char *name, const Sighting &sighting, ClusterState state) {
            QTest::newRow(name) << sighting << static_cast<int>(state);
        };
        const ProcessSight server15 = process(Identity::PostgresHere);
        const ProcessSight ended = process(Identity::PostgresHere, Life::Ended);
        const ProcessSight other = process(Identity::OtherProgram);
        const ProcessSight elsewhere = process(Identity::PostgresElsewhere);
        const auto ofAnotherUser = [](ProcessSight sight) {
            sight.uid = server + 7;
            return sight;
        };
        row("nothing", installed({15}, Sighting{}), ClusterState::Absent);
        row("nothing, whatever is installed", Sighting{}, ClusterState::Absent);
        row("data.creating left over", withCreating(Sighting{}), ClusterState::Interrupted);
        row("data.creating beside a whole cluster", withCreating(stopped()), ClusterState::Stopped);
        row("PG_VERSION without pg_control", withoutControl(), ClusterState::Broken);
        row("something, but no PG_VERSION", withMajor(0), ClusterState::Broken);

        row("running", ready(server15), ClusterState::Running);
        row("recovering", withPidFile(PostmasterStatus::Starting, server15), ClusterState::Running);
        row("no status line yet", withPidFile(PostmasterStatus::None, server15), ClusterState::Running);
        row("stopping", withPidFile(PostmasterStatus::Stopping, server15), ClusterState::Dying);
        row("running, its programs gone", installed({16}, ready(server15)), ClusterState::Running);
        row("zombie", ready(ended), ClusterState::Dying);
        row("a zombie of another user", ready(ofAnotherUser(ended)), ClusterState::Stopped);
        row("a zombie of another program", ready(process(Identity::OtherProgram, Life::Ended)), ClusterState::ReusedPid);

        row("another program, same user", ready(other), ClusterState::ReusedPid);
        row("another cluster, same user", ready(elsewhere), ClusterState::ReusedPid);
        row("another program, another user", ready(ofAnotherUser(other)), ClusterState::Stopped);
        row("another cluster, another user", ready(ofAnotherUser(elsewhere)), ClusterState::Stopped);
        row("a program that cannot be seen", ready(process(Identity::Unreadable)), ClusterState::Stopped);
        row("reused pid while backends live", withOrphans(ready(other)), ClusterState::Dying);
        row("reused pid, programs gone", installed({16}, ready(other)), ClusterState::Stranded);

        row("stopped cleanly", stopped(), ClusterState::Stopped);
        row("pid dead", ready(), ClusterState::Stopped);
        row("an empty pid file", withEmptyPidFile(), ClusterState::Stopped);
        row("pid dead, backends not yet", withOrphans(ready()), ClusterState::Dying);

        row("older, both programs", installed({15, 17}), ClusterState::Upgradable);
        row("older, old programs gone", installed({16, 17}), ClusterState::Stranded);
        row("between two installed", installed({14, 16}), ClusterState::Stranded);
        row("all programs gone", installed({}), ClusterState::Stranded);
        row("newer", installed({13, 14}), ClusterState::TooNew);
        row("9 is older than 15", installed({9, 15}), ClusterState::Stopped);
    }

    void judgement()
    {
        QFETCH(Sighting, sighting);
        QFETCH(int, state);
        QCOMPARE(static_cast<int>(judge(sighting)), state);
    }

    void pidFile_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("number");
        QTest::addColumn<int>("port");
        QTest::addColumn<QString>("socketDirectory");
        QTest::addColumn<int>("status");
        const QByteArray head = "4242\n/d\n1700000000\n5432\n/run/user/1000/d\u00e9j\u00e0 vu\n";
        const auto row = [](const char *name, const QByteArray &text, qint64 number, int port, const QString &directory,
                            PostmasterStatus status) {
            QTest::newRow(name) << text << number << port << directory << static_cast<int>(status);
        };
        const QString directory = u"/run/user/1000/d\u00e9j\u00e0 vu"_s;
        row("ready", head + "\n  5432001    131\nready   \n", pid, 5432, directory, PostmasterStatus::Ready);
        row("standby", head + "\n  5432001    131\nstandby \n", pid, 5432, directory, PostmasterStatus::Ready);
        row("starting", head + "\n  5432001    131\nstarting\n", pid, 5432, directory, PostmasterStatus::Starting);
        row("stopping", head + "\n  5432001    131\nstopping\n", pid, 5432, directory, PostmasterStatus::Stopping);
        row("seven lines", head + "\n  5432001    131\n", pid, 5432, directory, PostmasterStatus::None);
        row("just made", "4242\n/d\n", pid, 0, QString(), PostmasterStatus::None);
        row("a standalone backend", "-4242\n/d\n", pid, 0, QString(), PostmasterStatus::None);
        row("empty", "", 0, 0, QString(), PostmasterStatus::None);
        row("no number", "abc\n", 0, 0, QString(), PostmasterStatus::None);
    }

    void pidFile()
    {
        QFETCH(QByteArray, text);
        const PidFile file = parsePidFile(text);
        QTEST(file.pid, "number");
        QTEST(file.port, "port");
        QTEST(file.socketDirectory, "socketDirectory");
        QTEST(static_cast<int>(file.status), "status");
    }
};

QTEST_APPLESS_MAIN(TestSighting)
#include "tst_sighting.moc"
