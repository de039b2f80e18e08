#include "app/storage/migrator.h"

#include "app/storage/sqlcatalogue.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QLoggingCategory>

#include <algorithm>

namespace vigie::storage {

using models::ErrorCode;
using models::fail;

namespace {

Q_LOGGING_CATEGORY(log, "vigie.storage.migrations")

models::Result<void> applyAll(Database &database, const QVector<Migration> &migrations)
{
    if (auto done = database.runScript(sqlCatalogue().statement(QStringLiteral("create_ledger"))); !done)
        return done;
    const auto rows = database.run(QStringLiteral("applied"));
    if (!rows)
        return tl::unexpected(rows.error());
    QHash<int, QString> applied;
    int newest = 0;
    while ((*rows)->next()) {
        applied.insert((*rows)->value(0).toInt(), (*rows)->value(2).toString());
        newest = std::max(newest, (*rows)->value(0).toInt());
    }
    const int known = migrations.isEmpty() ? 0 : migrations.last().number;
    if (newest > known) {
        return fail(ErrorCode::DatabaseTooNew, {{QStringLiteral("database_version"), QString::number(newest)},
                                                {QStringLiteral("program_version"), QString::number(known)}});
    }
    for (const Migration &migration : migrations) {
        const auto before = applied.constFind(migration.number);
        if (before != applied.constEnd()) {
            if (*before != migration.checksum)
                return fail(ErrorCode::MigrationChanged, {{QStringLiteral("number"), QString::number(migration.number)}}, migration.name);
            continue;
        }
        qCInfo(log).noquote().nospace() << "event=migrate number=" << migration.number << " name=" << migration.name;
        if (auto begun = database.begin(); !begun)
            return begun;
        auto done = database.runScript(migration.sql);
        if (done) {
            if (auto recorded = database.run(QStringLiteral("record"), {migration.number, migration.name, migration.checksum}); !recorded)
                done = tl::unexpected(recorded.error());
        }
        if (done)
            done = database.commit();
        if (!done) {
            models::Error error = done.error();
            if (isConnectionLost(error))
                return done;
            database.rollback();
            error.code = ErrorCode::MigrationFailed;
            error.params.insert(QStringLiteral("number"), QString::number(migration.number));
            return tl::unexpected(error);
        }
    }
    return {};
}

} // namespace

QVector<Migration> builtInMigrations()
{
    sqlCatalogue(); // makes sure that the resources are there
    QVector<Migration> result;
    const QDir folder(QStringLiteral(":/vigie/sql/migrations"));
    for (const QString &entry : folder.entryList(QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(entry));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("the program was built without %s", qPrintable(entry));
        const QByteArray text = file.readAll();
        result.append({entry.section(u'_', 0, 0).toInt(), entry.section(u'_', 1).chopped(4), QString::fromUtf8(text),
                       QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex())});
    }
    return result;
}

models::Result<void> migrate(Database &database, const QVector<Migration> &migrations)
{
    // A session lock, since each migration is a transaction of its own; it goes with the connection at the latest. Waiting for the
    // other program may take longer than a statement's usual time.
    constexpr const char *lock = "set statement_timeout = '120s'; set lock_timeout = '120s'; select pg_advisory_lock(727983)";
    constexpr const char *unlock = "select pg_advisory_unlock(727983)";
    if (auto locked = database.runScript(QLatin1String(lock)); !locked)
        return locked;
    auto done = applyAll(database, migrations);
    if (database.isOpen()) {
        if (auto unlocked = database.runScript(QLatin1String(unlock)); !unlocked && done)
            done = unlocked;
    }
    database.close(); // with its time-outs and its lock; the next use connects anew
    return done;
}

} // namespace vigie::storage
