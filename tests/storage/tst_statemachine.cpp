#include "tests/storage/rig.h"

#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace vigie;
using models::Edge;
using models::EdgeOwner;
using models::InstanceId;
using models::Status;
using test::Bench;
using test::quoted;
using test::Rig;

/// The state machine in the database is the program's, and holds against a superuser with psql.
class TestStateMachine : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void statusesAreTheProgramsOwn();
    void edgesAreTheProgramsOwn();
    void actionsAreTheProgramsOwn();
    void newAttemptsBeginWhereSomethingIsTriedAgain();
    void illegalEdgesThroughPsql_data();
    void illegalEdgesThroughPsql();
    void edgesOfTheHolderNeedTheLease_data();
    void edgesOfTheHolderNeedTheLease();
    void edgesOfAnybody();
    void historyIsGapless();

private:
    /// What psql said of each statement, on one line.
    QStringList psql(const QString &script);
    QString traces(const InstanceId &id);

    Rig m_rig;
    std::unique_ptr<Bench> m_bench;
};

void TestStateMachine::initTestCase()
{
    QVERIFY(m_rig.start());
    m_bench = std::make_unique<Bench>(m_rig.freshSchema());
}

void TestStateMachine::statusesAreTheProgramsOwn()
{
    QStringList stored;
    for (const QVariantList &row : m_bench->rows(u"select name from vigie.status"_s))
        stored << row.first().toString();
    QStringList known;
    for (const Status status : Bench::allStatuses())
        known << toName(status);
    stored.sort();
    known.sort();
    QCOMPARE(stored, known);
}

void TestStateMachine::edgesAreTheProgramsOwn()
{
    QStringList stored;
    for (const QVariantList &row : m_bench->rows(u"select from_status, to_status, holder from vigie.status_edge"_s))
        stored << row[0].toString() % u' ' % row[1].toString() % (row[2].toBool() ? u" holder"_s : u" anybody"_s);
    QStringList known;
    for (const Edge &edge : models::legalEdges())
        known << toName(edge.from) % u' ' % toName(edge.to) % (edge.owner == EdgeOwner::LeaseHolder ? u" holder"_s : u" anybody"_s);
    stored.sort();
    known.sort();
    QCOMPARE(stored, known);
}

void TestStateMachine::actionsAreTheProgramsOwn()
{
    QStringList stored;
    for (const QVariantList &row : m_bench->rows(u"select name, component, progress_at_start, progress_at_success from "
        "vigie.action_code"_s))
        stored << u"%1 %2 %3 %4"_s.arg(row[0].toString(), row[1].toString(), row[2].toString(), row[3].toString());
    QStringList known;
    for (const auto &each : models::actionTraits()) {
        known << u"%1 %2 %3 %4"_s.arg(QLatin1String(each.name),
            each.component == models::Component::Console ? u"console"_s : u"orchestrator"_s)
                     .arg(each.progressAtStart).arg(each.progressAtSuccess);
    }
    stored.sort();
    known.sort();
    QCOMPARE(stored, known);
}

void TestStateMachine::newAttemptsBeginWhereSomethingIsTriedAgain()
{
    QCOMPARE(m_bench->value(u"select string_agg(from_status || ' ' || to_status, ',' order by from_status, to_status) "
                            "from vigie.status_edge where new_attempt"_s).toString(),
             u"ready installing,startup_failed booting,startup_failed installing,unavailable installing"_s);
    const InstanceId id = m_bench->bring(Status::StartupFailed);
    m_bench->must(u"update vigie.instance set progress = 50, error_code = 'STARTUP_TIMEOUT', install_offset = 7 where id = "
        "%1"_s.arg(quoted(id)));
    m_bench->must(u"update vigie.instance set status = 'booting' where id = %1"_s.arg(quoted(id)));
    QCOMPARE(m_bench->value(u"select attempt || ' ' || progress || ' ' || coalesce(error_code, '-') || ' ' || install_offset || ' ' || "
                            "(attempt_started_at = status_since) from vigie.instance where id = %1"_s.arg(quoted(id))).toString(),
             u"2 0 - 0 true"_s);
}

QStringList TestStateMachine::psql(const QString &script)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral(PSQL), {u"-X"_s, u"-q"_s, u"-A"_s, u"-t"_s, u"-v"_s, u"VERBOSITY=sqlstate"_s, u"-h"_s,
        m_bench->info().host, u"-p"_s,
                                         QString::number(m_bench->info().port), u"-U"_s, u"vigie"_s, u"-d"_s, m_bench->info().database});
    process.write(script.toUtf8());
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
        qWarning("psql: %s", qUtf8Printable(process.errorString()));
    return QString::fromUtf8(process.readAll()).split(u'\n', Qt::SkipEmptyParts);
}

QString TestStateMachine::traces(const InstanceId &id)
{
    return m_bench->value(u"select i.status || ' ' || i.version || ' ' || i.attempt || ' ' || i.touched || ' ' || count(*) || ' ' || "
        "max(t.version) "
                          "from vigie.instance i join vigie.transition t on t.instance_id = i.id where i.id = %1 group by "
                          "i.id"_s.arg(quoted(id))).toString();
}

