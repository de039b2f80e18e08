#include "app/postgres/serversession.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QUuid>

namespace vigie::postgres {

using namespace Qt::StringLiterals;

namespace {

constexpr auto duplicateDatabase = "42P04"_L1;
constexpr auto uniqueViolation = "23505"_L1;

tl::unexpected<models::Error> refusal(const QSqlError &error)
{
    const bool unreachable = error.type() == QSqlError::ConnectionError;
    const auto code = unreachable ? models::ErrorCode::DatabaseUnreachable : models::ErrorCode::DatabaseRefused;
    return models::fail(code, {{u"sqlState"_s, error.nativeErrorCode()}}, error.databaseText().trimmed());
}

} // namespace

ServerSession::ServerSession(const ServerAddress &address, const QString &database)
    : m_address(address)
    , m_database(database)
    , m_connection("vigie-postgres-"_L1 + QUuid::createUuid().toString(QUuid::WithoutBraces))
{
}

ServerSession::~ServerSession()
{
    if (QSqlDatabase::contains(m_connection))
        QSqlDatabase::removeDatabase(m_connection);
}

models::Result<void> ServerSession::open()
{
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QPSQL"_s, m_connection);
    if (!database.isValid())
        return models::fail(models::ErrorCode::DatabaseUnreachable, {{u"package"_s, u"libqt6sql6-psql"_s}}, database.lastError().text());
    database.setHostName(m_address.socketDirectory);
    database.setPort(m_address.port);
    database.setUserName(u"vigie"_s);
    database.setDatabaseName(m_database);
    database.setConnectOptions("connect_timeout=5;application_name="_L1 + m_address.applicationName);
    if (!database.open())
        return refusal(database.lastError());
    return {};
}

models::Result<QList<QVariantList>> ServerSession::ask(const QString &sql, const QVariantList &values)
{
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    query.setForwardOnly(true);
    bool good = true;
    if (values.isEmpty()) {
        good = query.exec(sql);
    } else {
        good = query.prepare(sql);
        for (const QVariant &value : values)
            query.addBindValue(value);
        good = good && query.exec();
    }
    if (!good)
        return refusal(query.lastError());
    QList<QVariantList> rows;
    const int columns = query.record().count();
    while (query.next()) {
        QVariantList row;
        for (int column = 0; column < columns; ++column)
            row.append(query.value(column));
        rows.append(row);
    }
    return rows;
}

models::Result<void> ensureDatabase(const ServerAddress &address, const QString &name)
{
    ServerSession session(address, u"postgres"_s);
    if (auto opened = session.open(); !opened)
        return opened;
    const auto present = session.ask(u"select 1 from pg_database where datname = ?"_s, {name});
    if (!present)
        return tl::unexpected(present.error());
    if (!present->isEmpty())
        return {};
    QString quoted = name;
    quoted.replace(u'"', "\"\""_L1);
    const auto made = session.ask("create database \""_L1 + quoted + u'"');
    const QString state = made ? QString() : made.error().params.value(u"sqlState"_s);
    if (!made && state != duplicateDatabase && state != uniqueViolation)
        return tl::unexpected(made.error());
    return {};
}

} // namespace vigie::postgres
