#pragma once

#include <QActionGroup>
#include <QMainWindow>

#include <array>

namespace vigie::ui {

/// Every command of the main window: menus, tool bar, shortcuts and the overlay of keys all come from here.
class Actions : public QObject {
    Q_OBJECT
public:
    explicit Actions(QMainWindow &window);

    QAction *create;
    QAction *terminate;
    QAction *archive;   ///< or brings back
    QAction *retry;
    QAction *quit;
    QAction *filter;
    QAction *details;
    QAction *table;
    QAction *keys;
    std::array<QAction *, 2> languages; ///< in the order of Language
    std::array<QAction *, 3> themes;    ///< in the order of ThemeChoice

    /// Of the commands that have keys, in the order of the menus.
    QList<QAction *> withKeys() const;
    void retranslateUi();

private:
    QMainWindow &m_window;
    QMenu *m_fleetMenu;
    QMenu *m_viewMenu;
    QMenu *m_languageMenu;
    QMenu *m_themeMenu;
    QMenu *m_helpMenu;
    QToolBar *m_toolBar;
};

} // namespace vigie::ui
