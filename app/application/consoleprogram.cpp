#include "app/application/consoleprogram.h"

#include "app/application/play.h"
#include "app/application/starter.h"
#include "ui/main/mainwindow.h"
#include "ui/settings/uisettings.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QLoggingCategory>
#include <QSocketNotifier>
#include <QTextStream>

#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

namespace vigie::application {

using namespace Qt::StringLiterals;

namespace {

/// SIGINT, SIGTERM and SIGHUP close the window, as its close button does; a second one ends at once (killing us is always safe).
/// Blocked before any thread starts, so that all threads have them blocked and this descriptor alone receives them.
int blockedSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&signals, number);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

struct Arguments {
    RuntimeOptions runtime{u"vigie"_s, Mode::Normal, std::nullopt};
    std::optional<PlayOptions> play;
};

Arguments parse(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("Program", "A console for instances that serve language models on rented GPUs."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption demo(u"demo"_s, QCoreApplication::translate("Program", "Against a cloud on this machine: needs no account and costs nothing."));
    const QCommandLineOption play(u"play"_s, QCoreApplication::translate("Program", "With --demo: plays the main job in the window by itself, saves screenshots, and ends."));
    const QCommandLineOption stay(u"stay"_s, QCoreApplication::translate("Program", "With --play: stays open afterwards."));
    const QCommandLineOption scale(u"time-scale"_s, QCoreApplication::translate("Program", "With --demo: how many times faster than life the cloud is."), u"factor"_s);
    const QCommandLineOption pictures(u"screenshots"_s, QCoreApplication::translate("Program", "With --play: the folder for the screenshots."), u"folder"_s);
    parser.addOptions({demo, play, stay, scale, pictures});
    parser.process(application);
    Arguments arguments;
    if (parser.isSet(demo))
        arguments.runtime.mode = Mode::Demonstration;
    if (parser.isSet(scale)) {
        bool good = false;
        const double factor = parser.value(scale).toDouble(&good);
        if (!good || factor <= 0 || factor > 1000) {
            QTextStream(stderr) << QCoreApplication::translate("Program", "--time-scale takes a number above 0 and up to 1000.") << Qt::endl;
            ::exit(2);
        }
        arguments.runtime.timeScale = factor;
    }
    if (parser.isSet(play)) {
        if (!parser.isSet(demo)) {
            QTextStream(stderr) << QCoreApplication::translate("Program", "--play goes with --demo: it creates and terminates an instance.") << Qt::endl;
            ::exit(2);
        }
        arguments.play = PlayOptions{parser.value(pictures), parser.isSet(stay) ? PlayOptions::Afterwards::Stay : PlayOptions::Afterwards::Leave};
    }
    return arguments;
}

} // namespace

int runConsole(QApplication &application)
{
    const int signals = blockedSignals();
    const Arguments arguments = parse(application);
    // QT_LOGGING_RULES has the last word. A play is read by somebody at a terminal: what it prints is the story, not the log.
    QLoggingCategory::setFilterRules(arguments.play ? u"vigie.*.debug=false\nvigie.*.info=false"_s : u"vigie.*.debug=false"_s);
    const auto quitOnSignal = [signals] {
        signalfd_siginfo info{};
        if (::read(signals, &info, sizeof info) != sizeof info)
            return;
        sigset_t again;
        sigemptyset(&again);
        sigaddset(&again, static_cast<int>(info.ssi_signo));
        pthread_sigmask(SIG_UNBLOCK, &again, nullptr);
        QApplication::quit();
    };
    QSocketNotifier signalled(signals, QSocketNotifier::Read);
    QObject::connect(&signalled, &QSocketNotifier::activated, &application, quitOnSignal);

    engine::EngineConsole console;
    Starter starter(console, arguments.runtime);
    ui::UiSettings settings(arguments.runtime.mode == Mode::Demonstration && arguments.play ? QString()
                                                                                           : postgres::defaultDataRoot() + u"/windows.ini"_s);
    ui::MainWindow window(console, settings);
    window.show();
    std::unique_ptr<Play> play;
    if (arguments.play)
        play = std::make_unique<Play>(window, console, starter, *arguments.play);
    QMetaObject::invokeMethod(&starter, &Starter::start, Qt::QueuedConnection);
    const int status = QApplication::exec();
    ::close(signals);
    return status;
}

} // namespace vigie::application
