#pragma once

#include "providers/callcontext.h"
#include "providers/httpclient.h"

#include <chrono>
#include <functional>
#include <optional>

namespace vigie::providers {

/// When a request may be sent again by us.
enum class RetryRule {
    Read,   ///< reading, or setting to a value: on no answer, 429, 500, 502, 503, 504
    Create, ///< on 429, and when nothing was sent
    Action  ///< on 429 alone
};

enum class Waited { Elapsed, Stopped };

/// Waits that long, or less when the context's stop is requested. A test gives one that does not wait.
using Sleeper = std::function<Waited(std::chrono::milliseconds, const CallContext &)>;
/// Really waits, on a condition variable that a requested stop wakes.
Waited sleepFor(std::chrono::milliseconds time, const CallContext &context);

using HttpResult = tl::expected<HttpAnswer, TransportError>;

constexpr int maxTries = 5;

/// How long to wait before the next try, after `tries` of them ended in this result: 1, 2, 4, 8 s and up to a quarter more, as
/// `jitter` in [0, 1) says, or what Retry-After asks for. Nothing when the result is final by the rule or by their number.
std::optional<std::chrono::milliseconds> nextTry(RetryRule rule, int tries, const HttpResult &result, double jitter);

/// Sends, and sends again by the rule while the deadline leaves time for the wait. One try to read has a third of the time
/// that is left, at least 5 s: a connection that died silently does not use up the whole of it.
HttpResult sendWithRetries(HttpClient &client, const HttpRequest &request, RetryRule rule, const CallContext &context,
                           const Sleeper &sleeper = sleepFor);

} // namespace vigie::providers
