#include "ui/main/mainwindow.h"

#include "ui/create/createdialog.h"
#include "ui/main/actions.h"
#include "ui/theme/environmentedge.h"
#include "ui/main/fleetpage.h"
#include "ui/main/keysdialog.h"
#include "ui/main/pages.h"
#include "ui/main/statusline.h"
#include "ui/settings/uisettings.h"
#include "ui/terminate/terminatedialog.h"
#include "ui/text/errortext.h"
#include "ui/text/statustext.h"

#include <QEvent>
#include <QMenuBar>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace vigie::ui {

using Phase = models::ConnectionState::Phase;

namespace {

const QString languageKey = QStringLiteral("language");
const QString themeKey = QStringLiteral("theme");
const QString geometryKey = QStringLiteral("window/geometry");

} // namespace

MainWindow::MainWindow(models::Console &console, UiSettings &settings) : m_console(console), m_settings(settings)
{
    setObjectName(QStringLiteral("mainWindow"));
    // Language and theme come before the widgets, which then need no second pass.
    m_translator.setLanguage(languageFromName(m_settings.value(languageKey).toString()).value_or(systemLanguage()));
    const ThemeChoice theme = themeFromName(m_settings.value(themeKey).toString()).value_or(ThemeChoice::System);
    applyTheme(theme);
    m_actions = new Actions(*this);
    m_actions->languages[static_cast<std::size_t>(m_translator.language())]->setChecked(true);
    m_actions->themes[static_cast<std::size_t>(theme)]->setChecked(true);

    auto *whole = new QWidget(this);
    m_edge = new EnvironmentEdge(whole);
    m_start = new StartPage;
    m_failure = new FailurePage;
    m_fleet = new FleetPage(console, m_clock, settings);
    m_pages = new QStackedWidget(whole);
    m_pages->setObjectName(QStringLiteral("pages"));
    m_statusLine = new StatusLine(m_clock, whole);
    for (QWidget *page : {static_cast<QWidget *>(m_start), static_cast<QWidget *>(m_failure), static_cast<QWidget *>(m_fleet)})
        m_pages->addWidget(page);
    auto *column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_edge);
    column->addWidget(m_pages, 1);
    column->addWidget(m_statusLine);
    setCentralWidget(whole);

    connectActions();
    connectConsole();
    resize(1280, 800);
    restoreGeometry(m_settings.value(geometryKey).toByteArray());
    m_edge->setAccounts(m_console.accounts());
    connectionChanged(m_console.connectionState());
    retranslateUi();
}

MainWindow::~MainWindow()
{
    saveWindow();
}

void MainWindow::connectActions()
{
    connect(m_actions->create, &QAction::triggered, this, &MainWindow::openCreate);
    connect(m_actions->terminate, &QAction::triggered, this, &MainWindow::openTerminate);
    connect(m_actions->archive, &QAction::triggered, this, &MainWindow::archiveOrBack);
    connect(m_actions->retry, &QAction::triggered, this, [this] { m_console.retryNow(); });
    connect(m_actions->quit, &QAction::triggered, this, &QWidget::close);
    connect(m_actions->filter, &QAction::triggered, m_fleet, &FleetPage::focusFilter);
    connect(m_actions->table, &QAction::triggered, m_fleet, &FleetPage::focusTable);
    connect(m_actions->details, &QAction::triggered, m_fleet, &FleetPage::focusDetails);
    connect(m_actions->keys, &QAction::triggered, this, &MainWindow::openKeys);
    for (std::size_t i = 0; i < m_actions->languages.size(); ++i)
        connect(m_actions->languages[i], &QAction::triggered, this, [this, i] { setLanguage(static_cast<Language>(i)); });
    for (std::size_t i = 0; i < m_actions->themes.size(); ++i)
        connect(m_actions->themes[i], &QAction::triggered, this, [this, i] { setTheme(static_cast<ThemeChoice>(i)); });
    connect(m_fleet, &FleetPage::createRequested, this, &MainWindow::openCreate);
    connect(m_fleet, &FleetPage::terminateRequested, this, &MainWindow::openTerminate);
    connect(m_fleet, &FleetPage::chosenChanged, this, &MainWindow::renewActions);
    connect(m_failure, &FailurePage::retryRequested, this, [this] { m_console.retryNow(); });
    connect(m_statusLine, &StatusLine::retryRequested, this, [this] { m_console.retryNow(); });
}

void MainWindow::connectConsole()
{
    connect(&m_console, &models::Console::connectionChanged, this, &MainWindow::connectionChanged);
    connect(&m_console, &models::Console::accountsChanged, this, [this] {
        m_edge->setAccounts(m_console.accounts());
        retranslateUi();
    });
    connect(&m_console, &models::Console::fleetChanged, this, [this](const models::FleetDelta &delta) {
        m_clock.read(delta.asOf);
        m_fleet->apply(delta);
    });
    connect(&m_console, &models::Console::requestDone, this, [this](const models::RequestId &request) {
        if (m_archiving.remove(request))
            m_fleet->setNotice(std::nullopt);
    });
    connect(&m_console, &models::Console::requestRefused, this, [this](const models::RequestId &request, const models::Error &error) {
        if (m_archiving.remove(request))
            m_fleet->setNotice(error);
    });
}

