#pragma once

#include "models/views/fleetclock.h"
#include "models/views/timelinelayout.h"

#include <QTimer>
#include <QWidget>

namespace vigie::ui {

/// The timeline of an instance: statuses above actions, per attempt, on one scale. The wheel zooms about the cursor, + and - about the
/// middle, 0 shows the whole; dragging and Shift with the wheel pan; left and right go from item to item, for the eye and for a
/// screen reader. Painted by itself, so that thousands of items cost one pass.
class TimelineWidget : public QWidget {
    Q_OBJECT
public:
    explicit TimelineWidget(const models::FleetClock &clock, QWidget *parent = nullptr);

    void setDetails(const models::InstanceDetails &details);
    void clear();
    const models::TimelineLayout &timeline() const { return m_layout; }
    const models::TimelineScale &scale() const { return m_scale; }
    int currentItem() const { return m_current; }
    QRectF itemRect(int item) const; ///< in this widget's coordinates
    QString itemText(int item) const; ///< all there is to know of it, on several lines

    void zoom(double factor, double aboutX);
    void showWhole();
    void showEventful();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {320, sizeHint().height()}; }

Q_SIGNALS:
    void currentItemChanged(int item);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void setScale(const models::TimelineScale &scale);
    void setCurrent(int item);
    int itemAt(const QPointF &point) const;
    void retranslateUi();

    const models::FleetClock &m_clock;
    models::InstanceDetails m_details;
    models::TimelineLayout m_layout;
    models::TimelineScale m_scale;
    QTimer m_tick;
    int m_current = -1;
    bool m_untouched = true; ///< nobody has zoomed: the scale follows what comes
    double m_dragX = 0;
};

} // namespace vigie::ui
