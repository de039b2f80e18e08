#include "app/storage/migrator.h"
#include "tests/storage/rig.h"

#include <QTest>

#include <future>
#include <thread>

using namespace Qt::StringLiterals;
using namespace vigie;
using models::ErrorCode;
using storage::builtInMigrations;
using storage::Database;
using storage::migrate;
using storage::Migration;
using test::codeOf;
using test::Rig;

namespace {

Migration migration(int number, const QString &sql)
{
    return {number, u"test"_s, sql, u"checksum of "_s + sql};
}

/// What is applied, as `1,2,3`; the word `none` without the ledger.
QString applied(Database &database)
{
    const auto rows = database.run(u"applied"_s);
    if (!rows)
        return u"none"_s;
    QStringList numbers;
    while ((*rows)->next())
        numbers << (*rows)->value(0).toString();
    return numbers.join(u',');
}

QString newest()
{
    QStringList numbers;
    for (const Migration &each : builtInMigrations())
        numbers << QString::number(each.number);
    return numbers.join(u',');
}

} // namespace

class TestMigrations : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_rig.start()); }
    void numbersAreGaplessAndChecksummed();
    void freshToNewestAndAgain();
    void twoProgramsAtOnce();
    void waitsForTheOtherLongerThanAStatementMay();
    void aChangedOneIsRefused();
    void aNewerDatabaseIsRefused();
    void aFailingOneLeavesNothing();
    void interruptedAndRunAgain();

private:
    Rig m_rig;
};

void TestMigrations::numbersAreGaplessAndChecksummed()
{
    int expected = 0;
    for (const Migration &each : builtInMigrations()) {
        QCOMPARE(each.number, ++expected);
        QVERIFY(!each.name.isEmpty() && !each.sql.isEmpty());
        QCOMPARE(each.checksum.size(), 64);
    }
    QVERIFY(expected >= 4);
}

void TestMigrations::freshToNewestAndAgain()
{
    Database database(m_rig.emptyDatabase(), u"tst"_s);
    QCOMPARE(applied(database), u"none"_s);
    QCOMPARE(codeOf(migrate(database)), u"done"_s);
    QCOMPARE(applied(database), newest());
    const auto first = database.scalar(u"fleet_id"_s);
    QVERIFY(first && !first->toString().isEmpty());
    QCOMPARE(codeOf(migrate(database)), u"done"_s);
    QCOMPARE(applied(database), newest());
    QCOMPARE(*database.scalar(u"fleet_id"_s), *first);
}

void TestMigrations::twoProgramsAtOnce()
{
    const auto info = m_rig.emptyDatabase();
    std::vector<std::future<QString>> programs;
    for (int i = 0; i < 4; ++i) {
        programs.push_back(std::async(std::launch::async, [info] {
            Database database(info, u"tst"_s);
            return codeOf(migrate(database));
        }));
    }
    for (auto &program : programs)
        QCOMPARE(program.get(), u"done"_s);
    Database database(info, u"tst"_s);
    QCOMPARE(applied(database), newest());
}

void TestMigrations::waitsForTheOtherLongerThanAStatementMay()
{
    // The usual statement may take 5 s and wait 2 s for a lock.
    const auto info = m_rig.emptyDatabase();
    Database other(info, u"other"_s);
    QVERIFY(other.runScript(u"set idle_in_transaction_session_timeout = 0; select pg_advisory_lock(727983)"_s));
    auto waiting = std::async(std::launch::async, [info] {
        Database database(info, u"tst"_s);
        return codeOf(migrate(database));
    });
    QVERIFY(other.runScript(u"set statement_timeout = '20 s'; select pg_sleep(5.5)"_s));
    QVERIFY(other.runScript(u"select pg_advisory_unlock(727983)"_s));
    QCOMPARE(waiting.get(), u"done"_s);
    // The lock was given back: another's migrate does not wait for the first one's connection to end.
    QCOMPARE(codeOf(migrate(other)), u"done"_s);
}

void TestMigrations::aChangedOneIsRefused()
{
    Database database(m_rig.freshSchema(), u"tst"_s);
    auto changed = builtInMigrations();
    changed[1].sql += u"-- x"_s;
    changed[1].checksum = u"another"_s;
    const auto result = migrate(database, changed);
    QCOMPARE(codeOf(result), u"MIGRATION_CHANGED"_s);
    QCOMPARE(result.error().params.value(u"number"_s), u"2"_s);
    QCOMPARE(codeOf(migrate(database)), u"done"_s);
}

void TestMigrations::aNewerDatabaseIsRefused()
{
    Database database(m_rig.freshSchema(), u"tst"_s);
    const int next = builtInMigrations().last().number + 1;
    QVERIFY(database.run(u"record"_s, {next, u"future"_s, u"x"_s}));
    const auto result = migrate(database);
    QCOMPARE(codeOf(result), u"DATABASE_TOO_NEW"_s);
    QCOMPARE(result.error().params.value(u"database_version"_s), QString::number(next));
    QCOMPARE(result.error().params.value(u"program_version"_s), QString::number(next - 1));
}

void TestMigrations::aFailingOneLeavesNothing()
{
    Database database(m_rig.emptyDatabase(), u"tst"_s);
    const QVector<Migration> migrations{migration(1, u"create table kept (x int)"_s),
                                        migration(2, u"create table half (x int); insert into half values (1); select 1/0"_s)};
    const auto result = migrate(database, migrations);
    QCOMPARE(codeOf(result), u"MIGRATION_FAILED"_s);
    QCOMPARE(result.error().params.value(u"number"_s), u"2"_s);
    QVERIFY2(result.error().detail.contains(u"division by zero"_s), qUtf8Printable(result.error().detail));
    QCOMPARE(applied(database), u"1"_s);
    QVERIFY(database.runScript(u"select * from kept"_s));
    QCOMPARE(test::stateOf(database.runScript(u"select * from half"_s)), u"42P01"_s);
    // Mended, it goes on where it stopped.
    QCOMPARE(codeOf(migrate(database, {migrations[0], migration(2, u"create table half (x int)"_s)})), u"done"_s);
    QCOMPARE(applied(database), u"1,2"_s);
}

void TestMigrations::interruptedAndRunAgain()
{
    Database database(m_rig.emptyDatabase(), u"tst"_s);
    const Migration first = migration(1, u"create table first (x int)"_s);
    // The connection dies in the middle of the second one.
    const auto cut = migrate(database, {first, migration(2,
        u"create table second (x int); select pg_terminate_backend(pg_backend_pid())"_s)});
    QCOMPARE(codeOf(cut), u"DATABASE_UNREACHABLE"_s);
    QCOMPARE(applied(database), u"1"_s);
    QCOMPARE(test::stateOf(database.runScript(u"select * from second"_s)), u"42P01"_s);
    QCOMPARE(codeOf(migrate(database, {first, migration(2, u"create table second (x int)"_s)})), u"done"_s);
    QCOMPARE(applied(database), u"1,2"_s);
}

QTEST_GUILESS_MAIN(TestMigrations)
#include "tst_migrations.moc"
