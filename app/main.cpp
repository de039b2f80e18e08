// vigie, the console: its windows, and an orchestrator in worker threads.

#include "app/application/consoleprogram.h"

#include <QApplication>

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("vigie"));
    QCoreApplication::setApplicationVersion(QStringLiteral(VIGIE_VERSION));
    return vigie::application::runConsole(application);
}