void MainWindow::connectionChanged(const models::ConnectionState &state)
{
    m_state = state;
    if (state.asOf != models::Instant())
        m_clock.read(state.asOf);
    state.phase == Phase::Live ? m_clock.run() : m_clock.freeze();
    m_statusLine->setState(state);
    switch (state.phase) {
    case Phase::Starting:
        m_start->setState(state);
        m_pages->setCurrentWidget(m_start);
        break;
    case Phase::Failed:
        m_failure->setError(state.error.value_or(models::Error{}));
        m_pages->setCurrentWidget(m_failure);
        break;
    case Phase::Live:
    case Phase::Reconnecting: m_pages->setCurrentWidget(m_fleet); break;
    }
    renewActions();
}

void MainWindow::openCreate()
{
    auto *dialog = new CreateDialog(m_console, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CreateDialog::created, m_fleet, &FleetPage::choose);
    dialog->open();
}

void MainWindow::openTerminate()
{
    const models::Instance *chosen = m_fleet->chosen();
    if (!chosen || !models::canTerminate(chosen->status))
        return;
    auto *dialog = new TerminateDialog(m_console, *chosen, environmentOf(*chosen), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::openKeys()
{
    auto *dialog = new KeysDialog(m_actions->withKeys(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::archiveOrBack()
{
    const models::Instance *chosen = m_fleet->chosen();
    if (!chosen || !models::isGone(chosen->status))
        return;
    m_archiving.insert(chosen->status == models::Status::Archived ? m_console.unarchiveInstance(chosen->id)
                                                                  : m_console.archiveInstance(chosen->id));
}

void MainWindow::renewActions()
{
    const bool connected = m_state.phase == Phase::Live || m_state.phase == Phase::Reconnecting;
    const models::Instance *chosen = connected ? m_fleet->chosen() : nullptr;
    const bool canTerminate = chosen && models::canTerminate(chosen->status);
    const bool canArchive = chosen && models::isGone(chosen->status);
    const bool isArchived = chosen && chosen->status == models::Status::Archived;
    const QString notConnected = tr("Not connected to a database.");
    const QString nothingChosen = connected ? tr("Choose an instance first.") : notConnected;
    const QString hint = QStringLiteral("%1 (%2)");
    m_actions->create->setEnabled(connected);
    m_actions->create->setToolTip(
        connected ? hint.arg(tr("Create an instance"), m_actions->create->shortcut().toString(QKeySequence::NativeText)) : notConnected);
    m_actions->terminate->setEnabled(canTerminate);
    m_actions->terminate->setToolTip(
        canTerminate ? hint.arg(tr("Terminate the chosen instance"), m_actions->terminate->shortcut().toString(QKeySequence::NativeText))
        : chosen     ? tr("Nothing is left to terminate: it is being terminated, or gone.")
                     : nothingChosen);
    m_actions->archive->setEnabled(canArchive);
    m_actions->archive->setText(isArchived ? tr("&Bring back from the archive") : tr("&Archive"));
    m_actions->archive->setIconText(isArchived ? tr("Bring back") : tr("Archive"));
    m_actions->archive->setToolTip(
        canArchive ? hint.arg(isArchived ? tr("Show it in the list again") : tr("Hide the chosen instance from the list"),
                              m_actions->archive->shortcut().toString(QKeySequence::NativeText))
        : chosen ? tr("Only a terminated instance can be archived.")
                 : nothingChosen);
    for (QAction *action : {m_actions->filter, m_actions->table, m_actions->details}) {
        action->setEnabled(connected);
        action->setToolTip(connected ? QString() : notConnected);
    }
}

models::Environment MainWindow::environmentOf(const models::Instance &instance) const
{
    const QVector<models::Account> accounts = m_console.accounts();
    const auto account =
        std::find_if(accounts.cbegin(), accounts.cend(), [&](const models::Account &each) { return each.id == instance.account; });
    // An account that is not known is not a reason to be careless.
    return account == accounts.cend() ? models::Environment::Production : account->environment;
}

void MainWindow::setLanguage(Language language)
{
    m_settings.setValue(languageKey, toName(language));
    m_actions->languages[static_cast<std::size_t>(language)]->setChecked(true);
    if (language != m_translator.language())
        m_translator.setLanguage(language);
}

void MainWindow::setTheme(ThemeChoice theme)
{
    m_settings.setValue(themeKey, toName(theme));
    m_actions->themes[static_cast<std::size_t>(theme)]->setChecked(true);
    applyTheme(theme);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
    else if (event->type() == QEvent::ActivationChange && !isActiveWindow())
        saveWindow();
}

void MainWindow::hideEvent(QHideEvent *event)
{
    saveWindow();
    QMainWindow::hideEvent(event);
}

void MainWindow::saveWindow()
{
    m_settings.setValue(geometryKey, saveGeometry());
}

void MainWindow::retranslateUi()
{
    const std::optional<models::Environment> environment = m_edge->environment();
    setWindowTitle(environment ? tr("Vigie - %1", "environment").arg(environmentText(*environment)) : tr("Vigie"));
    setAccessibleName(windowTitle());
    menuBar()->setAccessibleName(tr("Menus"));
    m_actions->retranslateUi();
    renewActions();
}

} // namespace vigie::ui
