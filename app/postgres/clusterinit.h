#pragma once

#include "app/postgres/clustercontext.h"
#include "models/domain/error.h"

#include <QByteArray>

#include <stop_token>

namespace vigie::postgres {

/// The two access files: the unix socket, this program's user and its own superuser `vigie`, and nobody else. No `trust`.
QByteArray hostBasedAccess();
QByteArray identMap(const ServerAccount &account);

/// Makes the cluster: initdb into `data.creating` (what an earlier, interrupted one left there is removed), the access files,
/// fsync, and then its name. A kill at any instant leaves either nothing under that name or a whole cluster. initdb inherits
/// `lockDescriptor`, so that it keeps other starters away should we die under it. About a second.
/// Errors: ClusterInitFailed (path, version, detail: initdb's words), DiskFull, Cancelled.
models::Result<void> initialiseCluster(const ClusterContext &context, int lockDescriptor, std::stop_token stop);

} // namespace vigie::postgres
