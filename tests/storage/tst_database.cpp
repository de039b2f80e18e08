#include "tests/storage/rig.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace vigie;
using storage::ConnectionInfo;
using storage::Database;
using test::Bench;
using test::codeOf;
using test::Rig;
using test::stateOf;

/// One connection: what it says when it is refused, lost or too slow, and that it comes back by itself.
class TestDatabase : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void sessionSettings();
    void optionsReachTheServer();
    void lostAndBack();
    void lostInATransaction();
    void crashAndBack();
    void aStatementMayNotTakeLong();
    void anErrorAtTheCommitIsTheStatementsOwn();
    void aChangedSchemaIsPreparedAnew();
    void refusals_data();
    void refusals();
    void noServer();
    void tooManyIsNotForEver();
    void noSecretInAnyError();

private:
    Rig m_rig;
    ConnectionInfo m_info;
};

void TestDatabase::initTestCase()
{
    QVERIFY(m_rig.start());
    m_info = m_rig.freshSchema();
    Database admin(m_info, u"admin"_s);
    QVERIFY(admin.runScript(u"create role needs_password login password 'right'; create role nobody_maps login; create role no_login "
        "password 'right'"_s));
    // The server of the tests lets its own user in without a password; these roles have to say theirs.
    QFile access(QFileInfo(m_rig.cluster().socketDirectory()).path() + u"/pg/data/pg_hba.conf"_s);
    QVERIFY(access.open(QIODevice::ReadOnly));
    const QByteArray before = access.readAll();
    access.close();
    QVERIFY(access.open(QIODevice::WriteOnly | QIODevice::Truncate));
    access.write("local all needs_password,no_login scram-sha-256\n" + before);
    access.close();
    QVERIFY(admin.runScript(u"select pg_reload_conf()"_s));
}

void TestDatabase::sessionSettings()
{
    Database database(m_info, u"vigie-test"_s);
    QVERIFY(!database.isOpen());
    QVERIFY(database.open() && database.isOpen() && database.open());
    const auto setting = [&](const QString &name) {
        QSqlQuery query(database.handle());
        return query.exec(u"select current_setting('%1')"_s.arg(name)) && query.next() ? query.value(0).toString() : QString();
    };
    QCOMPARE(setting(u"statement_timeout"_s), u"5s"_s);
    QCOMPARE(setting(u"lock_timeout"_s), u"2s"_s);
    QCOMPARE(setting(u"idle_in_transaction_session_timeout"_s), u"5s"_s);
    QCOMPARE(setting(u"application_name"_s), u"vigie-test"_s);
    database.close();
    QVERIFY(!database.isOpen());
    QVERIFY(database.scalar(u"database_clock"_s));
}

void TestDatabase::optionsReachTheServer()
{
    ConnectionInfo info = m_info;
    info.options = {{u"options"_s, u"-c geqo=off -c vigie.text=it\\'s"_s}, {u"sslmode"_s, u"prefer"_s}, {u"application_name"_s,
        u"not this"_s}};
    Database database(info, u"it's \\ me"_s);
    QVERIFY2(database.open(), database.open() ? "" : qUtf8Printable(database.open().error().detail));
    QSqlQuery query(database.handle());
    QVERIFY(query.exec(u"select current_setting('geqo'), current_setting('vigie.text'), current_setting('application_name')"_s)
        && query.next());
    QCOMPARE(query.value(0).toString(), u"off"_s);
    QCOMPARE(query.value(1).toString(), u"it's"_s);
    QCOMPARE(query.value(2).toString(), u"it's \\ me"_s);
}

void TestDatabase::lostAndBack()
{
    Database database(m_info, u"victim"_s);
    storage::RequestRepository requests(database);
    QVERIFY(requests.clock() && requests.accounts());
    Database admin(m_info, u"admin"_s);
    QVERIFY(admin.runScript(u"select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'victim'"_s));
    const auto lost = requests.clock();
    QCOMPARE(codeOf(lost), u"DATABASE_UNREACHABLE"_s);
    QVERIFY(storage::isConnectionLost(lost.error()));
    QVERIFY(!database.isOpen());
    for (int i = 0; i < 2; ++i)
        QVERIFY(requests.clock() && requests.accounts());
}

