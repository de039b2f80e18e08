#pragma once

#include "models/console.h"
#include "models/views/fleetclock.h"
#include "ui/theme/widgets.h"

#include <QTimer>

class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace vigie::ui {

class ActionsTab;
class ChipLabel;
class OverviewTab;
class ResourcesTab;
class TimelineTab;
class UiSettings;

/// Everything about the chosen instance. The header and the overview follow the table's row at once; timeline, actions and resources
/// are read again after each change of it, one reading at a time.
class DetailsPane : public QWidget {
    Q_OBJECT
public:
    DetailsPane(models::Console &console, const models::FleetClock &clock, UiSettings &settings, QWidget *parent = nullptr);

    /// Null: none is chosen.
    void setInstance(const models::Instance *instance);
    void focusTabs();

Q_SIGNALS:
    void terminateRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void showHeader();
    void load();
    void loaded(const models::InstanceDetails &details);
    void failed(const models::InstanceId &id, const models::Error &error);
    void tick();
    void retranslateUi();

    models::Console &m_console;
    const models::FleetClock &m_clock;
    UiSettings &m_settings;
    std::optional<models::Instance> m_instance;
    std::optional<models::Error> m_error;
    bool m_loading = false;
    bool m_stale = false; ///< it changed while a reading was under way
    QTimer m_tick;
    QStackedWidget *m_pages;
    TextLabel *m_none;
    ElidedLabel *m_title;
    ChipLabel *m_chip;
    ElidedLabel *m_facts;
    QPushButton *m_terminate;
    TextLabel *m_problem;
    QTabWidget *m_tabs;
    OverviewTab *m_overview;
    TimelineTab *m_timeline;
    ActionsTab *m_actions;
    ResourcesTab *m_resources;
};

} // namespace vigie::ui
