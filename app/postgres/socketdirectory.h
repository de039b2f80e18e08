#pragma once

#include "app/postgres/account.h"
#include "models/domain/error.h"

#include <QString>
#include <QStringList>

namespace vigie::postgres {

/// The port only names the socket file (.s.PGSQL.5432): every cluster has a socket directory of its own.
inline constexpr int socketPort = 5432;

/// Where sockets may be put on this machine.
struct SocketSurroundings {
    /// $XDG_RUNTIME_DIR; empty when there is none.
    QString runtimeDirectory;
    QString temporaryDirectory;

    static SocketSurroundings ofThisProcess();
};

/// Whether a socket in the directory has a path that the kernel takes: 107 bytes at most, and no comma, at which libpq would
/// split a list of hosts.
bool fitsSocketPath(const QString &directory);

/// The directories to try for the cluster's socket, best first: one per data directory, in `vigie` under the runtime directory
/// (unless the server is another account's, which cannot enter that), under the temporary directory, under /tmp. Only those
/// that fit. Pure.
QStringList socketCandidates(const SocketSurroundings &surroundings, const QString &dataDirectory, const ServerAccount &account);

/// Makes the first candidate that can be had: 0700, the account's own, no symlink; when every name is taken by somebody else,
/// one of a random name. Errors: SocketPathUnusable (path, detail).
models::Result<QString> makeSocketDirectory(const SocketSurroundings &surroundings, const QString &dataDirectory,
                                            const ServerAccount &account);

/// Removes the socket's lock file when nobody listens on the socket. For a starter that has seen, under the starter's lock, that
/// the cluster is stopped: as with postmaster.pid, a reused pid in it would keep PostgreSQL from starting for ever.
void clearStaleSocketLock(const QString &directory);

/// Removes the directory of a stopped server, if it is empty.
void removeSocketDirectory(const QString &directory);

} // namespace vigie::postgres
