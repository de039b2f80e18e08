#include "providers/httpclient.h"

#include "providers/oncebody.h"

#include <QEventLoop>
#include <QLoggingCategory>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <optional>

Q_LOGGING_CATEGORY(httpLog, "vigie.provider.http")

namespace vigie::providers {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array verbs{"GET", "POST", "PUT", "PATCH", "DELETE"};
constexpr qint64 readBufferBytes = 1024 * 1024; // what Qt may hold of an answer before we have counted it

/// Errors that come before the first byte of the request is written.
constexpr std::array beforeSending{
    QNetworkReply::ConnectionRefusedError, QNetworkReply::HostNotFoundError, QNetworkReply::SslHandshakeFailedError,
    QNetworkReply::ProxyConnectionRefusedError, QNetworkReply::ProxyNotFoundError, QNetworkReply::ProtocolUnknownError};

QNetworkRequest toQt(const HttpRequest &request)
{
    QUrl url = request.url;
    url.setUserInfo({});
    url.setFragment({});
    QNetworkRequest qt(url);
    qt.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    qt.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    qt.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, false);
    qt.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    qt.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    qt.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    qt.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    qt.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    for (const auto &[name, value] : request.headers)
        qt.setRawHeader(name, value);
    // Set explicitly, so that Qt neither asks for gzip nor unpacks it: a small answer cannot become a huge one.
    qt.setRawHeader("Accept-Encoding", "identity");
    if (request.method != HttpMethod::Get || !request.body.isEmpty()) {
        qt.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        qt.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
    }
    return qt;
}

HttpAnswer toAnswer(const QNetworkReply &reply, QByteArray body)
{
    HttpAnswer answer;
    answer.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.reason = reply.attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString();
    answer.headers = reply.rawHeaderPairs();
    answer.body = std::move(body);
    return answer;
}

/// Whether the error is only Qt's view of an HTTP status, and the answer is whole.
bool isStatusError(QNetworkReply::NetworkError error)
{
    return error == QNetworkReply::NoError || error == QNetworkReply::ProxyAuthenticationRequiredError // 407
        || error == QNetworkReply::ProtocolInvalidOperationError // 400, 418
        || (error > QNetworkReply::UnknownProxyError && error < QNetworkReply::ProtocolUnknownError)
        || (error >= QNetworkReply::InternalServerError && error <= QNetworkReply::UnknownServerError);
}

/// Whether a status line came, and as many bytes as were announced: at a connection's end Qt does not always compare.
bool isWhole(const QNetworkReply &reply, const QByteArray &received)
{
    const QVariant announced = reply.header(QNetworkRequest::ContentLengthHeader);
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid()
        && (!announced.isValid() || announced.toLongLong() == received.size());
}

/// Why there is no whole answer, and whether the other side may have acted on the request all the same.
TransportError whyNot(const QNetworkReply &reply, const OnceBody *body, std::optional<TransportError::Kind> gaveUp, std::int64_t maxBytes)
{
    using Kind = TransportError::Kind;
    // A body that was not read to its end was not sent whole, whatever happened: nobody can have acted on it. Without a body only
    // an error that precedes sending proves as much; a time-out then counts as sent.
    const bool isRefused = !gaveUp && std::find(beforeSending.begin(), beforeSending.end(), reply.error()) != beforeSending.end();
    const bool reached = body && !body->isEmpty() ? body->atEnd() : !isRefused;
    if (!gaveUp)
        return {reached ? Kind::Ambiguous : Kind::Unsent, reached, reply.error() == QNetworkReply::NoError ? u"the answer was cut"_s : reply.errorString()};
    if (*gaveUp == Kind::TooLarge)
        return {*gaveUp, reached, u"the answer is longer than "_s + QString::number(maxBytes) + u" bytes"_s};
    return {*gaveUp, reached, *gaveUp == Kind::TimedOut ? u"no whole answer within the time given"_s : u"stopped while waiting for the answer"_s};
}

} // namespace

QByteArray HttpAnswer::header(const QByteArray &name) const
{
    const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto &each) {
        return each.first.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == headers.end() ? QByteArray() : found->second;
}

HttpClient::HttpClient()
{
    m_manager.setAutoDeleteReplies(false);
    m_manager.setStrictTransportSecurityEnabled(false);
}

HttpClient::~HttpClient() = default;

tl::expected<HttpAnswer, TransportError> HttpClient::send(const HttpRequest &request, const CallContext &context)
{
    using Kind = TransportError::Kind;
    if (context.stop.stop_requested())
        return tl::unexpected(TransportError{Kind::Cancelled, false, u"stopped before sending"_s});
    if (context.deadline.hasExpired())
        return tl::unexpected(TransportError{Kind::TimedOut, false, u"the deadline had passed before sending"_s});
    if (!request.url.isValid() || request.url.host().isEmpty())
        return tl::unexpected(TransportError{Kind::Unsent, false, u"not a usable URL: "_s + request.url.errorString()});

    const bool once = request.method != HttpMethod::Get || !request.body.isEmpty();
    std::unique_ptr<OnceBody> body; // outlives the reply, which reads from it
    if (once) {
        body = std::make_unique<OnceBody>(request.body);
        m_manager.clearConnectionCache();
    }

    QEventLoop loop;
    // A custom verb carries the device for DELETE too; deleteResource() has no body, and would be sent again.
    const std::unique_ptr<QNetworkReply> reply(
        once ? m_manager.sendCustomRequest(toQt(request), verbs[static_cast<std::size_t>(request.method)], body.get())
             : m_manager.get(toQt(request)));
    reply->setReadBufferSize(readBufferBytes);

    std::optional<Kind> gaveUp;
    const auto giveUp = [&](Kind kind) {
        if (!gaveUp)
            gaveUp = kind;
        loop.quit();
    };
    QByteArray received;
    const auto take = [&] {
        received += reply->readAll();
        const qint64 announced = reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
        if (received.size() > request.maxAnswerBytes || announced > request.maxAnswerBytes)
            giveUp(Kind::TooLarge);
    };
    QObject::connect(reply.get(), &QIODevice::readyRead, &loop, take);
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);

    QTimer timer;
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, &loop, [&] { giveUp(Kind::TimedOut); });
    if (!context.deadline.isForever())
        timer.start(std::chrono::milliseconds(std::max<qint64>(1, context.deadline.remainingTime())));
    {
        // The callback may run in any thread; quit is queued to the loop, and the callback's destructor waits for it.
        const std::stop_callback onStop(context.stop,
                                        [&loop] { QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection); });
        if (!reply->isFinished() && !gaveUp)
            loop.exec();
    }
    if (!reply->isFinished() && !gaveUp)
        gaveUp = Kind::Cancelled;
    if (reply->isFinished() && !gaveUp)
        take(); // what is left since the last readyRead; may find it too large

    const QNetworkReply::NetworkError error = reply->error();
    if (!gaveUp && isStatusError(error) && isWhole(*reply, received))
        return toAnswer(*reply, std::move(received));

    const TransportError failure = whyNot(*reply, body.get(), gaveUp, request.maxAnswerBytes);
    qCDebug(httpLog).noquote().nospace() << "request=failed verb=" << verbs[static_cast<std::size_t>(request.method)] << " path="
                                         << request.url.path() << " error=" << static_cast<int>(error)
                                         << " reached=" << failure.mayHaveReached;
    if (!reply->isFinished()) {
        reply->disconnect(&loop);
        reply->abort();
    }
    return tl::unexpected(failure);
}

} // namespace vigie::providers
