#include "tests/architecture/rules.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace vigie::architecture;
using namespace Qt::StringLiterals;

/// The rules of the house, held over the source itself. Each rule is first shown to find what it is for.
class TestArchitecture : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void rulesFind_data();
    void rulesFind();
    void codeIsWithoutCommentsAndLiterals();
    void everyLayerHasItsOwnName();

    void theTree_data();
    void theTree();
    void scripts_data();
    void scripts();

private:
    QVector<SourceFile> m_tree;
};

using Rule = QStringList (*)(const QVector<SourceFile> &);
Q_DECLARE_METATYPE(Rule)

namespace {

/// Written so that no line of this file begins like the line that it makes.
QString include(const char *name)
{
    return u"\n#include "_s % QLatin1String(name) % u'\n';
}

} // namespace

void TestArchitecture::initTestCase()
{
    m_tree = readSourceTree(QStringLiteral(VIGIE_SOURCE_DIR));
    QVERIFY(m_tree.size() > 20);
    QVERIFY(std::any_of(m_tree.begin(), m_tree.end(), [](const SourceFile &file) { return file.path == u"models/domain/status.h"; }));
}

void TestArchitecture::rulesFind_data()
{
    QTest::addColumn<Rule>("rule");
    QTest::addColumn<QVector<SourceFile>>("files");
    QTest::addColumn<QStringList>("findings"); // the beginning of each
    const auto row = [](const char *name, Rule rule, const QVector<SourceFile> &files, const QStringList &findings) {
        QTest::newRow(name) << rule << files << findings;
    };
    const auto layer = [&row](const char *name, const QString &path, const char *included, bool allowed) {
        row(name, layerViolations, {{path, include(included)}}, allowed ? QStringList() : QStringList(path + u":2: "));
    };
    layer("models see themselves", u"models/views/a.cpp"_s, "\"models/domain/status.h\"", true);
    layer("the domain sees no views", u"models/domain/a.cpp"_s, "\"models/views/fleetmodel.h\"", false);
    layer("models see no provider", u"models/domain/a.h"_s, "\"providers/retry.h\"", false);
    layer("models see no windows", u"models/views/a.h"_s, "\"ui/theme/theme.h\"", false);
    layer("a provider sees the providers' interfaces", u"providers/scaleway/a.cpp"_s, "\"providers/cloudprovider.h\"", true);
    layer("a provider sees no other provider", u"providers/scaleway/a.cpp"_s, "\"providers/machine/sshsession.h\"", false);
    layer("interfaces see no provider", u"providers/retry.cpp"_s, "\"providers/scaleway/api.h\"", false);
    layer("providers see no database", u"providers/scaleway/a.cpp"_s, "\"app/storage/database.h\"", false);
    layer("the sandbox sees itself", u"providers/sandbox/a.cpp"_s, "\"providers/sandbox/world.h\"", true);
    layer("the sandbox shares nothing with the console", u"providers/sandbox/a.cpp"_s, "\"models/domain/status.h\"", false);
    layer("nor with the providers", u"providers/sandbox/a.cpp"_s, "\"providers/retry.h\"", false);
    layer("and nobody with it", u"app/demo.cpp"_s, "\"providers/sandbox/world.h\"", false);
    layer("storage sees models", u"app/storage/a.cpp"_s, "\"models/domain/status.h\"", true);
    layer("storage sees no provider", u"app/storage/a.cpp"_s, "\"providers/retry.h\"", false);
    layer("storage sees no engine", u"app/storage/a.cpp"_s, "\"app/engine/step.h\"", false);
    layer("the cluster sees no storage", u"app/postgres/a.cpp"_s, "\"app/storage/database.h\"", false);
    layer("the engine sees interfaces", u"app/engine/steps/a.cpp"_s, "\"providers/machine/machine.h\"", true);
    layer("the engine sees storage", u"app/engine/a.cpp"_s, "\"app/storage/database.h\"", true);
    layer("the engine sees no concrete provider", u"app/engine/a.cpp"_s, "\"providers/scaleway/scalewayprovider.h\"", false);
    layer("nor a concrete machine", u"app/engine/a.cpp"_s, "\"providers/machine/sshsession.h\"", false);
    layer("nor a window", u"app/engine/a.cpp"_s, "\"ui/main/mainwindow.h\"", false);
    layer("nor the private cluster", u"app/engine/a.cpp"_s, "\"app/postgres/privatecluster.h\"", false);
    layer("windows see models", u"ui/fleet/a.cpp"_s, "\"models/views/fleetmodel.h\"", true);
    layer("windows see no engine", u"ui/fleet/a.cpp"_s, "\"app/engine/engine.h\"", false);
    layer("windows see no provider", u"ui/fleet/a.cpp"_s, "\"providers/cloudprovider.h\"", false);
    layer("the composition root sees the engine", u"app/application.cpp"_s, "\"app/engine/engine.h\"", true);
    layer("the composition root sees windows", u"app/main.cpp"_s, "\"ui/main/mainwindow.h\"", true);
    layer("the composition root sees the models", u"app/main.cpp"_s, "\"models/views/fleetmodel.h\"", true);
    layer("the program sees no test", u"app/main.cpp"_s, "\"tests/support/server.h\"", false);
    layer("a test sees what it tests", u"tests/engine/tst_a.cpp"_s, "\"app/engine/engine.h\"", true);
    row("every file has a layer", layerViolations, {{u"models/helpers.h"_s, {}}, {u"src/a.cpp"_s, {}}}, {u"src/a.cpp:1: "_s});

    row("models are QtCore", qtModuleViolations,
        {{u"models/domain/a.h"_s, include("<QString>") + include("<QColor>") + include("<QtWidgets/QWidget>") + include("<vector>")}},
        {u"models/domain/a.h:4: models/domain must not use QtGui"_s, u"models/domain/a.h:6: models/domain must not use QtWidgets"_s});
    row("windows know neither SQL nor the network", qtModuleViolations,
        {{u"ui/a.cpp"_s, include("<QLabel>") + include("<QSqlQuery>") + include("<QNetworkReply>")}},
        {u"ui/a.cpp:4: "_s, u"ui/a.cpp:6: "_s});
    row("storage is SQL alone", qtModuleViolations, {{u"app/storage/a.cpp"_s, include("<QSqlQuery>") + include("<QTcpSocket>")}},
        {u"app/storage/a.cpp:4: "_s});

    row("cycles", folderCycles,
        {{u"ui/a/a.h"_s, include("\"ui/b/b.h\"")}, {u"ui/b/b.h"_s, include("\"ui/c/c.h\"")}, {u"ui/c/c.cpp"_s, include("\"ui/a/other.h\"")},
         {u"ui/d/d.h"_s, include("\"ui/a/a.h\"") + include("\"ui/d/e.h\"")}},
        {u"ui/a -> ui/b -> ui/c -> ui/a"_s});
    row("paths", includePathViolations,
        {{u"ui/a.cpp"_s, include("\"b.h\"") + include("\"../ui/b.h\"") + include("\"ui/b.h\"") + include("\"a.moc\"")
             + include("<ui/b.h>") + include("<cmath>")},
         {u"ui/b.h"_s, {}}},
        {u"ui/a.cpp:2: "_s, u"ui/a.cpp:4: "_s, u"ui/a.cpp:10: "_s});
    row("pragma once", missingPragmaOnce, {{u"ui/a.h"_s, u"// #pragma once\n"_s}, {u"ui/b.h"_s, u"#pragma once\n"_s}, {u"ui/a.cpp"_s, {}}},
        {u"ui/a.h:1: "_s});
    row("size", sizeViolations,
        {{u"ui/a.cpp"_s, QString(400, u'\n')}, {u"ui/b.cpp"_s, QString(401, u'\n')}, {u"ui/c.h"_s, QString(601, u'\n')}},
        {u"ui/b.cpp:1: 401 lines: over 400"_s, u"ui/c.h:1: 601 lines: over 600"_s});
    const QString sleeping = u"QThread::msleep(5);\nstd::this_thread::sleep_for(1s);\n::usleep(3);\nsleep (1);\n"_s;
    row("sleeping", forbiddenCalls, {{u"app/a.cpp"_s, sleeping}, {u"tests/app/tst_a.cpp"_s, sleeping}},
        {u"app/a.cpp:1: "_s, u"app/a.cpp:2: "_s, u"app/a.cpp:3: "_s, u"app/a.cpp:4: "_s});
    row("what only looks like it", forbiddenCalls,
        {{u"app/a.cpp"_s, u"// QThread::sleep(1)\nauto s = \"usleep(1)\"; m_clock.sleep(3); sleeper(2); process.terminate(); repository->terminate(id);\n"_s}}, {});
    row("ending threads", forbiddenCalls, {{u"app/a.cpp"_s, u"m_thread.terminate();\nworkerThread->terminate ();\nthread()->terminate();\n"_s}},
        {u"app/a.cpp:1: "_s, u"app/a.cpp:2: "_s, u"app/a.cpp:3: "_s});
}

