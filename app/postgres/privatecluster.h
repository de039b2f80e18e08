#pragma once

#include "app/postgres/dataroot.h"
#include "app/postgres/filelock.h"
#include "app/postgres/installation.h"
#include "models/domain/error.h"

#include <QString>

#include <functional>
#include <memory>
#include <stop_token>

namespace vigie::postgres {

/// Where the cluster is. Empty until start() found out; the socket directory is known once it runs.
struct ClusterPlaces {
    QString dataDirectory;
    QString socketDirectory;
    int majorVersion = 0;
    QString programDirectory;
};

struct ClusterOptions {
    /// defaultDataRoot(), or another directory for a cluster apart (a demonstration's).
    QString dataRoot = defaultDataRoot();
    /// `vigie-<program>-<pid>`: what every connection of this program is named, or begins with, followed by a `-`.
    QString applicationName;
    /// A server is not started with less free than this.
    qint64 minimumFreeBytes = 500'000'000;
    /// How long a fast shutdown may take before it becomes an immediate one.
    int fastShutdownMilliseconds = 30'000;
    QString installations = installationRoot();
};

enum class ClusterPhase { Probing, Initialising, Starting, Recovering, Running };

struct ClusterContext;

/// The PostgreSQL server of the user's own: found, initialised, started or adopted, shared between the user's programs, and
/// stopped by the last that leaves. One per process. Its calls block (up to a crash recovery's length): never on the GUI
/// thread, one at a time, from any thread. The server outlives this object and this process unless leave() stops it.
class PrivateCluster {
  public:
    /// `progress` is called on the thread that calls start().
    explicit PrivateCluster(ClusterOptions options, std::function<void(ClusterPhase)> progress = {});
    ~PrivateCluster();
    PrivateCluster(const PrivateCluster &) = delete;
    PrivateCluster &operator=(const PrivateCluster &) = delete;

    /// Makes sure that the server runs and has the database `vigie`; returns the libpq connection string (key=value). From
    /// here to leave() no other program stops the server.
    /// Errors: PostgresNotInstalled (package), NoPasswdEntry (uid), DataDirectoryUnusable (path, account, reason),
    /// ClusterBroken (path), PostgresVersionMissing (version, package, path), PostgresTooNew (version, path), DiskFull (path,
    /// free), ClusterInitFailed (path, version), ClusterStartFailed (path, version, log; detail: the log's end),
    /// SocketPathUnusable (path, reason), ClusterForeign (path, name), DatabaseUnreachable, DatabaseRefused, Cancelled.
    models::Result<QString> start(std::stop_token stop = {});

    /// Stops the server when no other program of ours uses it, else leaves it running; nothing when start() did not succeed.
    /// Blocks for the shutdown. Errors: DatabaseUnreachable or DatabaseRefused when the server cannot be asked who uses it (it
    /// is left running), DeadlinePassed (pid) when it does not end even after an immediate shutdown.
    models::Result<void> leave();

    const ClusterPlaces &places() const;

  private:
    models::Result<void> prepare();

    std::unique_ptr<ClusterContext> m_context;
    /// Held only while probing, starting and stopping.
    FileLock m_starter;
    /// Held shared for as long as we use the server, taken under the starter's lock: who is about to connect counts too.
    FileLock m_users;
    enum class Use { None, Joined } m_use = Use::None;
};

} // namespace vigie::postgres
