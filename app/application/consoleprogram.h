#pragma once

class QApplication;

namespace vigie::application {

/// The console's whole life: options, the window at once, everything else started behind it, and an orderly end. Gives the exit status.
int runConsole(QApplication &application);

} // namespace vigie::application
