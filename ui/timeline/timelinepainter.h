#pragma once

#include "models/views/timelinelayout.h"

class QPainter;
class QWidget;

namespace vigie::ui {

struct Colours;

/// Paints one frame of a timeline. Made for the frame, and gone after it.
class TimelinePainter {
public:
    TimelinePainter(QPainter &painter, const QWidget &widget, const models::InstanceDetails &details, const models::TimelineLayout &layout,
                    const models::TimelineScale &scale, models::Instant now);
    void paint(int currentItem);

    static constexpr int axisHeight = 28;

private:
    void paintAxis();
    void paintBlockTitle(const models::TimelineBlock &block);
    void paintStatus(const models::TimelineItem &item, const QRectF &rect);
    void paintAction(const models::TimelineItem &item, const QRectF &rect);
    void paintLabel(const QRectF &rect, const QString &text, const QColor &colour);

    QPainter &m_painter;
    const QWidget &m_widget;
    const models::InstanceDetails &m_details;
    const models::TimelineLayout &m_layout;
    const models::TimelineScale &m_scale;
    models::Instant m_now;
    const Colours &m_colours;
};

} // namespace vigie::ui
