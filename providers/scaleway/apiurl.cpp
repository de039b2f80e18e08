#include "providers/scaleway/apiurl.h"

#include <QHostAddress>

namespace vigie::providers::scaleway {

using namespace Qt::StringLiterals;

namespace {

bool isLoopback(const QString &host)
{
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

} // namespace

tl::expected<QUrl, QString> apiUrl(const QUrl &base, const QStringList &segments, const Query &query)
{
    const bool isEncrypted = base.scheme() == "https"_L1;
    if (!base.isValid() || base.host().isEmpty() || (!isEncrypted && base.scheme() != "http"_L1))
        return tl::unexpected(u"the API's address is not an http URL"_s);
    if (!isEncrypted && !isLoopback(base.host()))
        return tl::unexpected(u"the API's address is not encrypted (http), and the key is not sent over it"_s);

    QByteArray url = base.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash).toEncoded();
    while (url.endsWith('/'))
        url.chop(1);
    for (const QString &segment : segments) {
        if (segment.isEmpty() || segment == "."_L1 || segment == ".."_L1)
            return tl::unexpected(u"an id is empty or not one"_s);
        url += '/' + QUrl::toPercentEncoding(segment);
    }
    char separator = '?';
    for (const auto &[name, value] : query) {
        url += separator + QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
        separator = '&';
    }
    const QUrl result = QUrl::fromEncoded(url, QUrl::StrictMode);
    if (!result.isValid())
        return tl::unexpected(u"not a URL: "_s + result.errorString());
    return result;
}

} // namespace vigie::providers::scaleway
