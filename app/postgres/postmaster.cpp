#include "app/postgres/postmaster.h"

#include "app/postgres/childprocess.h"
#include "app/postgres/serverlog.h"
#include "app/postgres/socketdirectory.h"

#include <QElapsedTimer>
#include <QStorageInfo>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <sys/wait.h>

namespace vigie::postgres {

using namespace Qt::StringLiterals;

namespace {

constexpr int pollMilliseconds = 10;

/// On SIGQUIT the postmaster itself ends after 5 s those of its children that do not.
constexpr int immediateShutdownMilliseconds = 15'000;

/// Every setting that is not a path. Memory for a console's database, not a server's; the WAL is capped; the log stays small.
constexpr std::array settings{
    "listen_addresses=", "unix_socket_permissions=0700", "unix_socket_group=", "cluster_name=vigie", "fsync=on", "full_page_writes=on",
    "max_connections=60", "shared_buffers=32MB", "huge_pages=off", "work_mem=4MB", "maintenance_work_mem=32MB", "jit=off",
    "max_wal_size=256MB", "min_wal_size=32MB", "max_parallel_workers_per_gather=0", "client_connection_check_interval=2s",
    "logging_collector=off", "log_destination=stderr", "log_checkpoints=off", "timezone=UTC", "log_timezone=UTC",
};

bool waitForEnd(const ProcessSight &postmaster, int milliseconds)
{
    QElapsedTimer clock;
    clock.start();
    while (stillRuns(postmaster)) {
        if (clock.elapsed() > milliseconds)
            return false;
        pauseUnlessStopped({}, pollMilliseconds);
    }
    reapIfOurs(postmaster.pid);
    return true;
}

} // namespace

QStringList serverArguments(const QString &dataDirectory, const QString &socketDirectory)
{
    QStringList arguments{u"-D"_s, dataDirectory};
    // A list in PostgreSQL's eyes: quoted, it is one directory, whatever its name has in it.
    QString quoted = socketDirectory;
    quoted.replace(u'"', "\"\""_L1);
    arguments << u"-c"_s << u"unix_socket_directories=\"%1\""_s.arg(quoted) << u"-c"_s << u"port=%1"_s.arg(socketPort);
    for (const char *setting : settings)
        arguments << u"-c"_s << QString::fromLatin1(setting);
    return arguments;
}

models::Result<ProcessSight> launchPostmaster(const ClusterContext &context)
{
    const qint64 free = QStorageInfo(context.majorDirectory).bytesAvailable();
    if (free < context.options.minimumFreeBytes)
        return models::fail(models::ErrorCode::DiskFull, {{u"path"_s, context.majorDirectory}, {u"free"_s, QString::number(free)}});
    const auto socket = makeSocketDirectory(SocketSurroundings::ofThisProcess(), context.places.dataDirectory, context.account);
    if (!socket)
        return tl::unexpected(socket.error());
    clearStaleSocketLock(*socket);
    rotateLog(context.logFile());
    const auto pid = launchDetached(context.account, context.places.programDirectory + "/postgres"_L1,
                                    serverArguments(context.places.dataDirectory, *socket), context.logFile());
    if (!pid)
        return tl::unexpected(pid.error());
    const auto sight = lookAtProcess(*pid, context.places.dataDirectory);
    return sight ? models::Result<ProcessSight>(*sight) : startFailure(context);
}

tl::unexpected<models::Error> startFailure(const ClusterContext &context)
{
    const QString tail = logTail(context.logFile());
    const auto code = tail.contains("No space left on device"_L1) ? models::ErrorCode::DiskFull : models::ErrorCode::ClusterStartFailed;
    return models::fail(code,
                        {{u"path"_s, context.places.dataDirectory},
                         {u"version"_s, QString::number(context.places.majorVersion)},
                         {u"log"_s, context.logFile()}},
                        tail);
}

models::Result<void> stopPostmaster(const ClusterContext &context, const ProcessSight &postmaster)
{
    const pid_t pid = static_cast<pid_t>(postmaster.pid);
    if (kill(pid, SIGINT) != 0 && errno != ESRCH)
        return models::fail(models::ErrorCode::Internal, {{u"pid"_s, QString::number(pid)}}, QString::fromLocal8Bit(std::strerror(errno)));
    if (waitForEnd(postmaster, context.options.fastShutdownMilliseconds))
        return {};
    kill(pid, SIGQUIT);
    if (waitForEnd(postmaster, immediateShutdownMilliseconds))
        return {};
    return models::fail(models::ErrorCode::DeadlinePassed, {{u"pid"_s, QString::number(pid)}});
}

void reapIfOurs(qint64 pid)
{
    waitpid(static_cast<pid_t>(pid), nullptr, WNOHANG);
}

} // namespace vigie::postgres
