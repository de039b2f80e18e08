#pragma once

#include "models/console.h"
#include "models/views/fleetclock.h"
#include "models/views/instanceorder.h"

#include <QWidget>

class QSplitter;
class QStackedWidget;

namespace vigie::ui {

class DetailsPane;
class EmptyPage;
class FilterBar;
class FleetView;
class NoticeBar;
class SummaryBar;
class UiSettings;

/// The fleet: summary, filter, table and the details of the chosen instance.
class FleetPage : public QWidget {
    Q_OBJECT
public:
    FleetPage(models::Console &console, const models::FleetClock &clock, UiSettings &settings, QWidget *parent = nullptr);

    void apply(const models::FleetDelta &delta);
    /// Null when none is chosen.
    const models::Instance *chosen() const;
    const models::InstanceTableModel &table() const { return m_table; }
    void choose(const models::InstanceId &id);
    void setNotice(const std::optional<models::Error> &error);
    void focusFilter();
    void focusTable();
    void focusDetails();

Q_SIGNALS:
    void chosenChanged(); ///< another one, or the same one changed
    void createRequested();
    void terminateRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void renew();
    void renewChosen();
    void retranslateUi();

    UiSettings &m_settings;
    models::InstanceTableModel m_table;
    models::InstanceOrder m_order;
    SummaryBar *m_summary;
    NoticeBar *m_notice;
    FilterBar *m_filter;
    FleetView *m_view;
    EmptyPage *m_empty;
    QStackedWidget *m_stack;
    DetailsPane *m_details;
    QSplitter *m_splitter;
};

} // namespace vigie::ui
