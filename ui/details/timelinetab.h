#pragma once

#include "models/views/fleetclock.h"
#include "models/domain/instance.h"
#include "ui/details/detailstable.h"

class QScrollArea;
class QToolButton;

namespace vigie::ui {

class TimelineWidget;

/// A transition, and when the status that it led to ended.
struct TransitionRow {
    models::Transition transition;
    std::optional<models::Instant> until;
    bool operator==(const TransitionRow &) const = default;
};

/// The painted timeline, how the time of the attempt was spent, and the same transitions as a table.
class TimelineTab : public QWidget {
    Q_OBJECT
public:
    explicit TimelineTab(const models::FleetClock &clock, QWidget *parent = nullptr);
    void setDetails(const models::InstanceDetails &details);
    void tick();
    void retranslateUi();

private:
    QString cell(const TransitionRow &row, int column) const;
    void renewSegments();

    const models::FleetClock &m_clock;
    models::InstanceDetails m_details;
    TimelineWidget *m_timeline;
    QScrollArea *m_scroll;
    QList<QToolButton *> m_zoomButtons;
    TextLabel *m_segments;
    DetailsTable<TransitionRow> *m_table;
};

} // namespace vigie::ui
