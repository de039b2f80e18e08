#pragma once

#include "models/console.h"

#include <QObject>
#include <QString>
#include <QTextStream>

#include <functional>
#include <optional>

namespace vigie::ui {
class MainWindow;
}

namespace vigie::application {

class Starter;

struct PlayOptions {
    QString folder; ///< of the screenshots; empty: one of its own in the temporary directory
    enum class Afterwards { Leave, Stay } afterwards = Afterwards::Leave;
};

/// Plays the main job in the window, for somebody at a terminal without a display: creates an instance through the dialog, prints each
/// transition as it happens and then the timeline, terminates it, saves screenshots, and ends the program (exit status 0, or 4 when
/// something went otherwise). It uses the window as a person does: its actions, fields and buttons, by their names.
class Play : public QObject {
    Q_OBJECT
public:
    Play(ui::MainWindow &window, models::Console &console, Starter &starter, PlayOptions options);

private:
    void run();
    bool mainJob();
    bool createThroughDialog();
    bool terminateThroughDialog();
    void printTimeline();
    void printNewTransitions();
    /// What exists at the cloud; its own control API is asked. An earlier play that was cut off may have left instances that still run.
    struct CloudCount {
        int servers = 0;
        int volumes = 0;
        int addresses = 0;
        bool operator==(const CloudCount &) const = default;
    };
    std::optional<CloudCount> countCloud();
    bool nothingIsLeft(const CloudCount &before);

    /// Lets the program run until something holds. False when it does not within the time, or the program ends.
    bool until(const std::function<bool()> &holds, int seconds);
    template <class Widget>
    Widget *find(const char *name) const;
    void picture(const QString &name);
    bool failed(const QString &what);

    ui::MainWindow &m_window;
    models::Console &m_console;
    Starter &m_starter;
    PlayOptions m_options;
    QTextStream m_out{stdout};
    std::optional<models::InstanceId> m_instance;
    models::InstanceDetails m_details;
    std::int64_t m_printed = 0; ///< the version of the last transition that was printed
    int m_pictures = 0;
    bool m_ending = false;
};

} // namespace vigie::application
