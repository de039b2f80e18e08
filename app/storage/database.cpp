#include "app/storage/database.h"

#include "app/storage/sqlcatalogue.h"

#include <QLoggingCategory>
#include <QSqlDriver>
#include <QSqlError>

#include <algorithm>
#include <array>
#include <atomic>
#include <utility>

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
    SqlState{"25P03", ErrorCode::DatabaseUnreachable}, SqlState{"25006", ErrorCode::DatabaseUnreachable}, SqlState{"53300", ErrorCode::DatabaseUnreachable},
    SqlState{"53100", ErrorCode::DiskFull},          SqlState{"28", ErrorCode::DatabaseRefused},
    SqlState{"3D", ErrorCode::DatabaseRefused},      SqlState{"42501", ErrorCode::DatabaseRefused},
};

// A connection that does not come about has no state, only a text. These are refusals, which trying again does not mend; any other (or
// one in another language) is taken for a server that is not there now.
constexpr std::array refusals{
    "authentication failed", "no password supplied", "no pg_hba.conf entry", "does not exist", "is not permitted to log in",
    "permission denied", "invalid connection option", "invalid sslmode", "certificate",
};

bool isRefusal(const QString &text)
{
    return std::any_of(refusals.begin(), refusals.end(), [&text](const char *each) { return text.contains(QLatin1String(each)); });
}

ErrorCode codeOf(const QString &sqlState, const QSqlError &error)
{
    for (const SqlState &each : sqlStates) {
        if (sqlState.startsWith(QLatin1String(each.prefix)))
            return each.code;
    }
    if (sqlState.isEmpty() && error.type() == QSqlError::ConnectionError && isRefusal(error.databaseText()))
        return ErrorCode::DatabaseRefused;
    // A query on a connection that was lost before fails without any text, and one that never connected without a state.
    return sqlState.isEmpty() || error.type() == QSqlError::ConnectionError ? ErrorCode::DatabaseUnreachable : ErrorCode::Internal;
}

/// An option as libpq reads it. QPSQL makes a space of a semicolon.
QString option(const QString &key, QString value)
{
    value.replace(u'\\', QLatin1String("\\\\")).replace(u'\'', QLatin1String("\\'"));
    return key + QLatin1String("='") + value + QLatin1Char('\'');
}

QString optionsText(const ConnectionInfo &info, const QString &applicationName)
{
    QStringList parts{QStringLiteral("connect_timeout=3"), QStringLiteral("tcp_user_timeout=5000"), QStringLiteral("keepalives_idle=5"),
                      QStringLiteral("keepalives_interval=2"), QStringLiteral("keepalives_count=3"),
                      option(QStringLiteral("application_name"), applicationName)};
    for (auto each = info.options.constBegin(); each != info.options.constEnd(); ++each) {
        if (each.key() != QLatin1String("application_name"))
            parts << option(each.key(), each.value());
    }
    return parts.join(QLatin1Char(';'));
}

/// QPSQL would bind a text that is null, as every default-constructed one, as SQL's null. A null of SQL is a null variant.
QVariant bindable(const QVariant &value)
{
    const bool isText = value.metaType().id() == QMetaType::QString && !value.isNull();
    return isText && value.toString().isNull() ? QVariant(QStringLiteral("")) : value;
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
    if (m_inTransaction) {
        close();
        return models::fail(ErrorCode::DatabaseUnreachable, {{QStringLiteral("database"), m_info.displayName()}}, QStringLiteral("lost in a transaction"));
    }
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
    m_inTransaction = false;
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
        // Not forward only: QPSQL would give the first row before the statement is committed, and lose an error that comes after it.
        if (!fresh->prepare(sqlCatalogue().statement(name)))
            return tl::unexpected(takeError(fresh->lastError()));
        found = m_prepared.emplace(name, std::move(fresh)).first;
    }
    const auto &query = found->second;
    for (qsizetype i = 0; i < values.size(); ++i)
        query->bindValue(static_cast<int>(i), bindable(values[i]));
    if (!query->exec()) {
        Error error = takeError(query->lastError());
        // Another program's migration changed what it gives, or the server forgot it: it is prepared anew at its next use.
        const QString state = error.params.value(QStringLiteral("sqlstate"));
        if (state == QLatin1String("0A000") || state == QLatin1String("26000"))
            m_prepared.erase(found);
        return tl::unexpected(std::move(error));
    }
    return query.get();
}

models::Result<void> Database::runScript(const QString &sql)
{
    if (!isOpen()) {
        if (auto opened = open(); !opened)
            return opened;
    }
    QSqlQuery query(handle());
    // exec() tells of the first statement alone; what a later one says is in the results that follow.
    bool good = query.exec(sql);
    while (good && query.nextResult()) { }
    if (!good || query.lastError().isValid())
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

bool Database::listen(const QString &channel, QObject *context, std::function<void()> heard)
{
    QSqlDriver *driver = handle().driver();
    QObject::connect(driver, &QSqlDriver::notification, context, [channel, heard = std::move(heard)](const QString &name) {
        if (name == channel)
            heard();
    });
    return driver->subscribeToNotification(channel);
}

models::Result<void> Database::begin(Isolation isolation)
{
    auto begun = runScript(isolation == Isolation::Committed ? QStringLiteral("begin")
                                                             : QStringLiteral("begin transaction isolation level repeatable read read only"));
    m_inTransaction = begun.has_value();
    return begun;
}

models::Result<void> Database::commit()
{
    auto committed = runScript(QStringLiteral("commit"));
    m_inTransaction = m_inTransaction && !committed;
    return committed;
}

void Database::rollback()
{
    if (auto done = isOpen() ? runScript(QStringLiteral("rollback")) : models::Result<void>(); !done)
        close();
    m_inTransaction = false;
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
        m_inTransaction = false; // the caller is told
    }
    return result;
}

bool isConnectionLost(const Error &error)
{
    return error.code == ErrorCode::DatabaseUnreachable;
}

} // namespace vigie::storage