void TestDatabase::lostInATransaction()
{
    Database database(m_info, u"victim"_s);
    Database admin(m_info, u"admin"_s);
    QVERIFY(admin.runScript(u"create table kept (x int)"_s));
    QVERIFY(database.begin() && database.runScript(u"insert into kept values (1)"_s));
    QVERIFY(admin.runScript(u"select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'victim'"_s));
    // Neither the next statement nor the commit is done on another connection as if nothing had been.
    QCOMPARE(codeOf(database.runScript(u"insert into kept values (2)"_s)), u"DATABASE_UNREACHABLE"_s);
    QVERIFY(!database.isOpen());
    database.rollback();
    // Nor when the loss was noticed before by another way, as a listening connection does.
    QVERIFY(database.begin());
    database.handle().close();
    QCOMPARE(codeOf(database.runScript(u"insert into kept values (4)"_s)), u"DATABASE_UNREACHABLE"_s);
    QVERIFY(database.runScript(u"insert into kept select 3 where not exists (select from kept)"_s));
    QVERIFY(admin.runScript(u"select 1 / (select count(*) from kept where x = 3)"_s));
}

void TestDatabase::crashAndBack()
{
    Database database(m_info, u"tst"_s);
    storage::RequestRepository requests(database);
    QVERIFY(requests.setTiming(u"lease"_s, std::chrono::seconds(44)));
    m_rig.cluster().restartImmediately();
    QCOMPARE(codeOf(requests.timings()), u"DATABASE_UNREACHABLE"_s);
    const auto timings = requests.timings();
    QVERIFY(timings);
    QCOMPARE(timings->value(u"lease"_s), std::chrono::seconds(44));
    QVERIFY(requests.setTiming(u"lease"_s, std::chrono::seconds(45)));
}

void TestDatabase::aStatementMayNotTakeLong()
{
    Database database(m_info, u"tst"_s);
    QVERIFY(database.scalar(u"database_clock"_s));
    QCOMPARE(stateOf(database.runScript(u"select pg_sleep(60)"_s)), u"57014"_s);
    QVERIFY(database.isOpen());
    QVERIFY(database.scalar(u"database_clock"_s));
}

void TestDatabase::anErrorAtTheCommitIsTheStatementsOwn()
{
    // A permit that the server could not commit is none: its answer waits for the commit.
    Bench bench(m_rig.freshSchema());
    const auto lease = bench.claim(bench.create());
    bench.must(u"create function never() returns trigger language plpgsql as $$ begin raise exception 'not today' using errcode = "
        "'XX999'; end $$; "
               "create constraint trigger never after insert on vigie.intent deferrable initially deferred for each row execute function "
               "never()"_s);
    QCOMPARE(stateOf(bench.work().permit(lease, models::IntentKind::CreateServer, {})), u"XX999"_s);
    QCOMPARE(bench.value(u"select count(*) from vigie.intent"_s).toInt(), 0);
}

void TestDatabase::aChangedSchemaIsPreparedAnew()
{
    Bench bench(m_rig.freshSchema());
    bench.create();
    QCOMPARE(bench.fleet().all(true)->size(), 1);
    // What a later program's migration does to a view of which everything is selected.
    const QString view = bench.value(u"select pg_get_viewdef('vigie.instance_seen')"_s).toString();
    bench.must(u"create or replace view vigie.instance_seen as select x.*, 1 as later from (%1) x"_s.arg(QString(view).remove(u';')));
    const auto first = bench.fleet().all(true);
    QVERIFY(first || !storage::isConnectionLost(first.error()));
    QCOMPARE(bench.fleet().all(true)->size(), 1);
    QVERIFY(bench.database().runScript(u"deallocate all"_s));
    (void)bench.fleet().all(true);
    QCOMPARE(bench.fleet().all(true)->size(), 1);
}

