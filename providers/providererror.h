#pragma once

#include "models/domain/error.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

namespace vigie::providers {

/// What a failed request means for what is done next. An error is never read as absence: only Gone says that the thing is
/// not there, and it comes from a typed 404 (or 410) for the id that was asked.
enum class ErrorClass {
    Unsent,     ///< nothing left this machine (DNS, connection refused, TLS): nothing can have happened
    Ambiguous,  ///< it may have taken effect: time-out or close after sending, 5xx, a malformed or untyped answer
    Rate,       ///< 429: slow down, nothing happened
    Capacity,   ///< no stock, or no capacity at power-on
    Quota,      ///< a quota refused it
    Auth,       ///< the credentials are not accepted
    Permission, ///< the credentials lack a right
    Invalid,    ///< the arguments are refused: asking again will not help
    Busy,       ///< the resource is in between two states, or still in use
    Locked,     ///< locked by the provider, or protected
    Gone,       ///< not found: the id is known not to exist
    Cancelled   ///< we gave up by ourselves (stop requested) before anything was sent
};

/// A stable name, `ambiguous`, for logs and storage.
QLatin1String toName(ErrorClass errorClass);
/// What the domain calls an error of this class where the provider gave no better reason.
models::ErrorCode codeOf(ErrorClass errorClass);

/// A request to a provider that failed, with all that is needed to decide, and to show what the provider said.
struct ProviderError {
    ErrorClass errorClass = ErrorClass::Ambiguous;
    models::ErrorCode code = models::ErrorCode::ProviderUnreachable; ///< the domain's code for people
    int httpStatus = 0;      ///< 0 when there was no answer
    QString type;            ///< the provider's own error type, `out_of_stock`
    QString message;         ///< the provider's own sentence, or the transport's
    QString resource;        ///< what it is about, as the provider names it
    QStringList arguments;   ///< the arguments that it refuses, of class Invalid
    QString requestId;       ///< X-Request-Id of the answer
    QByteArray rawBody;      ///< as answered, at most 64 kB, without secrets

    /// As the domain's error: the code, parameters `class`, `status`, `type`, `resource`, `arguments`, `request_id` (those that
    /// are known), and the message as detail.
    models::Error toError() const;
};

template <class T>
using ProviderResult = tl::expected<T, ProviderError>;

} // namespace vigie::providers
