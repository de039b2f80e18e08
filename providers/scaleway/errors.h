#pragma once

#include "providers/httpclient.h"
#include "providers/providererror.h"
#include "providers/secret.h"

#include <QString>

namespace vigie::providers::scaleway {

/// What a request was for: the same refusal means different things. A 404 that answers a create is about one of its arguments.
enum class Phase { Read, Create, Change };

/// The class of an answer by the provider's error type (empty: none was given), its HTTP status, and the phase. Total: what is not
/// known, every 5xx, and an untyped 404 are Ambiguous. Source: the API's error types as its SDK parses them.
ErrorClass classOf(const QString &type, int status, Phase phase);

/// An answer that is not 2xx. A typed 404 is Gone only when it is about `askedId`.
ProviderError errorOf(const HttpAnswer &answer, Phase phase, const QString &askedId, const Secret &secret);
/// No whole answer.
ProviderError errorOf(const TransportError &error, Phase phase);
/// A 2xx answer that does not say what it should: the request was carried out, or something else answered.
ProviderError malformed(const HttpAnswer &answer, const QString &what, const Secret &secret);
/// Refused by ourselves before sending.
ProviderError refused(ErrorClass errorClass, const QString &why);

/// Whether a create failed because of its image or root volume, so that the image is to be resolved anew.
bool isAboutBootImage(const ProviderError &error);

} // namespace vigie::providers::scaleway
