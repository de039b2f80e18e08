#include "tests/support/testcluster.h"

#include "app/postgres/childprocess.h"
#include "app/postgres/conninfo.h"
#include "app/postgres/installation.h"
#include "app/postgres/pidfile.h"
#include "app/postgres/serversession.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <csignal>

#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace vigie::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int pollMilliseconds = 10;
constexpr auto ownerFile = "/owner.lock"_L1;
/// A base younger than this may not have its owner's lock yet.
constexpr int settledSeconds = 60;

bool writeFile(const QString &path, const QString &text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(text.toUtf8()) == text.toUtf8().size();
}

/// Removes the bases of tests that crashed: nobody holds their owner's lock.
void removeAbandoned()
{
    const QDir temporary(QDir::tempPath());
    for (const QFileInfo &base : temporary.entryInfoList({u"vigie-test-*"_s}, QDir::Dirs)) {
        const QString lockFile = base.filePath() + ownerFile;
        postgres::FileLock owner;
        if (base.ownerId() == geteuid() && base.lastModified().secsTo(QDateTime::currentDateTime()) > settledSeconds
            && QFileInfo::exists(lockFile) && owner.open(lockFile) && owner.tryExclusive())
            QDir(base.filePath()).removeRecursively();
    }
}

} // namespace

TestCluster::TestCluster() = default;

TestCluster::~TestCluster()
{
    stop();
    if (!m_base.isEmpty())
        QDir(m_base).removeRecursively();
}

bool TestCluster::start()
{
    const auto account = postgres::serverAccount();
    const auto installations = postgres::findInstallations();
    if (!account || installations.isEmpty())
        return failed(u"PostgreSQL's server programs are not installed, or this user has no passwd entry"_s);
    m_account = *account;
    m_programs = installations.last().programDirectory;
    return makeDirectories() && initialise() && launch();
}

bool TestCluster::makeDirectories()
{
    removeAbandoned();
    QTemporaryDir base(QDir::tempPath() + "/vigie-test-XXXXXX"_L1);
    if (!base.isValid())
        return failed(base.errorString());
    base.setAutoRemove(false);
    m_base = base.path();
    if (const auto owned = m_owner.open(m_base + ownerFile); !owned || !m_owner.tryExclusive())
        return failed(u"cannot lock %1"_s.arg(m_base));
    // The server's account only passes through the base, and owns what is its own.
    if (chmod(QFile::encodeName(m_base).constData(), 0711) != 0)
        return failed(u"chmod %1"_s.arg(m_base));
    for (const QString &own : QStringList{m_base + "/pg"_L1, socketDirectory()}) {
        const QByteArray path = QFile::encodeName(own);
        if (mkdir(path.constData(), 0700) != 0 || chown(path.constData(), m_account.uid, m_account.gid) != 0)
            return failed(u"cannot make %1"_s.arg(own));
    }
    return true;
}

bool TestCluster::initialise()
{
    const QString data = m_base + "/pg/data"_L1;
    const auto initdb = postgres::runAs(m_account, m_programs + "/initdb"_L1,
                                        {u"-D"_s, data, u"-U"_s, u"vigie"_s, u"-E"_s, u"UTF8"_s, u"--locale=C"_s, u"--no-sync"_s,
                                         u"--auth-local=peer"_s, u"--auth-host=reject"_s, u"--no-instructions"_s},
                                        {});
    if (!initdb || initdb->status != 0)
        return failed(initdb ? initdb->output : initdb.error().detail);
    if (!writeFile(data + "/pg_hba.conf"_L1, u"local all all peer map=vigie\n"_s))
        return failed(u"cannot write pg_hba.conf"_s);
    return mapRole(u"vigie"_s);
}

bool TestCluster::mapRole(const QString &role)
{
    m_roles.append(role);
    QString lines;
    for (const QString &each : m_roles)
        lines += u"vigie \"%1\" \"%2\"\n"_s.arg(m_account.ownName, each);
    if (!writeFile(m_base + "/pg/data/pg_ident.conf"_L1, lines))
        return failed(u"cannot write pg_ident.conf"_s);
    if (m_process.state() == QProcess::NotRunning)
        return true;
    postgres::ServerSession session({socketDirectory(), port(), u"vigie-test-support"_s}, u"postgres"_s);
    return session.open() && session.ask(u"select pg_reload_conf()"_s);
}

bool TestCluster::launch()
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setStandardOutputFile(logFile(), QIODevice::Append);
    m_process.setWorkingDirectory(u"/"_s);
    const pid_t parent = getpid();
    m_process.setChildProcessModifier([account = m_account, parent]() {
        umask(077);
        postgres::becomeAccount(account);
        // After the change of credentials, which clears it: a test that crashes takes its server along.
        prctl(PR_SET_PDEATHSIG, SIGQUIT);
        if (getppid() != parent)
            _exit(1);
    });
    const QString data = m_base + "/pg/data"_L1;
    QStringList arguments{u"-D"_s, data};
    const QStringList settings{u"unix_socket_directories="_s + socketDirectory(), u"port=%1"_s.arg(port()), u"listen_addresses="_s,
                               u"unix_socket_permissions=0700"_s, u"cluster_name=vigie-test"_s, u"shared_buffers=32MB"_s,
                               u"max_connections=100"_s, u"fsync=off"_s, u"full_page_writes=off"_s, u"max_wal_size=256MB"_s,
                               u"log_checkpoints=off"_s, u"timezone=UTC"_s, u"log_timezone=UTC"_s};
    for (const QString &setting : settings)
        arguments << u"-c"_s << setting;
    m_process.start(m_programs + "/postgres"_L1, arguments);
    if (!m_process.waitForStarted(-1))
        return failed(m_process.errorString());
    while (!m_process.waitForFinished(pollMilliseconds)) {
        const auto pidFile = postgres::readPidFile(data);
        if (pidFile && pidFile->pid == m_process.processId() && pidFile->status == postgres::PostmasterStatus::Ready)
            return true;
    }
    QFile log(logFile());
    return failed(log.open(QIODevice::ReadOnly) ? QString::fromUtf8(log.readAll().right(4000)) : m_process.errorString());
}

QString TestCluster::conninfo(const QString &database) const
{
    return postgres::conninfo(
        {{u"host"_s, socketDirectory()}, {u"port"_s, QString::number(port())}, {u"dbname"_s, database}, {u"user"_s, u"vigie"_s}});
}

QString TestCluster::createDatabase(const QString &from)
{
    m_lastDatabase = u"test_%1"_s.arg(++m_databases);
    postgres::ServerSession session({socketDirectory(), port(), u"vigie-test-support"_s}, u"postgres"_s);
    auto done = session.open();
    if (done) {
        const auto made = session.ask(u"create database %1 template %2"_s.arg(m_lastDatabase, from.isEmpty() ? u"template0"_s : from));
        if (made)
            return conninfo(m_lastDatabase);
        done = tl::unexpected(made.error());
    }
    failed(done.error().detail);
    return {};
}

void TestCluster::end(int signal)
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    ::kill(static_cast<pid_t>(m_process.processId()), signal);
    m_process.waitForFinished(-1);
}

void TestCluster::restartImmediately()
{
    end(SIGQUIT);
    launch();
}

void TestCluster::stop()
{
    end(SIGINT);
}

void TestCluster::startAgain()
{
    launch();
}

bool TestCluster::failed(const QString &why)
{
    m_error = why;
    qWarning("test cluster: %s", qUtf8Printable(why));
    return false;
}

} // namespace vigie::test