void TestDatabase::refusals_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("database");
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const char *user, const char *password, const char *database, const char *option,
        const char *code) {
        QTest::newRow(name) << QString::fromUtf8(user) << QString::fromUtf8(password) << QString::fromUtf8(database)
            << QString::fromUtf8(option)
                            << QString::fromUtf8(code);
    };
    row("the right password", "needs_password", "right", "", "", "done");
    row("a wrong password", "needs_password", "hunter2", "", "", "DATABASE_REFUSED");
    row("no password", "needs_password", "", "", "", "DATABASE_REFUSED");
    row("a role that may not log in", "no_login", "right", "", "", "DATABASE_REFUSED");
    row("a role that this user is not", "nobody_maps", "", "", "", "DATABASE_REFUSED");
    row("no such role", "no such role", "", "", "", "DATABASE_REFUSED");
    row("no such database", "vigie", "", "no such database", "", "DATABASE_REFUSED");
    row("no such option", "vigie", "", "", "hunter", "DATABASE_REFUSED");
}

void TestDatabase::refusals()
{
    QFETCH(QString, user);
    QFETCH(QString, password);
    QFETCH(QString, database);
    QFETCH(QString, option);
    QFETCH(QString, code);
    ConnectionInfo info = m_info;
    info.user = user;
    info.password = password;
    if (!database.isEmpty())
        info.database = database;
    if (!option.isEmpty())
        info.options.insert(option, u"hunter2"_s);
    Database tried(info, u"tst"_s);
    const auto opened = tried.open();
    QCOMPARE(codeOf(opened), code);
    QVERIFY(tried.isOpen() == opened.has_value());
    if (!opened) {
        QVERIFY(!opened.error().detail.isEmpty());
        QVERIFY2(!opened.error().detail.contains(u"hunter2"_s), qUtf8Printable(opened.error().detail));
    } else {
        QCOMPARE(codeOf(tried.scalar(u"fleet_id"_s)), u"DATABASE_REFUSED"_s); // it was given no rights
    }
}

void TestDatabase::noServer()
{
    Database database(m_info, u"tst"_s);
    QVERIFY(database.open());
    m_rig.cluster().stop();
    QElapsedTimer time;
    time.start();
    for (int i = 0; i < 3; ++i)
        QCOMPARE(codeOf(database.scalar(u"database_clock"_s)), u"DATABASE_UNREACHABLE"_s);
    QVERIFY(time.elapsed() < 3000); // each is an answer of the system, no time-out is waited for
    m_rig.cluster().startAgain();
    QVERIFY(database.scalar(u"database_clock"_s));
    ConnectionInfo nowhere = m_info;
    nowhere.host = u"/nowhere"_s;
    QCOMPARE(codeOf(Database(nowhere, u"tst"_s).open()), u"DATABASE_UNREACHABLE"_s);
    nowhere.host = u"127.0.0.1"_s;
    nowhere.port = 1;
    QCOMPARE(codeOf(Database(nowhere, u"tst"_s).open()), u"DATABASE_UNREACHABLE"_s);
}

void TestDatabase::tooManyIsNotForEver()
{
    // A full server is to be tried again.
    Database admin(m_info, u"admin"_s);
    QVERIFY(admin.runScript(u"alter role needs_password connection limit 1"_s));
    ConnectionInfo info = m_info;
    info.user = u"needs_password"_s;
    info.password = u"right"_s;
    Database first(info, u"first"_s);
    Database second(info, u"second"_s);
    QCOMPARE(codeOf(first.open()), u"done"_s);
    QCOMPARE(codeOf(second.open()), u"DATABASE_UNREACHABLE"_s);
    first.close();
    QTRY_COMPARE(codeOf(second.open()), u"done"_s); // the server needs a moment to see the first one go
}

void TestDatabase::noSecretInAnyError()
{
    ConnectionInfo info = m_info;
    info.user = u"needs_password"_s;
    info.password = u"hunter2"_s;
    info.options = {{u"sslpassword"_s, u"hunter2"_s}, {u"sslmode"_s, u"hunter2"_s}};
    for (const bool withOptions : {true, false}) {
        if (!withOptions)
            info.options.clear();
        Database database(info, u"tst"_s);
        const auto opened = database.open();
        QVERIFY(!opened);
        QString said = opened.error().detail;
        for (const QString &value : opened.error().params)
            said += value;
        QVERIFY2(withOptions || !said.contains(u"hunter2"_s), qUtf8Printable(said));
        QVERIFY2(!said.contains(u"password=hunter2"_s), qUtf8Printable(said));
    }
    QVERIFY(!info.displayName().contains(u"hunter2"_s));
}

QTEST_GUILESS_MAIN(TestDatabase)
#include "tst_database.moc"
