#pragma once

#include "models/console.h"
#include "models/views/fleetclock.h"
#include "ui/text/translator.h"
#include "ui/theme/theme.h"

#include <QHash>
#include <QMainWindow>

class QStackedWidget;

namespace vigie::ui {

class Actions;
class EnvironmentEdge;
class FailurePage;
class FleetPage;
class StartPage;
class StatusLine;
class UiSettings;

/// The one window. Shows what the console says, and passes wishes down to it; holds the language and the theme of the program.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// Both outlive the window. Shows the console's state as it is at once.
    MainWindow(models::Console &console, UiSettings &settings);
    ~MainWindow() override;

    Language language() const { return m_translator.language(); }
    void setLanguage(Language language);
    void setTheme(ThemeChoice theme);

protected:
    void changeEvent(QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void connectActions();
    void connectConsole();
    void connectionChanged(const models::ConnectionState &state);
    void openCreate();
    void openTerminate();
    void openKeys();
    void archiveOrBack();
    void renewActions();
    void saveWindow();
    void retranslateUi();
    models::Environment environmentOf(const models::Instance &instance) const;

    models::Console &m_console;
    UiSettings &m_settings;
    Translator m_translator;
    models::FleetClock m_clock;
    models::ConnectionState m_state;
    QSet<models::RequestId> m_archiving; ///< requests of ours that no dialog waits for
    Actions *m_actions;
    EnvironmentEdge *m_edge;
    StartPage *m_start;
    FailurePage *m_failure;
    FleetPage *m_fleet;
    QStackedWidget *m_pages;
    StatusLine *m_statusLine;
};

} // namespace vigie::ui