void TestArchitecture::rulesFind()
{
    QFETCH(Rule, rule);
    QFETCH(QVector<SourceFile>, files);
    QFETCH(QStringList, findings);
    const QStringList found = rule(files);
    QVERIFY2(found.size() == findings.size(), qPrintable(found.join(u'\n')));
    for (qsizetype i = 0; i < found.size(); ++i)
        QVERIFY2(found[i].startsWith(findings[i]), qPrintable(found[i]));
}

void TestArchitecture::codeIsWithoutCommentsAndLiterals()
{
    const QString text = u"a(1'000'000, 'x', u'\\'', \"http://b\"); // c\n/* d\n e */ f(R\"(g \" h)\"); i(\"\\\"j\"); // \"k\nl();"_s;
    QString code = codeOf(text);
    QCOMPARE(code.count(u'\n'), text.count(u'\n'));
    QCOMPARE(code.size(), text.size());
    QCOMPARE(code.simplified().remove(u' '), u"a(1'000'000,,,);f();i();l();"_s);
}

void TestArchitecture::everyLayerHasItsOwnName()
{
    QCOMPARE(layerOf(u"models/console.h"_s), u"models"_s);
    QCOMPARE(layerOf(u"models/domain/status.h"_s), u"models/domain"_s);
    QCOMPARE(layerOf(u"providers/machine/machine.h"_s), u"providers/machine"_s);
    QCOMPARE(layerOf(u"app/engine/steps/create.cpp"_s), u"app/engine"_s);
    QCOMPARE(layerOf(u"app/main.cpp"_s), u"app"_s);
    QCOMPARE(layerOf(u"appendix/a.h"_s), QString());
    QCOMPARE(layerOf(u"tests/models/tst_status.cpp"_s), QString());
}

