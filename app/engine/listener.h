#pragma once

#include "app/storage/conninfo.h"

#include <QString>
#include <QThread>

#include <functional>

namespace vigie::engine {

/// Hears the database's notifications, on a thread with an event loop and a connection of its own. Calls `hinted` (from that
/// thread) for each, and after every time that it connected anew, since what was notified meanwhile is lost. Pings each 5 s: a
/// connection that was lost gives no sign by itself.
class Listener {
public:
    Listener(storage::ConnectionInfo database, QString applicationName, std::function<void()> hinted);
    ~Listener();
    Listener(const Listener &) = delete;
    Listener &operator=(const Listener &) = delete;

private:
    QThread m_thread;
    class Ear;
    Ear *m_ear = nullptr; ///< lives on m_thread
};

} // namespace vigie::engine
