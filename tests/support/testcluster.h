#pragma once

#include "app/postgres/account.h"
#include "app/postgres/filelock.h"

#include <QProcess>
#include <QString>
#include <QStringList>

namespace vigie::test {

/// A throw-away PostgreSQL server for a test program: real, in a temporary directory, on a unix socket only, as root run by
/// the `postgres` account. Durable against its own crash, not the machine's (fsync is off). Start it once per program, make
/// a database per test function. It dies with the thread that started it; the destructor removes everything (and the next
/// start what a crashed test left).
class TestCluster {
  public:
    explicit TestCluster();
    ~TestCluster();
    TestCluster(const TestCluster &) = delete;
    TestCluster &operator=(const TestCluster &) = delete;

    /// initdb and start: about a second. False with errorString() when it failed.
    bool start();
    QString errorString() const { return m_error; }

    /// A libpq key=value string for a database of this server, as its superuser `vigie`.
    QString conninfo(const QString &database) const;
    /// A new database, empty or copied from `from` (nobody may be connected to it then); its conninfo, empty when it failed.
    QString createDatabase(const QString &from = {});
    /// The database of the last createDatabase().
    QString lastDatabase() const { return m_lastDatabase; }
    /// Lets this process's user connect as one more role (the role itself is made in SQL). Not while a start is under way.
    bool mapRole(const QString &role);

    QString socketDirectory() const { return m_base + QStringLiteral("/s"); }
    int port() const { return 5432; }
    QString logFile() const { return m_base + QStringLiteral("/log"); }
    qint64 postmasterPid() const { return m_process.processId(); }

    /// An immediate shutdown (what a crash looks like: no checkpoint, clients cut off) and a start, recovery included.
    void restartImmediately();
    /// A fast shutdown; clients are cut off, and nobody can connect until startAgain().
    void stop();
    void startAgain();

  private:
    bool makeDirectories();
    bool initialise();
    bool launch();
    void end(int signal);
    bool failed(const QString &why);

    postgres::ServerAccount m_account;
    QString m_programs;
    QString m_base;
    QString m_error;
    QString m_lastDatabase;
    QStringList m_roles;
    QProcess m_process;
    /// Held on the base for as long as we live: without its holder, the base is a crashed test's, for the next one to remove.
    postgres::FileLock m_owner;
    int m_databases = 0;
};

} // namespace vigie::test
