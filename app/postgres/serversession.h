#pragma once

#include "models/domain/error.h"

#include <QList>
#include <QString>
#include <QVariantList>

namespace vigie::postgres {

/// Where a server of ours listens, and who we are to it.
struct ServerAddress {
    QString socketDirectory;
    int port = 0;
    QString applicationName;
};

/// One short connection over the unix socket as `vigie`, for the few questions that running a cluster asks. Opens, asks and
/// closes inside the thread that made it; blocks for at most some seconds.
class ServerSession {
  public:
    ServerSession(const ServerAddress &address, const QString &database);
    ~ServerSession();
    ServerSession(const ServerSession &) = delete;
    ServerSession &operator=(const ServerSession &) = delete;

    /// Errors: DatabaseRefused when the server says no (detail: its words; param sqlState), DatabaseUnreachable otherwise.
    models::Result<void> open();
    /// The rows of one statement. Errors: DatabaseRefused (param sqlState, detail).
    models::Result<QList<QVariantList>> ask(const QString &sql, const QVariantList &values = {});

  private:
    ServerAddress m_address;
    QString m_database;
    QString m_connection;
};

/// Creates the database unless it is there; two programs may do so at once. Errors: as ServerSession.
models::Result<void> ensureDatabase(const ServerAddress &address, const QString &name);

} // namespace vigie::postgres
