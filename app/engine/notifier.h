#pragma once

#include "app/engine/wakeup.h"
#include "app/storage/conninfo.h"

#include <QString>

#include <thread>

namespace vigie::engine {

/// Tells the other programs on the database that something changed: at most one NOTIFY each 20 ms, after the commits, on a connection of
/// its own. (A NOTIFY inside the transactions themselves would make them wait for each other's flush.) A lost hint costs one poll interval.
class Notifier {
public:
    Notifier(storage::ConnectionInfo database, QString applicationName);
    /// Something was committed. Returns at once; thread-safe.
    void changed() { m_wakeUp.ring(); }

private:
    void run(std::stop_token stop);

    storage::ConnectionInfo m_database;
    QString m_applicationName;
    WakeUp m_wakeUp;
    std::jthread m_thread; // last: it stops before what it uses goes
};

} // namespace vigie::engine
