#pragma once

#include "models/domain/error.h"

#include <QMap>
#include <QString>

namespace vigie::storage {

/// Where a PostgreSQL database is and how to reach it, taken apart as QtSql wants it.
struct ConnectionInfo {
    QString host;     ///< a name, an address, or the directory of a unix socket
    int port = 5432;
    QString database;
    QString user;
    QString password; ///< secret
    QMap<QString, QString> options; ///< further libpq options, `sslmode`, ...

    /// For people: `host/database`, never with the password.
    QString displayName() const;
};

/// Reads a URL (`postgresql://user@host:port/name?sslmode=require`) or libpq's `key=value` form with its quoting.
/// Error: DatabaseRefused with parameter `text` (without the password) when it is neither.
models::Result<ConnectionInfo> parseConnectionInfo(const QString &text);

} // namespace vigie::storage
