#include "models/domain/status.h"
#include "tests/app/support/ctlplace.h"

#include <QElapsedTimer>
#include <QTest>

#include <csignal>

using namespace vigie;
using namespace Qt::StringLiterals;
using test::CtlPlace;
using test::CtlResult;

/// The real vigiectl, on a private cluster and a sandbox of its own.
class TestCtl : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void helps_data();
    void helps();
    void misuse_data();
    void misuse();
    void refusals_data();
    void refusals();
    void fromCreateToGone();
    void aFailureAndADeadline();
    void hostileNames();
    void watchAndOrchestrateEndOrderly();
    void readersThatLeave();
    void cleanupTestCase();

private:
    static QStringList create(const QString &name, const QStringList &more = {});
    QJsonObject listed(const QString &name);

    CtlPlace m_place;
};

QStringList TestCtl::create(const QString &name, const QStringList &more)
{
    return QStringList{u"create"_s, u"--account"_s, u"sandbox"_s, u"--zone"_s, u"fr-par-2"_s, u"--type"_s, u"L4-1-24G"_s, u"--model"_s, u"Org/Model@main"_s,
                       u"--name"_s, name} + more;
}

QJsonObject TestCtl::listed(const QString &name)
{
    for (const QJsonValue &each : m_place.demo({u"list"_s, u"--json"_s, u"--all"_s}).json().value("instances"_L1).toArray()) {
        if (each["name"_L1] == name)
            return each.toObject();
    }
    return {};
}

void TestCtl::initTestCase()
{
    QVERIFY(m_place.isValid());
}

void TestCtl::helps_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QStringList>("environment");
    QTest::addColumn<QString>("expected");
    QTest::newRow("English") << QStringList{u"--help"_s} << QStringList{u"LANG=C"_s} << u"Creates an instance that serves a model."_s;
    QTest::newRow("French by LANG") << QStringList{u"--help"_s} << QStringList{u"LANG=fr_FR.UTF-8"_s} << u"Crée une instance"_s;
    QTest::newRow("French by LC_MESSAGES") << QStringList{u"--help"_s} << QStringList{u"LANG=C"_s, u"LC_MESSAGES=fr_CA"_s} << u"Crée une instance"_s;
    QTest::newRow("LC_ALL goes first") << QStringList{u"--help"_s} << QStringList{u"LANG=fr_FR"_s, u"LC_ALL=C.UTF-8"_s} << u"Creates an instance"_s;
    QTest::newRow("--lang goes before") << QStringList{u"--lang"_s, u"fr"_s, u"help"_s, u"create"_s} << QStringList{u"LC_ALL=C"_s} << u"Exemples"_s;
    QTest::newRow("of a command") << QStringList{u"terminate"_s, u"--help"_s} << QStringList() << u"vigiectl terminate try --yes --wait"_s;
    QTest::newRow("version") << QStringList{u"--version"_s} << QStringList() << u"vigiectl "_s;
}

void TestCtl::helps()
{
    QFETCH(QStringList, arguments);
    QFETCH(QStringList, environment);
    QFETCH(QString, expected);
    const CtlResult result = m_place.run(arguments, environment);
    QCOMPARE(result.exit, 0);
    QVERIFY2(QString::fromUtf8(result.out).contains(expected), result.out.constData());
    QCOMPARE(result.err, QByteArray());
}

void TestCtl::misuse_data()
{
    QTest::addColumn<QString>("line");
    for (const char *line : {"", "frobnicate", "list too", "show", "show --wait x", "create --account a --zone z --type t", "list --json=1", "list --nothing",
                             "list --all --all", "accounts --lang de", "accounts --time-scale 60", "accounts --demo --time-scale nan", "help nothing",
                             "terminate x --yes --timeout 5", "terminate x --yes --wait --timeout 0", "create --model", "list -x",
                             "terminate x" /* nobody can be asked */})
        QTest::newRow(line) << QString::fromLatin1(line);
}

