#include "app/storage/sqlcatalogue.h"
#include "tests/storage/rig.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace vigie;
using test::Bench;
using test::Rig;

/// The statements of resources/sql are whole, and the database understands every one of them.
class TestCatalogue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_rig.start()); }
    void everyStatementPrepares_data();
    void everyStatementPrepares();
    void noOperatorWithAQuestionMark();
    void nothingIsLostOfTheFiles();

private:
    Rig m_rig;
};

void TestCatalogue::everyStatementPrepares_data()
{
    QTest::addColumn<QString>("name");
    QVERIFY(storage::sqlCatalogue().names().size() > 30);
    for (const QString &name : storage::sqlCatalogue().names())
        QTest::newRow(qUtf8Printable(name)) << name;
}

void TestCatalogue::everyStatementPrepares()
{
    QFETCH(QString, name);
    const QString &text = storage::sqlCatalogue().statement(name);
    QVERIFY(!text.trimmed().isEmpty());
    static Bench bench(m_rig.freshSchema());
    if (name == u"create_ledger") { // several statements: never prepared
        bench.must(text);
        return;
    }
    QVERIFY(bench.database().open());
    QSqlQuery query(bench.database().handle());
    QVERIFY2(query.prepare(text), qUtf8Printable(query.lastError().text()));
    // QPSQL makes a parameter of each `?`: as many as the server counts, or one of them was an operator's.
    const QString counted = u"select coalesce(max(cardinality(parameter_types)), 0) from pg_prepared_statements where position(%1 in "
        "statement) > 0"_s;
    QSqlQuery count(bench.database().handle());
    const QString beginning = text.section(u'?', 0, 0).left(60);
    QVERIFY2(count.exec(counted.arg(test::quoted(beginning))) && count.next(), qUtf8Printable(count.lastError().text()));
    QVERIFY2(count.value(0).toInt() >= text.count(u'?'), qUtf8Printable(text));
}

void TestCatalogue::noOperatorWithAQuestionMark()
{
    static const QRegularExpression operators(u"\\?[|&]|@\\?|\\w\\s+\\?\\s+'"_s);
    for (const QString &name : storage::sqlCatalogue().names())
        QVERIFY2(!operators.match(storage::sqlCatalogue().statement(name)).hasMatch(), qUtf8Printable(name));
}

void TestCatalogue::nothingIsLostOfTheFiles()
{
    // Every heading of every file is a statement of the catalogue, and every file in the folder is read.
    QStringList headings;
    for (const QString &file : QDir(u":/vigie/sql"_s).entryList({u"*.sql"_s}, QDir::Files)) {
        QFile source(u":/vigie/sql/"_s + file);
        QVERIFY(source.open(QIODevice::ReadOnly));
        for (const QByteArray &line : source.readAll().split('\n')) {
            if (line.startsWith("-- name:"))
                headings.append(QString::fromUtf8(line.mid(8)).trimmed());
        }
    }
    QStringList names = storage::sqlCatalogue().names();
    headings.sort();
    names.sort();
    QCOMPARE(headings, names);
}

QTEST_GUILESS_MAIN(TestCatalogue)
#include "tst_catalogue.moc"
