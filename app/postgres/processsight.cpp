#include "app/postgres/processsight.h"

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QList>

#include <array>
#include <cerrno>

#include <sys/stat.h>
#include <unistd.h>

namespace vigie::postgres {

using namespace Qt::StringLiterals;

namespace {

constexpr auto serverName = "postgres";

/// proc(5), counted from the state, which follows the name in parentheses.
constexpr qsizetype stateField = 0;
constexpr qsizetype startTickField = 19;

QByteArray procPath(qint64 pid, const char *leaf)
{
    return "/proc/" + QByteArray::number(pid) + '/' + leaf;
}

/// The target of a link in /proc; on failure empty, and errno says why.
QByteArray target(qint64 pid, const char *leaf)
{
    std::array<char, 4096> buffer{};
    errno = 0;
    const auto size = readlink(procPath(pid, leaf).constData(), buffer.data(), buffer.size());
    return size > 0 ? QByteArray(buffer.data(), size) : QByteArray();
}

/// The base name of the executable; after an upgrade of the package the kernel appends " (deleted)".
QByteArray programName(QByteArray path)
{
    if (path.endsWith(" (deleted)"))
        path.chop(10);
    return path.mid(path.lastIndexOf('/') + 1);
}

/// By device and inode: names can be spelt in several ways.
bool worksIn(qint64 pid, const QString &directory)
{
    struct stat working{};
    struct stat wanted{};
    return stat(procPath(pid, "cwd").constData(), &working) == 0 && stat(QFile::encodeName(directory).constData(), &wanted) == 0
        && working.st_dev == wanted.st_dev && working.st_ino == wanted.st_ino;
}

/// The identity of a living process; nothing for one that is ending: a killed process gives up its memory, and with it
/// its program, then its directory, and is a zombie only after that, yet PostgreSQL counts it as a server all the while.
std::optional<Identity> identityOf(qint64 pid, const QString &dataDirectory)
{
    const QByteArray program = target(pid, "exe");
    if (program.isEmpty())
        return errno == ENOENT ? std::nullopt : std::optional(Identity::Unreadable);
    if (programName(program) != serverName)
        return Identity::OtherProgram;
    if (worksIn(pid, dataDirectory))
        return Identity::PostgresHere;
    const bool ending = target(pid, "cwd").isEmpty() && errno == ENOENT;
    return ending ? std::nullopt : std::optional(Identity::PostgresElsewhere);
}

} // namespace

std::optional<ProcessSight> lookAtProcess(qint64 pid, const QString &dataDirectory)
{
    struct stat owner{};
    QFile file(QString::fromLatin1(procPath(pid, "stat")));
    if (pid <= 0 || !file.open(QIODevice::ReadOnly) || stat(procPath(pid, "").constData(), &owner) != 0)
        return std::nullopt;
    const QByteArray line = file.readAll();
    const qsizetype open = line.indexOf('(');
    const qsizetype close = line.lastIndexOf(')');
    const QList<QByteArray> fields = line.mid(close + 2).split(' ');
    if (open < 0 || close < open || fields.size() <= startTickField)
        return std::nullopt;
    ProcessSight sight;
    sight.pid = pid;
    sight.uid = owner.st_uid;
    sight.startTick = fields[startTickField].toULongLong();
    const bool zombie = fields[stateField] == "Z" || fields[stateField] == "X";
    if (const auto identity = zombie ? std::nullopt : identityOf(pid, dataDirectory)) {
        sight.identity = *identity;
    } else {
        sight.life = ProcessSight::Life::Ended;
        sight.identity = line.mid(open + 1, close - open - 1) == serverName ? Identity::PostgresHere : Identity::OtherProgram;
    }
    return sight;
}

bool stillRuns(const ProcessSight &sight)
{
    const auto now = lookAtProcess(sight.pid, {});
    return now && now->life == ProcessSight::Life::Alive && now->startTick == sight.startTick;
}

QList<qint64> serverProcessesIn(const QString &dataDirectory, qint64 except)
{
    QList<qint64> found;
    for (const QString &name : QDir(u"/proc"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Unsorted)) {
        bool number = false;
        const qint64 pid = name.toLongLong(&number);
        if (number && pid != except && identityOf(pid, dataDirectory) == Identity::PostgresHere)
            found.append(pid);
    }
    return found;
}

} // namespace vigie::postgres
