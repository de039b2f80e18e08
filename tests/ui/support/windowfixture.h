#pragma once

#include "tests/ui/support/samples.h"
#include "tests/ui/support/scriptedconsole.h"
#include "ui/main/mainwindow.h"
#include "ui/settings/uisettings.h"

#include <QTableView>

namespace vigie::tests {

/// A main window over a scripted console, in one language, live, with the fleet of samples.
struct WindowFixture {
    explicit WindowFixture(const char *language = "en", models::Environment environment = models::Environment::Sandbox);

    template <class Widget>
    Widget *find(const char *name) const
    {
        return window->findChild<Widget *>(QLatin1String(name));
    }
    /// Selects the first row of a status. False when there is none.
    bool choose(models::Status status) const;
    models::Instance rowOf(int row) const;
    QTableView *table() const { return find<QTableView>("fleetTable"); }

    ui::UiSettings settings{QString()};
    ScriptedConsole console;
    QVector<models::Instance> fleet;
    std::unique_ptr<ui::MainWindow> window;
};

} // namespace vigie::tests
