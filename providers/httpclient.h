#pragma once

#include "providers/callcontext.h"

#include <QByteArray>
#include <QList>
#include <QNetworkAccessManager>
#include <QPair>
#include <QString>
#include <QUrl>

#include <cstdint>
#include <tl/expected.hpp>

namespace vigie::providers {

enum class HttpMethod { Get, Post, Put, Patch, Delete };

struct HttpRequest {
    HttpMethod method = HttpMethod::Get;
    QUrl url{};
    QList<QPair<QByteArray, QByteArray>> headers{};
    QByteArray body{};
    std::int64_t maxAnswerBytes = 32LL * 1024 * 1024; ///< a longer answer is an error, and is not read further
};

struct HttpAnswer {
    int status = 0;
    QString reason;
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;

    /// The header's value, by its name in any case; empty when absent.
    QByteArray header(const QByteArray &name) const;
};

/// No whole answer came. Unsent: the request cannot have reached the other side; Ambiguous: it may have.
/// TimedOut, Cancelled and TooLarge say why we stopped; mayHaveReached says whether the other side may have acted on it.
struct TransportError {
    enum class Kind { Unsent, Ambiguous, TimedOut, Cancelled, TooLarge };
    Kind kind = Kind::Ambiguous;
    bool mayHaveReached = true;
    QString detail; ///< the transport's own sentence, with neither headers nor a query in it
};

/// HTTP/1.1 for worker threads: each call blocks until the answer, the deadline or a requested stop. An object belongs to the
/// thread that made it. Every request with a body, and every request at all that is not a GET, reaches the other side at most
/// once: QNetworkAccessManager on its own repeats a POST when the connection closes under it, so bodies, empty ones too, go out
/// from a sequential device with an explicit length. Such a request also gets a connection of its own: one that was kept alive
/// may be closing at that moment, and its loss would leave the outcome unknown. A GET may be repeated by Qt.
///
/// Redirects are never followed (the token would go with them), answers never decompressed (none is asked for), cookies and
/// caches not used. Answers of every status are answers. Whether a chunked answer was cut between two chunks is not to be seen
/// (Qt takes the connection's end for the answer's): its reader must know a whole one, as a JSON parser does. The nested event loop of a call also runs the thread's other events.
class HttpClient {
public:
    HttpClient();
    ~HttpClient();
    HttpClient(const HttpClient &) = delete;
    HttpClient &operator=(const HttpClient &) = delete;

    tl::expected<HttpAnswer, TransportError> send(const HttpRequest &request, const CallContext &context);

private:
    QNetworkAccessManager m_manager;
};

} // namespace vigie::providers