void TestArchitecture::theTree_data()
{
    QTest::addColumn<Rule>("rule");
    QTest::newRow("layers") << Rule(layerViolations);
    QTest::newRow("modules of Qt") << Rule(qtModuleViolations);
    QTest::newRow("cycles") << Rule(folderCycles);
    QTest::newRow("paths of includes") << Rule(includePathViolations);
    QTest::newRow("pragma once") << Rule(missingPragmaOnce);
    QTest::newRow("sizes") << Rule(sizeViolations);
    QTest::newRow("sleeping, ending threads") << Rule(forbiddenCalls);
}

void TestArchitecture::theTree()
{
    QFETCH(Rule, rule);
    const QStringList found = rule(m_tree);
    QVERIFY2(found.isEmpty(), qPrintable(u"\n"_s + found.join(u'\n')));
}

void TestArchitecture::scripts_data()
{
    QTest::addColumn<QString>("path");
    const QStringList found = findScripts(QStringLiteral(VIGIE_SOURCE_DIR));
    for (const QString &expected : {u"run"_s, u"test"_s, u".ci/run"_s, u".ci/setup.sh"_s})
        QVERIFY2(found.contains(expected), qPrintable(expected));
    for (const QString &path : found)
        QTest::newRow(qPrintable(path)) << path;
}

void TestArchitecture::scripts()
{
    if (QStandardPaths::findExecutable(u"shellcheck"_s).isEmpty())
        QSKIP("shellcheck is not installed");
    QFETCH(QString, path);
    QProcess check;
    check.setWorkingDirectory(QStringLiteral(VIGIE_SOURCE_DIR));
    const auto findings = [&check](const QStringList &arguments, const QByteArray &input) {
        check.start(u"shellcheck"_s, arguments);
        check.write(input);
        check.closeWriteChannel();
        return check.waitForFinished() ? check.readAllStandardOutput() + check.readAllStandardError() : check.errorString().toUtf8();
    };
    QVERIFY(!findings({u"-"_s}, "#!/bin/sh\necho $1\n").isEmpty()); // it finds something where there is something
    const QByteArray found = findings({u"-x"_s, path}, {});
    QVERIFY2(found.isEmpty() && check.exitCode() == 0, found.constData());
}

QTEST_GUILESS_MAIN(TestArchitecture)
#include "tst_architecture.moc"
