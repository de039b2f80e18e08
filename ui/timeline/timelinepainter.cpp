#include "ui/timeline/timelinepainter.h"

#include "ui/text/durationtext.h"
#include "ui/theme/chip.h"
#include "ui/theme/colours.h"
#include "ui/timeline/timelinetexts.h"

#include <QPainter>
#include <QWidget>

#include <algorithm>

namespace vigie::ui {

using models::TimelineItem;

namespace {

constexpr double tickDistanceInCharacters = 16;

QColor colourOf(models::ActionStatus status, const Colours &colours)
{
    switch (status) {
    case models::ActionStatus::Success: return colours.of(models::StatusFamily::Ready).text;
    case models::ActionStatus::Failed: return colours.danger;
    case models::ActionStatus::Interrupted:
    case models::ActionStatus::Retrying: return colours.warning;
    case models::ActionStatus::InProgress:
    case models::ActionStatus::Queued: return colours.accent;
    default: return colours.muted;
    }
}

} // namespace

TimelinePainter::TimelinePainter(QPainter &painter, const QWidget &widget, const models::InstanceDetails &details,
                                 const models::TimelineLayout &layout, const models::TimelineScale &scale, models::Instant now)
    : m_painter(painter), m_widget(widget), m_details(details), m_layout(layout), m_scale(scale), m_now(now),
      m_colours(coloursOf(widget.palette()))
{
}

void TimelinePainter::paint(int currentItem)
{
    m_painter.fillRect(m_widget.rect(), m_colours.ground);
    m_painter.setFont(m_widget.font());
    if (m_layout.isEmpty())
        return;
    paintAxis();
    for (const models::TimelineBlock &block : m_layout.blocks())
        paintBlockTitle(block);
    const QRectF sight(0, 0, m_widget.width(), m_widget.height());
    for (int i = 0; i < m_layout.items().size(); ++i) {
        const TimelineItem &item = m_layout.items().at(i);
        const QRectF rect = m_layout.rectOf(item, m_scale, m_now).translated(0, axisHeight);
        if (!rect.intersects(sight))
            continue;
        // Bars far wider than the window would overflow the painter's arithmetic.
        const QRectF visible = rect.intersected(sight.adjusted(-4, 0, 4, 0));
        item.kind == TimelineItem::Kind::Status ? paintStatus(item, visible) : paintAction(item, visible);
        if (i == currentItem) {
            m_painter.setPen(QPen(m_colours.text, 2));
            m_painter.setBrush(Qt::NoBrush);
            m_painter.drawRoundedRect(visible.adjusted(-1, -1, 1, 1), 3, 3);
        }
    }
}

void TimelinePainter::paintAxis()
{
    const models::Instant origin = m_layout.items().first().from;
    const QFontMetrics metrics(m_painter.font());
    const double bottom = axisHeight + m_layout.height();
    for (const models::Instant tick : m_scale.ticks(origin, tickDistanceInCharacters * metrics.averageCharWidth())) {
        const double x = std::round(m_scale.xOf(tick)) + 0.5;
        m_painter.setPen(m_colours.line);
        m_painter.drawLine(QPointF(x, axisHeight - 6), QPointF(x, bottom));
        const QString text = tick < origin    ? QString()
                             : tick == origin ? timeText(origin, m_now)
                                              : QLatin1Char('+') + roundDurationText(tick - origin);
        m_painter.setPen(m_colours.muted);
        m_painter.drawText(QPointF(x + 4, metrics.ascent() + 4), text);
    }
}

void TimelinePainter::paintBlockTitle(const models::TimelineBlock &block)
{
    if (block.statusTop - block.top < models::TimelineLayout::titleHeight)
        return;
    m_painter.setPen(m_colours.muted);
    const QRect rect(static_cast<int>(m_scale.left()), axisHeight + block.top, m_widget.width(), models::TimelineLayout::titleHeight);
    // Ground under the words, for tick lines run through them.
    const QString text = TimelineTexts::attempt(block.attempt);
    m_painter.fillRect(QRect(rect.left(), rect.top() + 2, m_painter.fontMetrics().horizontalAdvance(text) + 8, rect.height() - 4),
                       m_colours.ground);
    m_painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, text);
}

void TimelinePainter::paintStatus(const TimelineItem &item, const QRectF &rect)
{
    const models::StatusSpan &span = m_layout.spans().at(item.index);
    const Ink &ink = m_colours.of(models::familyOf(span.status));
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(ink.tint);
    m_painter.drawRect(rect);
    m_painter.fillRect(QRectF(rect.left(), rect.top(), 2, rect.height()), ink.text);
    constexpr double shape = 10;
    if (rect.width() < shape + 12)
        return;
    paintStatusShape(m_painter, QRectF(rect.left() + 8, rect.center().y() - shape / 2, shape, shape), span.status, m_widget.palette());
    const QString text =
        TimelineTexts::title(m_details, m_layout, item) + QStringLiteral("  ") + TimelineTexts::duration(item.from, item.to, m_now);
    paintLabel(rect.adjusted(shape + 8, 0, 0, 0), text, ink.text);
}

void TimelinePainter::paintAction(const TimelineItem &item, const QRectF &rect)
{
    const models::Action &action = m_details.actions.at(item.index);
    const QColor colour = colourOf(action.status, m_colours);
    const QRectF waiting = m_layout.waitingRectOf(item, m_scale, m_now).translated(0, axisHeight).intersected(rect);
    const QRectF working(std::max(waiting.right(), rect.left()), rect.top(), rect.right() - std::max(waiting.right(), rect.left()),
                         rect.height());
    if (waiting.width() > 0.5) {
        m_painter.setPen(QPen(colour, 1, Qt::DotLine));
        const double y = std::round(waiting.center().y()) + 0.5;
        m_painter.drawLine(QPointF(waiting.left(), y), QPointF(waiting.right(), y));
        m_painter.drawLine(QPointF(waiting.left() + 0.5, y - 4), QPointF(waiting.left() + 0.5, y + 4));
    }
    if (!item.worksFrom && item.to == std::nullopt)
        return;
    QColor fill = colour;
    fill.setAlphaF(0.22F);
    const QRectF bar = working.adjusted(0, 2, 0, -2);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(fill);
    m_painter.drawRect(bar);
    m_painter.fillRect(QRectF(bar.left(), bar.bottom() - 2, std::max(bar.width(), 2.0), 2), colour);
    if (action.status == models::ActionStatus::Failed)
        paintStatusShape(m_painter, QRectF(bar.right() - 4, bar.center().y() - 5, 10, 10), models::Status::Failed, m_widget.palette());
    const QString text = TimelineTexts::title(m_details, m_layout, item) + QStringLiteral("  ")
        + TimelineTexts::duration(item.worksFrom.value_or(item.from), item.to, m_now);
    paintLabel(bar.adjusted(0, -2, action.status == models::ActionStatus::Failed ? -8 : 0, 0), text, m_colours.text);
}

void TimelinePainter::paintLabel(const QRectF &rect, const QString &text, const QColor &colour)
{
    const QRectF inside = rect.adjusted(6, 0, -4, 0);
    const QFontMetrics metrics(m_painter.font());
    if (inside.width() < metrics.averageCharWidth() * 4)
        return;
    m_painter.setPen(colour);
    m_painter.drawText(inside, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                       metrics.elidedText(text, Qt::ElideRight, static_cast<int>(inside.width())));
}

} // namespace vigie::ui
