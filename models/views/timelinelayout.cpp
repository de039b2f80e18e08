#include "models/views/timelinelayout.h"

#include <QMap>

#include <algorithm>

namespace vigie::models {

namespace {

constexpr double thinnest = 3;

} // namespace

TimelineLayout::TimelineLayout(const InstanceDetails &details) : m_spans(statusSpans(details.transitions))
{
    addStatuses();
    addActions(details.actions);
    if (m_items.isEmpty())
        return;
    std::stable_sort(m_items.begin(), m_items.end(),
                     [](const TimelineItem &left, const TimelineItem &right) { return left.from < right.from; });
    m_first = m_items.first().from;
    m_lastEvent = m_first;
    for (const TimelineItem &item : std::as_const(m_items)) {
        m_lastEvent = std::max({m_lastEvent, item.from, item.worksFrom.value_or(item.from), item.to.value_or(item.from)});
        m_open = m_open || !item.to;
    }
    addBlocks();
}

void TimelineLayout::addStatuses()
{
    for (int i = 0; i < m_spans.size(); ++i) {
        const StatusSpan &span = m_spans.at(i);
        m_items.append({TimelineItem::Kind::Status, i, span.attempt, 0, span.from, span.from, span.to});
    }
}

void TimelineLayout::addActions(const QVector<Action> &actions)
{
    QVector<int> order(actions.size());
    for (int i = 0; i < order.size(); ++i)
        order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](int left, int right) { return actions.at(left).queuedAt < actions.at(right).queuedAt; });
    // Per attempt, the end of the last bar of each lane: an absent end never frees its lane.
    QMap<int, QVector<std::optional<Instant>>> lanes;
    for (const int i : std::as_const(order)) {
        const Action &action = actions.at(i);
        QVector<std::optional<Instant>> &ends = lanes[action.attempt];
        const auto free =
            std::find_if(ends.cbegin(), ends.cend(), [&](const std::optional<Instant> &end) { return end && *end <= action.queuedAt; });
        const int lane = static_cast<int>(free - ends.cbegin());
        if (lane == ends.size())
            ends.append(action.endedAt);
        else
            ends[lane] = action.endedAt;
        m_items.append({TimelineItem::Kind::Action, i, action.attempt, lane, action.queuedAt, action.startedAt, action.endedAt});
    }
}

void TimelineLayout::addBlocks()
{
    QMap<int, TimelineBlock> byAttempt;
    for (const TimelineItem &item : std::as_const(m_items)) {
        const auto known = byAttempt.find(item.attempt);
        TimelineBlock &block =
            known == byAttempt.end() ? *byAttempt.insert(item.attempt, {.attempt = item.attempt, .from = item.from}) : *known;
        if (item.kind == TimelineItem::Kind::Action)
            block.actionLanes = std::max(block.actionLanes, item.lane + 1);
    }
    int y = 0;
    const QList<int> attempts = byAttempt.keys();
    for (auto attempt = attempts.crbegin(); attempt != attempts.crend(); ++attempt) {
        TimelineBlock block = byAttempt.value(*attempt);
        block.top = y;
        block.statusTop = y + (attempts.size() > 1 ? titleHeight : gap); // the only attempt needs no title
        block.actionTop = block.statusTop + statusHeight + gap;
        block.bottom = block.actionTop + block.actionLanes * (actionHeight + gap);
        y = block.bottom + blockGap;
        m_blocks.append(block);
    }
    m_height = y - blockGap;
}

TimelineScale TimelineLayout::whole(Instant now, double left, double width) const
{
    return {m_first, m_open ? std::max(now, m_lastEvent) : m_lastEvent, left, width};
}

TimelineScale TimelineLayout::eventful(Instant now, double left, double width) const
{
    const Duration length = std::max(m_lastEvent - m_first, Duration(1000));
    const Instant end = m_open ? std::max(std::min(now, m_lastEvent + length / 4), m_lastEvent) : m_lastEvent;
    return {m_first, end, left, width};
}

QRectF TimelineLayout::rectOf(const TimelineItem &item, const TimelineScale &scale, Instant now) const
{
    const auto block =
        std::find_if(m_blocks.cbegin(), m_blocks.cend(), [&](const TimelineBlock &each) { return each.attempt == item.attempt; });
    if (block == m_blocks.cend())
        return {};
    const bool isStatus = item.kind == TimelineItem::Kind::Status;
    const double y = isStatus ? block->statusTop : block->actionTop + item.lane * (actionHeight + gap);
    const double x = scale.xOf(item.from);
    const double end = scale.xOf(item.to.value_or(std::max(now, item.from)));
    return {x, y, std::max(end - x, thinnest), static_cast<double>(isStatus ? statusHeight : actionHeight)};
}

QRectF TimelineLayout::waitingRectOf(const TimelineItem &item, const TimelineScale &scale, Instant now) const
{
    const QRectF whole = rectOf(item, scale, now);
    const Instant begins = item.worksFrom.value_or(item.to.value_or(std::max(now, item.from)));
    return {whole.x(), whole.y(), std::max(scale.xOf(begins) - whole.x(), 0.0), whole.height()};
}

int TimelineLayout::itemAt(double x, double y, const TimelineScale &scale, Instant now) const
{
    constexpr double slack = 2; // a thin bar can still be pointed at
    for (int i = static_cast<int>(m_items.size()) - 1; i >= 0; --i) {
        if (rectOf(m_items.at(i), scale, now).adjusted(-slack, 0, slack, 0).contains(x, y))
            return i;
    }
    return -1;
}

} // namespace vigie::models
