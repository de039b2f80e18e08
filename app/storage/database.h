#pragma once

#include "app/storage/conninfo.h"
#include "models/domain/error.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariantList>

#include <functional>
#include <memory>
#include <unordered_map>

namespace vigie::storage {

/// One connection to PostgreSQL, for one thread: the thread that makes it. Calls block, bounded by the time-outs that it sets
/// (3 s to connect, 5 s for a statement, 5 to 7 s in a network partition). Statements are prepared once per connection.
///
/// A lost connection is an error of code DatabaseUnreachable; the next call connects anew. Errors carry the parameter `sqlstate`.
class Database {
public:
    Database(ConnectionInfo info, QString applicationName);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// Connects when it is not connected.
    models::Result<void> open();
    void close();
    bool isOpen() const;

    /// Runs a named statement of the catalogue. The query belongs to this object and is good until its next use.
    models::Result<QSqlQuery *> run(const QString &name, const QVariantList &values = {});
    /// Runs text of several statements, without parameters, in one go.
    models::Result<void> runScript(const QString &sql);
    /// The first column of the first row.
    models::Result<QVariant> scalar(const QString &name, const QVariantList &values = {});

    /// What a transaction sees of others: each statement what was committed before it, or, read only, all of them one snapshot.
    enum class Isolation { Committed, Snapshot };
    /// In a transaction a lost connection is told, never replaced: its next statement fails as well.
    models::Result<void> begin(Isolation isolation = Isolation::Committed);
    models::Result<void> commit();
    void rollback();

    /// Hears a channel's notifications on the present connection: `heard` is called on this thread, whose event loop has to run, as long
    /// as `context` lives. After a reconnection it has to be asked for again. False when it was refused.
    bool listen(const QString &channel, QObject *context, std::function<void()> heard);
    /// The open connection, for statements that are not in the catalogue (tests).
    QSqlDatabase handle() const;
    const ConnectionInfo &info() const { return m_info; }

private:
    models::Error takeError(const QSqlError &error);

    ConnectionInfo m_info;
    QString m_applicationName;
    QString m_connectionName;
    bool m_inTransaction = false;
    std::unordered_map<QString, std::unique_ptr<QSqlQuery>> m_prepared;
};

/// Whether an error means that the connection was lost, or not to be had: trying again later is right.
bool isConnectionLost(const models::Error &error);

} // namespace vigie::storage
