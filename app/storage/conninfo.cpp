#include "app/storage/conninfo.h"

#include <QUrl>

namespace vigie::storage {

using models::ErrorCode;
using models::fail;

namespace {

constexpr int highestPort = 65535;

/// Nothing of the text itself is told: any part of it may be the password.
tl::unexpected<models::Error> refused(const QString &what)
{
    return fail(ErrorCode::DatabaseRefused, {{QStringLiteral("text"), what}}, what);
}

models::Result<void> setKey(ConnectionInfo &info, const QString &key, const QString &value)
{
    for (const QChar letter : key) {
        if (letter.unicode() > 0x7f || (!letter.isLetterOrNumber() && letter != u'_'))
            return refused(QStringLiteral("key=value"));
    }
    if (key.isEmpty() || value.contains(QChar(u'\0')))
        return refused(QStringLiteral("key=value"));
    if (key == QLatin1String("port")) {
        bool good = false;
        info.port = value.toInt(&good);
        if (!good || info.port < 1 || info.port > highestPort)
            return refused(QStringLiteral("port"));
    } else if (key == QLatin1String("host")) {
        info.host = value;
    } else if (key == QLatin1String("dbname")) {
        info.database = value;
    } else if (key == QLatin1String("user")) {
        info.user = value;
    } else if (key == QLatin1String("password")) {
        info.password = value;
    } else if (value.contains(u';')) {
        return refused(key); // QPSQL would make a space of it
    } else {
        info.options.insert(key, value);
    }
    return {};
}

/// Percent-decoding that refuses what is not one.
std::optional<QString> decoded(const QString &text)
{
    for (qsizetype at = text.indexOf(u'%'); at >= 0; at = text.indexOf(u'%', at + 3)) {
        bool good = false;
        (void)text.mid(at + 1, 2).toUInt(&good, 16);
        if (!good || at + 2 >= text.size())
            return std::nullopt;
    }
    return QUrl::fromPercentEncoding(text.toUtf8());
}

/// libpq's grammar, which is not quite a URL's: a host may be a percent-encoded directory, and `+` is a plus.
models::Result<ConnectionInfo> fromUrl(const QString &text)
{
    ConnectionInfo info;
    QVector<QPair<QString, QString>> parts;
    const QString rest = text.mid(text.indexOf(QLatin1String("://")) + 3);
    const QString query = rest.section(u'?', 1);
    const QString beforeQuery = rest.section(u'?', 0, 0);
    parts.append({QStringLiteral("dbname"), beforeQuery.section(u'/', 1)});
    const QString authority = beforeQuery.section(u'/', 0, 0);
    const qsizetype at = authority.lastIndexOf(u'@');
    const QString login = authority.left(std::max<qsizetype>(at, 0));
    parts.append({QStringLiteral("user"), login.section(u':', 0, 0)});
    parts.append({QStringLiteral("password"), login.section(u':', 1)});

    const QString server = authority.mid(at + 1);
    const qsizetype bracket = server.startsWith(u'[') ? server.indexOf(u']') : 0;
    const qsizetype colon = server.indexOf(u':', std::max<qsizetype>(bracket, 0));
    if (bracket < 0 || (bracket > 0 && colon != bracket + 1 && server.size() != bracket + 1))
        return refused(QStringLiteral("host"));
    const QString host = colon < 0 ? server : server.left(colon);
    parts.append({QStringLiteral("host"), bracket > 0 ? host.mid(1, bracket - 1) : host});
    if (colon >= 0)
        parts.append({QStringLiteral("port"), server.mid(colon + 1)});
    for (const QString &option : query.split(u'&', Qt::SkipEmptyParts)) {
        if (!option.contains(u'='))
            return refused(QStringLiteral("?key=value"));
        parts.append({option.section(u'=', 0, 0), option.section(u'=', 1)});
    }
    for (const auto &[rawKey, rawValue] : parts) {
        const auto key = decoded(rawKey);
        const auto value = decoded(rawValue);
        if (!key || !value)
            return refused(QStringLiteral("%-encoding"));
        if (auto set = setKey(info, *key, *value); !set)
            return tl::unexpected(set.error());
    }
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
            return refused(QStringLiteral("key=value"));
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
        if (!closed)
            return refused(QStringLiteral("key='value'"));
        if (auto set = setKey(info, key, value); !set)
            return tl::unexpected(set.error());
    }
    return info;
}

} // namespace

QString ConnectionInfo::displayName() const
{
    const QString server = host.isEmpty() ? options.value(QStringLiteral("hostaddr")) : host;
    return server.isEmpty() ? database : server + QLatin1Char('/') + database;
}

models::Result<ConnectionInfo> parseConnectionInfo(const QString &text)
{
    const bool isUrl = text.startsWith(QLatin1String("postgresql://")) || text.startsWith(QLatin1String("postgres://"));
    return isUrl ? fromUrl(text) : fromPairs(text);
}

} // namespace vigie::storage