void TestCtl::misuse()
{
    QFETCH(QString, line);
    const CtlResult result = m_place.run(line.split(u' ', Qt::SkipEmptyParts));
    QCOMPARE(result.exit, 2);
    QCOMPARE(result.out, QByteArray());
    QVERIFY(result.err.startsWith("vigiectl: "));
    const CtlResult document = m_place.run(line.split(u' ', Qt::SkipEmptyParts) + QStringList{u"--json"_s});
    QCOMPARE(document.exit, 2);
    if (!line.endsWith("--model"_L1)) // which takes it for its value
        QCOMPARE(document.json()["error"_L1]["code"_L1], QJsonValue(u"USAGE"_s));
}

void TestCtl::refusals_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("code");
    const auto creating = [](const QString &account, const QString &zone, const QString &type, const QString &model) {
        return QStringList{u"create"_s, u"--account"_s, account, u"--zone"_s, zone, u"--type"_s, type, u"--model"_s, model};
    };
    QTest::newRow("account") << creating(u"other"_s, u"fr-par-2"_s, u"L4-1-24G"_s, u"gpt2"_s) << u"ACCOUNT_NOT_FOUND"_s;
    QTest::newRow("zone") << creating(u"sandbox"_s, u"nl-ams-1"_s, u"L4-1-24G"_s, u"gpt2"_s) << u"INVALID_REQUEST"_s;
    QTest::newRow("type") << creating(u"sandbox"_s, u"fr-par-2"_s, u"L4-9-24G"_s, u"gpt2"_s) << u"OFFER_NOT_IN_ZONE"_s;
    QTest::newRow("model") << creating(u"sandbox"_s, u"fr-par-2"_s, u"L4-1-24G"_s, u"a/b/c"_s) << u"INVALID_REQUEST"_s;
    QTest::newRow("nul") << creating(u"sandbox"_s, u"fr-par-2"_s, u"L4-1-24G"_s, u"a b"_s) << u"INVALID_REQUEST"_s;
    QTest::newRow("show") << QStringList{u"show"_s, u"nothing"_s} << u"INSTANCE_NOT_FOUND"_s;
    QTest::newRow("wildcards") << QStringList{u"show"_s, u"%%%%"_s} << u"INSTANCE_NOT_FOUND"_s;
    QTest::newRow("archive") << QStringList{u"archive"_s, u"nothing"_s} << u"INSTANCE_NOT_FOUND"_s;
}

void TestCtl::refusals()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, code);
    const CtlResult result = m_place.demo(arguments + QStringList{u"--json"_s});
    QVERIFY2(result.exit == 3, result.err.constData());
    QCOMPARE(result.json()["error"_L1]["code"_L1], QJsonValue(code));
    QVERIFY(result.err.contains(code.toUtf8()));
    QCOMPARE(m_place.demo({u"list"_s, u"--json"_s}).json()["instances"_L1].toArray().size(), 0);
}

