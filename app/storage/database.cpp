#include "app/storage/database.h"

#include "app/storage/sqlcatalogue.h"

#include <QLoggingCategory>
#include <QSqlDriver>
#include <QSqlError>

#include <array>
#include <atomic>

namespace vigie::storage {

using models::Error;
using models::ErrorCode;

namespace {

Q_LOGGING_CATEGORY(log, "vigie.storage")

struct SqlState {
    const char *prefix;
    ErrorCode code;
};

// The first prefix that fits decides.
constexpr std::array sqlStates{
    SqlState{"VG005", ErrorCode::IllegalTransition}, SqlState{"VG006", ErrorCode::Fenced},
    SqlState{"VG009", ErrorCode::CreateRefused},     SqlState{"VG013", ErrorCode::ChangedMeanwhile},
    SqlState{"VG014", ErrorCode::InstanceNotFound},  SqlState{"VG020", ErrorCode::DatabaseTooNew},
    SqlState{"08", ErrorCode::DatabaseUnreachable},  SqlState{"57P", ErrorCode::DatabaseUnreachable},
    SqlState{"25006", ErrorCode::DatabaseUnreachable}, SqlState{"53300", ErrorCode::DatabaseUnreachable},
    SqlState{"53100", ErrorCode::DiskFull},          SqlState{"28", ErrorCode::DatabaseRefused},
    SqlState{"3D", ErrorCode::DatabaseRefused},      SqlState{"42501", ErrorCode::DatabaseRefused},
};

ErrorCode codeOf(const QString &sqlState, const QSqlError &error)
{
    for (const SqlState &each : sqlStates) {
        if (sqlState.startsWith(QLatin1String(each.prefix)))
            return each.code;
    }
    // A query on a connection that was lost before fails without any text, and one that never connected without a state.
    return sqlState.isEmpty() || error.type() == QSqlError::ConnectionError ? ErrorCode::DatabaseUnreachable : ErrorCode::Internal;
}

QString optionsText(const ConnectionInfo &info, const QString &applicationName)
{
    QStringList parts{QStringLiteral("connect_timeout=3"), QStringLiteral("tcp_user_timeout=5000"), QStringLiteral("keepalives_idle=5"),
                      QStringLiteral("keepalives_interval=2"), QStringLiteral("keepalives_count=3"),
                      QStringLiteral("application_name=") + applicationName};
    for (auto option = info.options.constBegin(); option != info.options.constEnd(); ++option) {
        if (option.key() != QLatin1String("application_name"))
            parts << option.key() + QLatin1Char('=') + option.value();
    }
    return parts.join(QLatin1Char(';'));
}

const QString sessionSettings = QStringLiteral("set statement_timeout = '5s'; set lock_timeout = '2s'; "
                                               "set idle_in_transaction_session_timeout = '5s'; set client_min_messages = 'warning'");

} // namespace

Database::Database(ConnectionInfo info, QString applicationName) : m_info(std::move(info)), m_applicationName(std::move(applicationName))
{
    static std::atomic<int> serial = 0;
    m_connectionName = QStringLiteral("vigie-%1").arg(++serial);
}

Database::~Database()
{
    close();
}

models::Result<void> Database::open()
{
    if (isOpen())
        return {};
    close();
    QSqlDatabase connection = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), m_connectionName);
    connection.setHostName(m_info.host);
    connection.setPort(m_info.port);
    connection.setDatabaseName(m_info.database);
    connection.setUserName(m_info.user);
    connection.setPassword(m_info.password);
    connection.setConnectOptions(optionsText(m_info, m_applicationName));
    if (!connection.open())
        return tl::unexpected(takeError(connection.lastError()));
    return runScript(sessionSettings);
}

void Database::close()
{
    m_prepared.clear();
    if (QSqlDatabase::contains(m_connectionName)) {
        QSqlDatabase::database(m_connectionName, false).close();
        QSqlDatabase::removeDatabase(m_connectionName);
    }
}

bool Database::isOpen() const
{
    return QSqlDatabase::contains(m_connectionName) && handle().isOpen();
}

QSqlDatabase Database::handle() const
{
    return QSqlDatabase::database(m_connectionName, false);
}

models::Result<QSqlQuery *> Database::run(const QString &name, const QVariantList &values)
{
    if (auto opened = open(); !opened)
        return tl::unexpected(opened.error());
    auto found = m_prepared.find(name);
    if (found == m_prepared.end()) {
        auto fresh = std::make_unique<QSqlQuery>(handle());
        fresh->setForwardOnly(true);
        if (!fresh->prepare(sqlCatalogue().statement(name)))
            return tl::unexpected(takeError(fresh->lastError()));
        found = m_prepared.emplace(name, std::move(fresh)).first;
    }
    const auto &query = found->second;
    for (qsizetype i = 0; i < values.size(); ++i)
        query->bindValue(static_cast<int>(i), values[i]);
    if (!query->exec())
        return tl::unexpected(takeError(query->lastError()));
    return query.get();
}

models::Result<void> Database::runScript(const QString &sql)
{
    if (!isOpen()) {
        if (auto opened = open(); !opened)
            return opened;
    }
    QSqlQuery query(handle());
    if (!query.exec(sql))
        return tl::unexpected(takeError(query.lastError()));
    return {};
}

models::Result<QVariant> Database::scalar(const QString &name, const QVariantList &values)
{
    const auto query = run(name, values);
    if (!query)
        return tl::unexpected(query.error());
    QVariant result = (*query)->next() ? (*query)->value(0) : QVariant();
    (*query)->finish();
    return result;
}

models::Result<void> Database::begin()
{
    return runScript(QStringLiteral("begin"));
}

models::Result<void> Database::commit()
{
    return runScript(QStringLiteral("commit"));
}

void Database::rollback()
{
    if (auto done = runScript(QStringLiteral("rollback")); !done)
        close();
}

Error Database::takeError(const QSqlError &error)
{
    const QString state = error.nativeErrorCode();
    Error result{codeOf(state, error), {{QStringLiteral("sqlstate"), state}, {QStringLiteral("database"), m_info.displayName()}},
                 error.databaseText().trimmed()};
    if (isConnectionLost(result)) {
        qCInfo(log).noquote().nospace() << "event=connection_lost database=" << m_info.displayName() << " sqlstate=" << state << " detail=" << result.detail;
        // Not close(): the query that failed is still on the stack of the caller. A closed handle is dropped at the next open().
        handle().close();
    }
    return result;
}

bool isConnectionLost(const Error &error)
{
    return error.code == ErrorCode::DatabaseUnreachable;
}

} // namespace vigie::storage
