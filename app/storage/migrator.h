#pragma once

#include "app/storage/database.h"

#include <QString>
#include <QVector>

namespace vigie::storage {

struct Migration {
    int number = 0;
    QString name;
    QString sql;
    QString checksum; ///< SHA-256 of the text
};

/// The migrations that are compiled into the program, by number.
QVector<Migration> builtInMigrations();

/// Brings a database's schema to this program's, forwards only, each migration in a transaction of its own, one program at a time (an
/// advisory lock). Blocks. Errors: DatabaseTooNew (parameters `database_version`, `program_version`), MigrationChanged (`number`: an
/// applied one is not what this program knows), MigrationFailed (`number`; the detail is PostgreSQL's), DatabaseUnreachable.
models::Result<void> migrate(Database &database, const QVector<Migration> &migrations = builtInMigrations());

} // namespace vigie::storage
