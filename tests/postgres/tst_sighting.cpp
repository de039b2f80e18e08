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

template <class Change>
Sighting changed(Sighting sighting, Change change)
{
    change(sighting);
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
        Sighting nothing;
        nothing.installedMajors = {15};
        row("nothing", nothing, ClusterState::Absent);
        row("nothing, whatever is installed", Sighting{}, ClusterState::Absent);
        row("data.creating left over", changed(nothing, [](Sighting &s) { s.creating = Sighting::Creating::LeftOver; }), ClusterState::Interrupted);
        row("data.creating beside a whole cluster", changed(stopped(), [](Sighting &s) { s.creating = Sighting::Creating::LeftOver; }), ClusterState::Stopped);
        row("PG_VERSION without pg_control", changed(stopped(), [](Sighting &s) { s.control = Sighting::Control::Missing; }), ClusterState::Broken);
        row("something, but no PG_VERSION", changed(stopped(), [](Sighting &s) { s.major = 0; }), ClusterState::Broken);

        row("running", withPidFile(PostmasterStatus::Ready, process(Identity::PostgresHere)), ClusterState::Running);
        row("recovering", withPidFile(PostmasterStatus::Starting, process(Identity::PostgresHere)), ClusterState::Running);
        row("no status line yet", withPidFile(PostmasterStatus::None, process(Identity::PostgresHere)), ClusterState::Running);
        row("stopping", withPidFile(PostmasterStatus::Stopping, process(Identity::PostgresHere)), ClusterState::Dying);
        row("running, its programs gone", changed(withPidFile(PostmasterStatus::Ready, process(Identity::PostgresHere)), [](Sighting &s) { s.installedMajors = {16}; }), ClusterState::Running);
        row("zombie", withPidFile(PostmasterStatus::Ready, process(Identity::PostgresHere, Life::Ended)), ClusterState::Dying);
        row("a zombie of another user", withPidFile(PostmasterStatus::Ready, process(Identity::PostgresHere, Life::Ended, 7)), ClusterState::Stopped);
        row("a zombie of another program", withPidFile(PostmasterStatus::Ready, process(Identity::OtherProgram, Life::Ended)), ClusterState::ReusedPid);

        row("another program, same user", withPidFile(PostmasterStatus::Ready, process(Identity::OtherProgram)), ClusterState::ReusedPid);
        row("another cluster, same user", withPidFile(PostmasterStatus::Ready, process(Identity::PostgresElsewhere)), ClusterState::ReusedPid);
        row("another program, another user", withPidFile(PostmasterStatus::Ready, process(Identity::OtherProgram, Life::Alive, 7)), ClusterState::Stopped);
        row("another cluster, another user", withPidFile(PostmasterStatus::Ready, process(Identity::PostgresElsewhere, Life::Alive, 7)), ClusterState::Stopped);
        row("a program that cannot be seen", withPidFile(PostmasterStatus::Ready, process(Identity::Unreadable)), ClusterState::Stopped);
        row("reused pid while backends live", changed(withPidFile(PostmasterStatus::Ready, process(Identity::OtherProgram)), [](Sighting &s) { s.orphans = {5}; }), ClusterState::Dying);
        row("reused pid, programs gone", changed(withPidFile(PostmasterStatus::Ready, process(Identity::OtherProgram)), [](Sighting &s) { s.installedMajors = {16}; }), ClusterState::Stranded);

        row("stopped cleanly", stopped(), ClusterState::Stopped);
        row("pid dead", withPidFile(PostmasterStatus::Ready), ClusterState::Stopped);
        row("an empty pid file", changed(withPidFile(PostmasterStatus::None), [](Sighting &s) { s.pidFile->pid = 0; }), ClusterState::Stopped);
        row("pid dead, backends not yet", changed(withPidFile(PostmasterStatus::Ready), [](Sighting &s) { s.orphans = {5, 6}; }), ClusterState::Dying);

        row("older, both programs", changed(stopped(), [](Sighting &s) { s.installedMajors = {15, 17}; }), ClusterState::Upgradable);
        row("older, old programs gone", changed(stopped(), [](Sighting &s) { s.installedMajors = {16, 17}; }), ClusterState::Stranded);
        row("between two installed", changed(stopped(), [](Sighting &s) { s.installedMajors = {14, 16}; }), ClusterState::Stranded);
        row("all programs gone", changed(stopped(), [](Sighting &s) { s.installedMajors = {}; }), ClusterState::Stranded);
        row("newer", changed(stopped(), [](Sighting &s) { s.installedMajors = {13, 14}; }), ClusterState::TooNew);
        row("9 is older than 15", changed(stopped(), [](Sighting &s) { s.installedMajors = {9, 15}; }), ClusterState::Stopped);
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
        const auto row = [](const char *name, const QByteArray &text, qint64 number, int port, const QString &directory, PostmasterStatus status) {
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
