#pragma once

#include "app/postgres/clustercontext.h"
#include "app/postgres/processsight.h"
#include "app/postgres/serversession.h"
#include "models/domain/error.h"

#include <QStringList>

namespace vigie::postgres {

/// The server's command line after its name: no TCP, its socket, little memory, durable. What is given there wins over
/// postgresql.conf and ALTER SYSTEM.
QStringList serverArguments(const QString &dataDirectory, const QString &socketDirectory);

/// Starts the server, detached, on a new log. For a starter that holds the lock and saw that the cluster is stopped.
/// Errors: DiskFull (path, free), SocketPathUnusable, ClusterStartFailed.
models::Result<ProcessSight> launchPostmaster(const ClusterContext &context);

/// Why the server that was launched ended: ClusterStartFailed, or DiskFull, with the log's last lines.
tl::unexpected<models::Error> startFailure(const ClusterContext &context);

/// Stops the postmaster: fast, and immediately when that takes longer than the options allow. Never SIGKILL.
/// Errors: DeadlinePassed (pid).
models::Result<void> stopPostmaster(const ClusterContext &context, const ProcessSight &postmaster);

/// Takes the exit status of a server that became a child of this process (it does when we are the container's init).
void reapIfOurs(qint64 pid);

} // namespace vigie::postgres
