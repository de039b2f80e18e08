#include "providers/retry.h"

#include <QLoggingCategory>
#include <QRandomGenerator>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>

Q_LOGGING_CATEGORY(retryLog, "vigie.provider.retry")

namespace vigie::providers {

namespace {

using std::chrono::milliseconds;

constexpr std::array transientStatuses{500, 502, 503, 504};
constexpr int tooManyRequests = 429;
constexpr milliseconds leastTry{5000};
constexpr int longestRetryAfterSeconds = 3600; // the deadline decides; this only keeps the arithmetic sane

bool mayRepeat(RetryRule rule, const HttpResult &result)
{
    using Kind = TransportError::Kind;
    if (!result) {
        const Kind kind = result.error().kind;
        switch (rule) {
        case RetryRule::Read: return kind == Kind::Unsent || kind == Kind::Ambiguous || kind == Kind::TimedOut;
        case RetryRule::Create: return kind == Kind::Unsent;
        case RetryRule::Action: return false;
        }
        return false;
    }
    if (result->status == tooManyRequests)
        return true;
    return rule == RetryRule::Read
           && std::find(transientStatuses.begin(), transientStatuses.end(), result->status) != transientStatuses.end();
}

CallContext oneTry(RetryRule rule, const CallContext &context)
{
    CallContext each = context;
    if (rule == RetryRule::Read && !context.deadline.isForever()) {
        const milliseconds left(context.deadline.remainingTime());
        each.deadline = QDeadlineTimer(std::min(left, std::max(leastTry, left / 3)));
    }
    return each;
}

} // namespace

Waited sleepFor(milliseconds time, const CallContext &context)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    wake.wait_for(lock, context.stop, time, [] { return false; });
    return context.stop.stop_requested() ? Waited::Stopped : Waited::Elapsed;
}

std::optional<milliseconds> nextTry(RetryRule rule, int tries, const HttpResult &result, double jitter)
{
    if (tries >= maxTries || !mayRepeat(rule, result))
        return std::nullopt;
    const double base = 1000.0 * static_cast<double>(1 << (tries - 1));
    milliseconds wait(static_cast<std::int64_t>(base * (1.0 + 0.25 * jitter)));
    if (result) {
        bool isNumber = false;
        const int seconds = result->header("Retry-After").trimmed().toInt(&isNumber);
        if (isNumber && seconds >= 0)
            wait = std::max(wait, milliseconds(1000LL * std::min(seconds, longestRetryAfterSeconds)));
    }
    return wait;
}

HttpResult sendWithRetries(HttpClient &client, const HttpRequest &request, RetryRule rule, const CallContext &context,
                           const Sleeper &sleeper)
{
    for (int tries = 1;; ++tries) {
        HttpResult result = client.send(request, oneTry(rule, context));
        if (context.stop.stop_requested())
            return result;
        const std::optional<milliseconds> wait = nextTry(rule, tries, result, QRandomGenerator::global()->generateDouble());
        if (!wait || (!context.deadline.isForever() && context.deadline.remainingTime() <= wait->count()))
            return result;
        qCInfo(retryLog).noquote().nospace() << "retry=" << tries << " wait_ms=" << wait->count() << " path=" << request.url.path()
                                             << " status=" << (result ? result->status : 0);
        if (sleeper(*wait, context) == Waited::Stopped) {
            // The last try is over and had no effect, or is a read: stopping is all that there is to say.
            return tl::unexpected(
                TransportError{TransportError::Kind::Cancelled, false, QStringLiteral("stopped while waiting to try again")});
        }
    }
}

} // namespace vigie::providers
