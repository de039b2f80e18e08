#include "tests/postgres/clusterplace.h"

#include "app/postgres/observer.h"
#include "app/postgres/serversession.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>
#include <QThread>

#include <csignal>

#include <sys/stat.h>

namespace vigie::test {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 roomInMemory = 2'000'000'000;

/// These servers keep fsync on, which a busy disk makes slow: in memory where there is room (a container may have little).
QString fastDirectory()
{
    const QFileInfo memory(u"/dev/shm"_s);
    const bool fits = memory.isWritable() && QStorageInfo(memory.filePath()).bytesAvailable() > roomInMemory;
    return fits && qEnvironmentVariableIsEmpty("TMPDIR") ? memory.filePath() : QDir::tempPath();
}

} // namespace

ClusterPlace::ClusterPlace()
    : m_base(fastDirectory() + "/vigie-c-XXXXXX"_L1)
    , m_root(m_base.path() + "/root"_L1)
    , m_temporary(qgetenv("TMPDIR"))
    , m_runtime(qgetenv("XDG_RUNTIME_DIR"))
{
    if (const auto account = postgres::serverAccount())
        m_account = *account;
    chmod(QFile::encodeName(base()).constData(), 0711);
    qputenv("TMPDIR", QFile::encodeName(base()));
    qunsetenv("XDG_RUNTIME_DIR");
}

ClusterPlace::~ClusterPlace()
{
    const auto sighting = look();
    if (sighting.process && sighting.process->identity == postgres::Identity::PostgresHere) {
        kill(static_cast<pid_t>(sighting.process->pid), SIGQUIT);
        while (stillRuns(*sighting.process))
            QThread::msleep(5);
    }
    while (!postgres::serverProcessesIn(data(), 0).isEmpty())
        QThread::msleep(5);
    m_temporary.isEmpty() ? qunsetenv("TMPDIR") : qputenv("TMPDIR", m_temporary);
    m_runtime.isEmpty() ? qunsetenv("XDG_RUNTIME_DIR") : qputenv("XDG_RUNTIME_DIR", m_runtime);
}

QString ClusterPlace::majorDirectory() const
{
    const QString pg = m_root + "/pg"_L1;
    const int major = postgres::majorInUse(pg);
    return u"%1/%2"_s.arg(pg).arg(major > 0 ? major : postgres::findInstallations().last().major);
}

postgres::ClusterOptions ClusterPlace::options(const QString &applicationName) const
{
    postgres::ClusterOptions result;
    result.dataRoot = m_root;
    result.applicationName = applicationName;
    return result;
}

postgres::Sighting ClusterPlace::look() const
{
    return postgres::lookAt(data(), postgres::findInstallations(), m_account.uid);
}

qint64 ClusterPlace::pidInFile() const
{
    const auto file = postgres::readPidFile(data());
    return file ? file->pid : 0;
}

QString ClusterPlace::ask(const QString &sql) const
{
    const auto file = postgres::readPidFile(data());
    if (!file)
        return u"no server"_s;
    postgres::ServerSession session({file->socketDirectory, file->port, u"psql"_s}, u"vigie"_s);
    if (const auto opened = session.open(); !opened)
        return opened.error().detail;
    const auto rows = session.ask(sql);
    if (!rows)
        return rows.error().detail;
    return rows->isEmpty() ? QString() : rows->first().first().toString();
}

void ClusterPlace::writeFile(const QString &path, const QByteArray &contents)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(contents) != contents.size())
        qFatal("cannot write %s", qUtf8Printable(path));
}

QByteArray ClusterPlace::readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace vigie::test
