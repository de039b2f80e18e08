#pragma once

#include "models/domain/timeline.h"
#include "models/views/timelinescale.h"

#include <QRectF>

namespace vigie::models {

/// A bar of the timeline: a stretch in a status, or an action from its queueing to its end.
struct TimelineItem {
    enum class Kind { Status, Action };
    Kind kind = Kind::Status;
    int index = 0;   ///< into spans, or into the details' actions
    int attempt = 1;
    int lane = 0;    ///< within the attempt's lanes of its kind
    Instant from;
    std::optional<Instant> worksFrom; ///< of an action: its start; absent while it waits
    std::optional<Instant> to;        ///< absent: it goes on
    bool operator==(const TimelineItem &) const = default;
};

/// The lanes of one attempt, in pixels from the top of the timeline.
struct TimelineBlock {
    int attempt = 1;
    int top = 0;
    int statusTop = 0;
    int actionTop = 0;
    int actionLanes = 0;
    int bottom = 0;
    Instant from;
    bool operator==(const TimelineBlock &) const = default;
};

/// Where everything of an instance's timeline lies, without a screen: statuses above actions, per attempt, the newest attempt on
/// top, on one scale. Heights are fixed; x comes from the scale, so that zooming does not lay out again.
class TimelineLayout {
public:
    TimelineLayout() = default;
    explicit TimelineLayout(const InstanceDetails &details);

    const QVector<StatusSpan> &spans() const { return m_spans; }
    const QVector<TimelineItem> &items() const { return m_items; } ///< in order of time, statuses before actions
    const QVector<TimelineBlock> &blocks() const { return m_blocks; }
    int height() const { return m_height; }
    bool isEmpty() const { return m_items.isEmpty(); }

    /// The whole of it, until now when it goes on.
    TimelineScale whole(Instant now, double left, double width) const;
    /// The eventful part: a state that has lasted for long after the last event does not squeeze the rest into a pixel.
    TimelineScale eventful(Instant now, double left, double width) const;

    /// The bar of an item, at least 3 px wide; one that goes on ends at `now`.
    QRectF rectOf(const TimelineItem &item, const TimelineScale &scale, Instant now) const;
    /// Where an action still waits, within its bar: empty when it never did.
    QRectF waitingRectOf(const TimelineItem &item, const TimelineScale &scale, Instant now) const;
    /// The item under a point, or -1. The later one wins where they overlap.
    int itemAt(double x, double y, const TimelineScale &scale, Instant now) const;

    static constexpr int titleHeight = 24;
    static constexpr int statusHeight = 24;
    static constexpr int actionHeight = 20;
    static constexpr int gap = 4;
    static constexpr int blockGap = 16;

private:
    void addStatuses();
    void addActions(const QVector<Action> &actions);
    void addBlocks();

    QVector<StatusSpan> m_spans;
    QVector<TimelineItem> m_items;
    QVector<TimelineBlock> m_blocks;
    Instant m_first;
    Instant m_lastEvent;
    bool m_open = false;
    int m_height = 0;
};

} // namespace vigie::models
