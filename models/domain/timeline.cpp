#include "models/domain/timeline.h"

#include <algorithm>
#include <queue>
#include <tuple>
#include <vector>

namespace vigie::models {

namespace {

/// A claim of one action on a stretch of time. The greatest one of those that hold at an instant is shown.
struct Claim {
    SegmentKind kind;
    ActionCode code;
    Instant since; ///< as recorded, for the order among claims
    std::int64_t id;
    Instant from;  ///< within the attempt
    Instant to;

    /// Working wins over waiting, then the later one, which is inside the earlier; the id settles what is left.
    auto rank() const { return std::tuple(kind == SegmentKind::Working, since, id); }
    friend bool operator<(const Claim &left, const Claim &right) { return left.rank() < right.rank(); }
};

struct Extent {
    Instant from;
    Instant to;
};

bool hasComeToRest(Status status)
{
    return status == Status::Ready || isFailed(status) || isGone(status);
}

bool isUnderWay(const InstanceDetails &details, int attempt)
{
    const Transition *last = nullptr;
    for (const Transition &each : details.transitions) {
        if (each.attempt > attempt)
            return false;
        if (each.attempt == attempt && (!last || each.version >= last->version))
            last = &each;
    }
    const auto later = [attempt](const Action &each) { return each.attempt > attempt; };
    if (details.instance.attempt > attempt || std::any_of(details.actions.begin(), details.actions.end(), later))
        return false;
    return !hasComeToRest(last ? last->to : details.instance.status);
}

/// From the first record to the end, or nothing for an attempt without any record.
std::optional<Extent> extentOf(const InstanceDetails &details, int attempt, Instant now)
{
    std::optional<Extent> extent;
    const auto begins = [&extent](Instant at) {
        extent = extent ? Extent{std::min(extent->from, at), std::max(extent->to, at)} : Extent{at, at};
    };
    for (const Transition &each : details.transitions) {
        if (each.attempt == attempt)
            begins(each.at);
    }
    for (const Action &each : details.actions) {
        if (each.attempt == attempt) {
            begins(each.queuedAt);
            extent->to = std::max({extent->to, each.startedAt.value_or(each.queuedAt), each.endedAt.value_or(each.queuedAt)});
        }
    }
    if (extent && isUnderWay(details, attempt))
        extent->to = std::max(extent->to, now);
    return extent;
}

std::vector<Claim> claimsOf(const InstanceDetails &details, int attempt, const Extent &extent)
{
    std::vector<Claim> claims;
    const auto add = [&](SegmentKind kind, const Action &action, Instant since, Instant until) {
        const Claim claim{kind, action.code, since, action.id, std::max(since, extent.from), std::min(until, extent.to)};
        if (claim.from < claim.to) // an end before its start is a record that claims no time
            claims.push_back(claim);
    };
    for (const Action &each : details.actions) {
        if (each.attempt != attempt)
            continue;
        const Instant end = each.endedAt.value_or(extent.to);
        add(SegmentKind::Waiting, each, each.queuedAt, each.startedAt.value_or(end));
        if (each.startedAt)
            add(SegmentKind::Working, each, *each.startedAt, end);
    }
    std::sort(claims.begin(), claims.end(), [](const Claim &left, const Claim &right) { return left.from < right.from; });
    return claims;
}

void append(QVector<Segment> &segments, const Segment &segment)
{
    if (!segments.isEmpty() && segments.last().kind == segment.kind && segments.last().code == segment.code)
        segments.last().to = segment.to;
    else
        segments.append(segment);
}

} // namespace

QVector<StatusSpan> statusSpans(const QVector<Transition> &transitions)
{
    QVector<Transition> ordered = transitions;
    std::stable_sort(ordered.begin(), ordered.end(), [](const Transition &left, const Transition &right) { return left.version < right.version; });
    QVector<StatusSpan> spans;
    spans.reserve(ordered.size());
    for (const Transition &each : std::as_const(ordered)) {
        // The version is the order; a clock that was set back must not make a stretch of negative length.
        const Instant from = spans.isEmpty() ? each.at : std::max(each.at, spans.last().from);
        if (!spans.isEmpty())
            spans.last().to = from;
        spans.append({each.to, each.toName, each.attempt, from, std::nullopt});
    }
    return spans;
}

QVector<Segment> segmentsOfAttempt(const InstanceDetails &details, int attempt, Instant now)
{
    const std::optional<Extent> extent = extentOf(details, attempt, now);
    if (!extent)
        return {};
    const std::vector<Claim> claims = claimsOf(details, attempt, *extent);
    std::vector<Instant> cuts{extent->from, extent->to};
    for (const Claim &each : claims) {
        cuts.push_back(each.from);
        cuts.push_back(each.to);
    }
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());

    QVector<Segment> segments;
    std::priority_queue<Claim> holding; // claims that are over leave it only when they come to its top
    auto next = claims.begin();
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
        for (; next != claims.end() && next->from <= cuts[i]; ++next)
            holding.push(*next);
        while (!holding.empty() && holding.top().to <= cuts[i])
            holding.pop();
        if (holding.empty())
            append(segments, {SegmentKind::Unattributed, std::nullopt, cuts[i], cuts[i + 1]});
        else
            append(segments, {holding.top().kind, holding.top().code, cuts[i], cuts[i + 1]});
    }
    return segments;
}

} // namespace vigie::models
