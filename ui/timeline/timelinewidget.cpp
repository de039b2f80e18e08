#include "ui/timeline/timelinewidget.h"

#include "ui/text/plaintext.h"
#include "ui/timeline/timelinepainter.h"
#include "ui/timeline/timelinetexts.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

namespace vigie::ui {

namespace {

constexpr double sideMargin = 12;

} // namespace

TimelineWidget::TimelineWidget(const models::FleetClock &clock, QWidget *parent) : QWidget(parent), m_clock(clock)
{
    setObjectName(QStringLiteral("timeline"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    using namespace std::chrono_literals;
    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (!isVisible() || !m_clock.isRunning())
            return;
        if (m_untouched)
            showEventful();
        update();
    });
    m_tick.start();
    retranslateUi();
}

void TimelineWidget::setDetails(const models::InstanceDetails &details)
{
    const bool another = details.instance.id != m_details.instance.id;
    m_details = details;
    m_layout = models::TimelineLayout(details);
    if (another) {
        m_untouched = true;
        setCurrent(-1);
    } else if (m_current >= m_layout.items().size()) {
        setCurrent(-1);
    }
    updateGeometry();
    if (m_untouched)
        showEventful();
    update();
}

void TimelineWidget::clear()
{
    setDetails({});
}

QRectF TimelineWidget::itemRect(int item) const
{
    return m_layout.rectOf(m_layout.items().at(item), m_scale, m_clock.now()).translated(0, TimelinePainter::axisHeight);
}

QString TimelineWidget::itemText(int item) const
{
    return TimelineTexts::describe(m_details, m_layout, m_layout.items().at(item), m_clock.now());
}

void TimelineWidget::zoom(double factor, double aboutX)
{
    m_untouched = false;
    setScale(m_scale.zoomed(factor, aboutX));
}

void TimelineWidget::showWhole()
{
    m_untouched = false;
    setScale(m_layout.whole(m_clock.now(), sideMargin, width() - 2 * sideMargin));
}

void TimelineWidget::showEventful()
{
    m_untouched = true;
    setScale(m_layout.eventful(m_clock.now(), sideMargin, width() - 2 * sideMargin));
}

QSize TimelineWidget::sizeHint() const
{
    return {640, TimelinePainter::axisHeight + std::max(m_layout.height(), 48) + 8};
}

bool TimelineWidget::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int item = itemAt(help->pos());
        if (item >= 0)
            QToolTip::showText(help->globalPos(), plainToolTip(itemText(item)), this, itemRect(item).toAlignedRect());
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

void TimelineWidget::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    TimelinePainter(painter, *this, m_details, m_layout, m_scale, m_clock.now()).paint(m_current);
}

void TimelineWidget::resizeEvent(QResizeEvent *)
{
    if (m_untouched)
        showEventful();
    else
        setScale(m_scale.resized(sideMargin, width() - 2 * sideMargin));
}

void TimelineWidget::wheelEvent(QWheelEvent *event)
{
    const QPoint turned = event->angleDelta();
    if (event->modifiers().testFlag(Qt::ShiftModifier) || std::abs(turned.x()) > std::abs(turned.y())) {
        m_untouched = false;
        setScale(m_scale.panned(-(turned.x() != 0 ? turned.x() : turned.y())));
    } else {
        zoom(std::pow(1.2, turned.y() / 120.0), event->position().x());
    }
    event->accept();
}

void TimelineWidget::keyPressEvent(QKeyEvent *event)
{
    const int count = static_cast<int>(m_layout.items().size());
    switch (event->key()) {
    case Qt::Key_Left: setCurrent(count == 0 ? -1 : m_current <= 0 ? 0 : m_current - 1); return;
    case Qt::Key_Right: setCurrent(std::min(m_current + 1, count - 1)); return;
    case Qt::Key_Home: setCurrent(count == 0 ? -1 : 0); return;
    case Qt::Key_End: setCurrent(count - 1); return;
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoom(1.5, width() / 2.0); return;
    case Qt::Key_Minus: zoom(1 / 1.5, width() / 2.0); return;
    case Qt::Key_0: showWhole(); return;
    case Qt::Key_1: showEventful(); return;
    default: QWidget::keyPressEvent(event);
    }
}

void TimelineWidget::mousePressEvent(QMouseEvent *event)
{
    m_dragX = event->position().x();
    setCurrent(itemAt(event->position()));
}

void TimelineWidget::mouseMoveEvent(QMouseEvent *event)
{
    if (!event->buttons().testFlag(Qt::LeftButton))
        return;
    m_untouched = false;
    setScale(m_scale.panned(m_dragX - event->position().x()));
    m_dragX = event->position().x();
}

void TimelineWidget::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void TimelineWidget::setScale(const models::TimelineScale &scale)
{
    m_scale = scale;
    update();
}

void TimelineWidget::setCurrent(int item)
{
    if (item != m_current) {
        m_current = item;
        Q_EMIT currentItemChanged(item);
    }
    // A screen reader hears the item as the description of the timeline.
    setAccessibleDescription(item < 0 ? QString() : itemText(item));
    if (item >= 0) {
        const QRectF rect = itemRect(item);
        if (rect.right() < m_scale.left() || rect.left() > m_scale.right()) {
            m_untouched = false;
            setScale(m_scale.panned(rect.left() - (m_scale.left() + m_scale.right()) / 3));
        }
    }
    update();
}

int TimelineWidget::itemAt(const QPointF &point) const
{
    return m_layout.itemAt(point.x(), point.y() - TimelinePainter::axisHeight, m_scale, m_clock.now());
}

void TimelineWidget::retranslateUi()
{
    setAccessibleName(tr("Timeline of statuses and actions"));
    setCurrent(m_current);
}

} // namespace vigie::ui
