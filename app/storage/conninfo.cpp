#include "app/storage/conninfo.h"

#include <QUrl>
#include <QUrlQuery>

namespace vigie::storage {

using models::ErrorCode;
using models::fail;

namespace {

void setKey(ConnectionInfo &info, const QString &key, const QString &value)
{
    if (key == QLatin1String("host") || key == QLatin1String("hostaddr"))
        info.host = value;
    else if (key == QLatin1String("port"))
        info.port = value.toInt();
    else if (key == QLatin1String("dbname"))
        info.database = value;
    else if (key == QLatin1String("user"))
        info.user = value;
    else if (key == QLatin1String("password"))
        info.password = value;
    else
        info.options.insert(key, value);
}

models::Result<ConnectionInfo> fromUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid())
        return fail(ErrorCode::DatabaseRefused, {{QStringLiteral("text"), url.toDisplayString(QUrl::RemoveUserInfo)}}, url.errorString());
    ConnectionInfo info;
    info.host = url.host();
    info.port = url.port(5432);
    info.database = url.path().mid(1);
    info.user = url.userName(QUrl::FullyDecoded);
    info.password = url.password(QUrl::FullyDecoded);
    const QUrlQuery query(url);
    for (const auto &[key, value] : query.queryItems(QUrl::FullyDecoded))
        setKey(info, key, value);
    return info;
}

/// libpq's own grammar: keys and values around `=`, a value with spaces in single quotes, backslash escapes.
models::Result<ConnectionInfo> fromPairs(const QString &text)
{
    ConnectionInfo info;
    qsizetype at = 0;
    const auto skipSpace = [&] { while (at < text.size() && text[at].isSpace()) ++at; };
    for (skipSpace(); at < text.size(); skipSpace()) {
        const qsizetype equals = text.indexOf(u'=', at);
        if (equals < 0)
            return fail(ErrorCode::DatabaseRefused, {{QStringLiteral("text"), QStringLiteral("key=value")}}, text.mid(at, 40));
        const QString key = text.mid(at, equals - at).trimmed();
        at = equals + 1;
        skipSpace();
        const bool quoted = at < text.size() && text[at] == u'\'';
        at += quoted ? 1 : 0;
        QString value;
        bool closed = !quoted;
        for (; at < text.size(); ++at) {
            if (text[at] == u'\\' && at + 1 < text.size()) {
                value += text[++at];
            } else if (quoted && text[at] == u'\'') {
                closed = true;
                ++at;
                break;
            } else if (!quoted && text[at].isSpace()) {
                break;
            } else {
                value += text[at];
            }
        }
        if (!closed || key.isEmpty())
            return fail(ErrorCode::DatabaseRefused, {{QStringLiteral("text"), QStringLiteral("key='value'")}}, key);
        setKey(info, key, value);
    }
    return info;
}

} // namespace

QString ConnectionInfo::displayName() const
{
    return host.isEmpty() ? database : host + QLatin1Char('/') + database;
}

models::Result<ConnectionInfo> parseConnectionInfo(const QString &text)
{
    const bool isUrl = text.startsWith(QLatin1String("postgresql://")) || text.startsWith(QLatin1String("postgres://"));
    return isUrl ? fromUrl(text) : fromPairs(text);
}

} // namespace vigie::storage