void TestCtl::fromCreateToGone()
{
    // Nobody orchestrates: the command does the work itself.
    const CtlResult created = m_place.demo(create(u"first"_s, {u"--wait"_s}));
    QVERIFY2(created.exit == 0, created.err.constData());
    qsizetype before = 0;
    for (const char *step : {"Provisioning", "Provisioning -> Booting", "Booting -> Installing", "Installing -> Starting", "Starting -> Ready"}) {
        const qsizetype at = created.out.indexOf(step, before);
        QVERIFY2(at >= before, created.out.constData());
        before = at;
    }

    const QJsonObject inList = listed(u"first"_s);
    QCOMPARE(inList["status"_L1], QJsonValue(u"ready"_s));
    const QString id = inList["id"_L1].toString();
    const QJsonObject shown = m_place.demo({u"show"_s, id.left(8), u"--json"_s}).json();
    QCOMPARE(shown["instance"_L1]["id"_L1], inList["id"_L1]);
    QCOMPARE(shown["instance"_L1]["progress_percent"_L1], QJsonValue(100));
    QVERIFY(shown["instance"_L1]["price_per_hour_micros"_L1].toInt() > 787'500);
    QVERIFY(shown["resources"_L1].toArray().size() >= 2);

    const QJsonObject timeline = m_place.demo({u"timeline"_s, u"first"_s, u"--json"_s}).json();
    const QJsonArray transitions = timeline["transitions"_L1].toArray();
    QCOMPARE(transitions.size(), 5);
    QCOMPARE(transitions.last()["to"_L1], inList["status"_L1]);
    const QJsonObject attempt = timeline["attempts"_L1].toArray().first().toObject();
    qint64 sum = 0;
    QJsonValue end;
    for (const QJsonValue &segment : attempt["segments"_L1].toArray()) {
        QVERIFY(end.isNull() || end == segment["from_us"_L1]);
        end = segment["to_us"_L1];
        sum += segment["duration_us"_L1].toInteger();
    }
    QCOMPARE(sum, attempt["total_us"_L1].toInteger());
    QVERIFY(sum > 0);

    // Somebody orchestrates: the next commands leave the work to it, and share cluster and sandbox with it.
    const auto orchestrator = m_place.background(CtlPlace::inDemo({u"orchestrate"_s}));
    orchestrator->setReadChannel(QProcess::StandardError);
    QTRY_VERIFY_WITH_TIMEOUT(orchestrator->peek(100'000).contains("This orchestrator serves sandbox"), 20'000);
    QCOMPARE(m_place.summary()["servers"_L1]["running"_L1], QJsonValue(1));
    const CtlResult gone = m_place.demo({u"terminate"_s, u"first"_s, u"--yes"_s, u"--wait"_s});
    QVERIFY2(gone.exit == 0, gone.err.constData());
    QVERIFY(gone.out.contains("Terminating -> Terminated"));
    QVERIFY(!gone.err.contains("No orchestrator"));
    const QJsonObject summary = m_place.summary();
    QCOMPARE(summary["servers"_L1]["total"_L1], QJsonValue(0));
    QCOMPARE(summary["volumes"_L1], QJsonValue(0));
    QCOMPARE(summary["ips"_L1], QJsonValue(0));
    QCOMPARE(summary["creates"_L1], QJsonValue(1));

    QCOMPARE(m_place.demo({u"archive"_s, u"first"_s}).exit, 0);
    QCOMPARE(m_place.demo({u"list"_s, u"--json"_s}).json()["instances"_L1].toArray().size(), 0);
    QCOMPARE(listed(u"first"_s)["status"_L1], QJsonValue(u"archived"_s));
    ::kill(static_cast<pid_t>(orchestrator->processId()), SIGTERM);
    QVERIFY(orchestrator->waitForFinished(15'000));
    QCOMPARE(orchestrator->exitCode(), 0);
}

void TestCtl::aFailureAndADeadline()
{
    const auto keeper = m_place.background(CtlPlace::inDemo({u"watch"_s, u"--json"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(!m_place.summary().isEmpty(), 20'000);
    const QJsonObject noStock{{u"zone"_s, u"fr-par-2"_s}, {u"type"_s, u"L4-1-24G"_s}, {u"availability"_s, u"out"_s}};
    QCOMPARE(m_place.control("POST", u"/sandbox/stock"_s, noStock).status, 204);
    const CtlResult failed = m_place.demo(create(u"luckless"_s, {u"--wait"_s, u"--json"_s}));
    QVERIFY2(failed.exit == 4, failed.err.constData());
    QCOMPARE(failed.json()["instance"_L1]["status"_L1], QJsonValue(u"provisioning_failed"_s));
    QCOMPARE(failed.json()["error"_L1]["code"_L1], QJsonValue(u"PROVIDER_OUT_OF_STOCK"_s));
    QCOMPARE(m_place.summary()["servers"_L1]["total"_L1], QJsonValue(0));
    QCOMPARE(m_place.demo({u"archive"_s, u"luckless"_s}).exit, 3); // it is not terminated

    const CtlResult late = m_place.demo(create(u"late"_s, {u"--wait"_s, u"--timeout"_s, u"0.01"_s}).replaceInStrings(u"fr-par-2"_s, u"fr-par-1"_s));
    QVERIFY2(late.exit == 5, late.err.constData());
    for (const QString &name : {u"luckless"_s, u"late"_s}) {
        const CtlResult gone = m_place.demo({u"terminate"_s, name, u"--yes"_s, u"--wait"_s, u"--json"_s});
        QVERIFY2(gone.exit == 0, gone.err.constData());
        QCOMPARE(gone.json()["instance"_L1]["live_resources"_L1], QJsonValue(0));
    }
    QCOMPARE(m_place.summary()["servers"_L1]["total"_L1], QJsonValue(0));
    ::kill(static_cast<pid_t>(keeper->processId()), SIGINT);
    QVERIFY(keeper->waitForFinished(15'000));
    QCOMPARE(keeper->exitCode(), 0);
    const QList<QByteArray> lines = keeper->readAllStandardOutput().trimmed().split('\n');
    QVERIFY(lines.size() > 3);
    for (const QByteArray &line : lines)
        QVERIFY2(CtlResult({0, line, {}}).json().contains("instance"_L1), line.constData());
}

void TestCtl::hostileNames()
{
    const QString name = u"a\u001b[31m\u202E\n\u009bb"_s;
    const CtlResult created = m_place.demo(create(name));
    QVERIFY2(created.exit == 0, created.err.constData());
    for (const QStringList &arguments : {QStringList{u"list"_s}, QStringList{u"list"_s, u"--json"_s}, QStringList{u"show"_s, name}}) {
        const CtlResult result = m_place.demo(arguments);
        const QString all = QString::fromUtf8(result.out + result.err + created.out + created.err);
        for (const char16_t bad : {u'\u001b', u'\u202E', u'\u009b'})
            QVERIFY2(!all.contains(QChar(bad)), result.out.constData());
    }
    QCOMPARE(listed(name)["name"_L1], QJsonValue(name));
    QCOMPARE(m_place.demo({u"terminate"_s, name, u"--yes"_s, u"--wait"_s}).exit, 0);
}

void TestCtl::watchAndOrchestrateEndOrderly()
{
    for (const QString &command : {u"watch"_s, u"orchestrate"_s}) {
        for (const int signal : {SIGINT, SIGTERM}) {
            const auto process = m_place.background(CtlPlace::inDemo({command}));
            QTRY_VERIFY_WITH_TIMEOUT(!m_place.summary().isEmpty(), 20'000);
            ::kill(static_cast<pid_t>(process->processId()), signal);
            QVERIFY(process->waitForFinished(20'000));
            QCOMPARE(process->exitStatus(), QProcess::NormalExit);
            QCOMPARE(process->exitCode(), 0);
        }
    }
}

void TestCtl::readersThatLeave()
{
    QProcess shell;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"VIGIE_DATA_DIR"_s, m_place.path());
    shell.setProcessEnvironment(environment);
    const auto run = [&shell](const QString &line) {
        shell.start(u"bash"_s, {u"-c"_s, u"set -o pipefail; "_s + QString(line).replace("vigiectl"_L1, QStringLiteral("'" VIGIE_BIN_DIR "/vigiectl'"))});
        return shell.waitForFinished(30'000) ? shell.exitCode() : -1;
    };
    QCOMPARE(run(u"vigiectl --help | true"_s), 0);
    QCOMPARE(shell.readAllStandardError(), QByteArray());
    QCOMPARE(run(u"vigiectl --help > /dev/full"_s), 4);
    QCOMPARE(run(u"vigiectl --help >&-"_s), 4);
    QCOMPARE(run(u"vigiectl --demo list <&- 2>&-"_s), 0);
}

void TestCtl::cleanupTestCase()
{
    QTRY_COMPARE_WITH_TIMEOUT(m_place.processes(), QStringList(), 5000);
}

QTEST_GUILESS_MAIN(TestCtl)
#include "tst_ctl.moc"