void TestStateMachine::illegalEdgesThroughPsql_data()
{
    QTest::addColumn<Status>("from");
    for (const Status from : Bench::allStatuses())
        QTest::newRow(toName(from).data()) << from;
}

void TestStateMachine::illegalEdgesThroughPsql()
{
    QFETCH(Status, from);
    const InstanceId id = m_bench->bring(from);
    QCOMPARE(m_bench->statusOf(id), from);
    const QString before = traces(id);
    const QString epoch = m_bench->value(u"select lease_epoch from vigie.instance where id = %1"_s.arg(quoted(id))).toString();
    // As a superuser, pretending to hold the lease, with the triggers of replication off as well.
    QString script = u"set vigie.epoch = %1;\n"_s.arg(epoch);
    QStringList expected;
    for (const QString &role : {u"origin"_s, u"replica"_s, u"local"_s}) {
        script += u"set session_replication_role = %1;\n"_s.arg(role);
        for (const Status to : Bench::allStatuses()) {
            if (models::isLegal(from, to))
                continue;
            script += u"update vigie.instance set status = '%1' where id = %2 returning status, version;\n"_s.arg(toName(to), quoted(id));
            expected << (to == from ? toName(from) % u'|' % before.section(u' ', 1, 1) : u"ERROR:  VG005"_s);
        }
        script += u"update vigie.instance set status = 'no such' where id = %1;\n"_s.arg(quoted(id));
        expected << u"ERROR:  VG005"_s;
    }
    const QStringList said = psql(script);
    QCOMPARE(said, expected);
    QCOMPARE(traces(id), before);
}

void TestStateMachine::edgesOfTheHolderNeedTheLease_data()
{
    QTest::addColumn<Status>("from");
    QTest::addColumn<Status>("to");
    for (const Edge &edge : models::legalEdges()) {
        if (edge.owner == EdgeOwner::LeaseHolder)
            QTest::addRow("%s to %s", toName(edge.from).data(), toName(edge.to).data()) << edge.from << edge.to;
    }
}

void TestStateMachine::edgesOfTheHolderNeedTheLease()
{
    QFETCH(Status, from);
    QFETCH(Status, to);
    const InstanceId id = m_bench->bring(from);
    const QString before = traces(id);
    const QString change = u"update vigie.instance set status = '%1' where id = %2"_s.arg(toName(to), quoted(id));
    QCOMPARE(m_bench->refusal(change), u"VG006"_s);
    // The right number is not enough while nobody holds the lease.
    const QString epoch = m_bench->value(u"select lease_epoch from vigie.instance where id = %1"_s.arg(quoted(id))).toString();
    QCOMPARE(m_bench->refusal(u"begin; set local vigie.epoch = %1; %2"_s.arg(epoch, change)), u"VG006"_s);
    m_bench->must(u"rollback"_s);
    const auto lease = m_bench->claim(id);
    QCOMPARE(m_bench->refusal(change), u"VG006"_s);
    QCOMPARE(m_bench->refusal(u"begin; set local vigie.epoch = %1; %2"_s.arg(lease.epoch - 1).arg(change)), u"VG006"_s);
    m_bench->must(u"rollback"_s);
    QCOMPARE(m_bench->refusal(u"begin; set local session_replication_role = replica; %1"_s.arg(change)), u"VG006"_s);
    m_bench->must(u"rollback"_s);
    QCOMPARE(traces(id), before);
    m_bench->must(u"begin; set local vigie.epoch = %1; %2; commit"_s.arg(lease.epoch).arg(change));
    QCOMPARE(m_bench->statusOf(id), to);
}

void TestStateMachine::edgesOfAnybody()
{
    for (const Edge &edge : models::legalEdges()) {
        if (edge.owner != EdgeOwner::Anybody)
            continue;
        const InstanceId id = m_bench->bring(edge.from);
        m_bench->must(u"update vigie.instance set status = '%1' where id = %2"_s.arg(toName(edge.to), quoted(id)));
        QCOMPARE(m_bench->statusOf(id), edge.to);
    }
}

void TestStateMachine::historyIsGapless()
{
    // Over everything that the functions before left: as many changes as the version says, each from where the last one led.
    QVERIFY(m_bench->value(u"select count(*) from vigie.instance"_s).toInt() > 30);
    QCOMPARE(m_bench->value(u"select count(*) from vigie.instance i cross join lateral (select count(*) as changes, max(t.version) as "
        "last, "
                            "(array_agg(t.to_status order by t.version desc))[1] as status from vigie.transition t where t.instance_id = "
                            "i.id) h "
                            "where (i.version, i.version, i.status) is distinct from (h.changes, h.last, h.status)"_s).toInt(), 0);
    QCOMPARE(m_bench->value(u"select count(*) from (select from_status, lag(to_status) over (partition by instance_id order by version) "
        "as before "
                            "from vigie.transition) t where from_status is distinct from before"_s).toInt(), 0);
    QCOMPARE(m_bench->value(u"select count(*) from vigie.transition where db_user <> 'vigie'"_s).toInt(), 0);
}

QTEST_GUILESS_MAIN(TestStateMachine)
#include "tst_statemachine.moc"
