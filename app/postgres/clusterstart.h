#pragma once

#include "app/postgres/clustercontext.h"
#include "app/postgres/filelock.h"
#include "app/postgres/serversession.h"
#include "models/domain/error.h"

#include <stop_token>

namespace vigie::postgres {

/// Brings the cluster to run: probe, judge, do what the state asks for, and again, until a server of ours is ready and has the
/// database. Takes `starter` for that, and `users`, shared, before it lets go of it. On success `users` is held.
/// Errors: see PrivateCluster::start().
models::Result<ServerAddress> bringUp(ClusterContext &context, FileLock &starter, FileLock &users, std::stop_token stop);

} // namespace vigie::postgres
