#include "ui/main/actions.h"

#include <QMenu>
#include <QMenuBar>
#include <QToolBar>

namespace vigie::ui {

Actions::Actions(QMainWindow &window)
    : QObject(&window), create(new QAction(&window)), terminate(new QAction(&window)), archive(new QAction(&window)),
      retry(new QAction(&window)), quit(new QAction(&window)), filter(new QAction(&window)), details(new QAction(&window)),
      table(new QAction(&window)), keys(new QAction(&window)), m_window(window)
{
    const auto name = [](QAction *action, const char *objectName, const QKeySequence &shortcut = {}) {
        action->setObjectName(QLatin1String(objectName));
        action->setShortcut(shortcut);
    };
    name(create, "createAction", QKeySequence(QKeySequence::New));
    name(terminate, "terminateAction", QKeySequence(Qt::Key_Delete));
    name(archive, "archiveAction", QKeySequence(Qt::CTRL | Qt::Key_E));
    name(retry, "retryAction", QKeySequence(Qt::Key_F5));
    name(quit, "quitAction", QKeySequence(Qt::CTRL | Qt::Key_Q));
    name(filter, "filterAction", QKeySequence(Qt::Key_Slash));
    name(details, "detailsAction", QKeySequence(Qt::CTRL | Qt::Key_D));
    name(table, "tableAction", QKeySequence(Qt::CTRL | Qt::Key_T));
    name(keys, "keysAction", QKeySequence(Qt::Key_Question));

    auto *languageGroup = new QActionGroup(this);
    for (std::size_t i = 0; i < languages.size(); ++i) {
        languages[i] = languageGroup->addAction(new QAction(&window));
        languages[i]->setCheckable(true);
    }
    name(languages[0], "languageFrench");
    name(languages[1], "languageEnglish");
    // Each language in its own words, whatever the language of the moment.
    languages[0]->setText(QStringLiteral("&Fran\u00e7ais"));
    languages[1]->setText(QStringLiteral("&English"));
    auto *themeGroup = new QActionGroup(this);
    for (QAction *&theme : themes) {
        theme = themeGroup->addAction(new QAction(&window));
        theme->setCheckable(true);
    }
    name(themes[0], "themeSystem");
    name(themes[1], "themeLight");
    name(themes[2], "themeDark");

    m_fleetMenu = window.menuBar()->addMenu(QString());
    m_fleetMenu->addActions({create, terminate, archive});
    m_fleetMenu->addSeparator();
    m_fleetMenu->addAction(retry);
    m_fleetMenu->addSeparator();
    m_fleetMenu->addAction(quit);
    m_viewMenu = window.menuBar()->addMenu(QString());
    m_viewMenu->addActions({filter, table, details});
    m_viewMenu->addSeparator();
    m_languageMenu = m_viewMenu->addMenu(QString());
    m_languageMenu->addActions({languages[0], languages[1]});
    m_themeMenu = m_viewMenu->addMenu(QString());
    m_themeMenu->addActions({themes[0], themes[1], themes[2]});
    m_helpMenu = window.menuBar()->addMenu(QString());
    m_helpMenu->addAction(keys);

    m_toolBar = window.addToolBar(QString());
    m_toolBar->setObjectName(QStringLiteral("toolBar"));
    m_toolBar->setMovable(false);
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_toolBar->setContextMenuPolicy(Qt::PreventContextMenu);
    m_toolBar->addAction(create);
    m_toolBar->addSeparator();
    m_toolBar->addActions({terminate, archive});
    m_toolBar->addSeparator();
    m_toolBar->addAction(retry);
    quit->setMenuRole(QAction::QuitRole);
    retranslateUi();
}

QList<QAction *> Actions::withKeys() const
{
    return {create, terminate, archive, retry, filter, table, details, keys, quit};
}

void Actions::retranslateUi()
{
    m_fleetMenu->setTitle(tr("&Fleet"));
    m_viewMenu->setTitle(tr("&View"));
    m_languageMenu->setTitle(tr("&Language"));
    m_themeMenu->setTitle(tr("&Colours"));
    m_helpMenu->setTitle(tr("&Help"));
    m_toolBar->setWindowTitle(tr("Commands"));
    create->setText(tr("&New instance..."));
    create->setIconText(tr("New instance"));
    terminate->setText(tr("&Terminate..."));
    terminate->setIconText(tr("Terminate"));
    retry->setText(tr("&Refresh now"));
    retry->setIconText(tr("Refresh"));
    quit->setText(tr("&Quit"));
    filter->setText(tr("&Filter"));
    table->setText(tr("Go to the &table"));
    details->setText(tr("Go to the &details"));
    keys->setText(tr("&Keys"));
    themes[0]->setText(tr("As the &system"));
    themes[1]->setText(tr("&Light"));
    themes[2]->setText(tr("&Dark"));
    const QString hint = QStringLiteral("%1 (%2)");
    create->setToolTip(hint.arg(tr("Create an instance"), create->shortcut().toString(QKeySequence::NativeText)));
    retry->setToolTip(hint.arg(tr("Try at once what waits, and read again"), retry->shortcut().toString(QKeySequence::NativeText)));
}

} // namespace vigie::ui
