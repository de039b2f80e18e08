#pragma once

#include "app/engine/wakeup.h"
#include "app/storage/fleetrepository.h"
#include "models/console.h"

#include <QHash>

#include <functional>
#include <thread>

namespace vigie::engine {

/// Reads what changed in the fleet, on a thread and a connection of its own: at each hint, at most once a frame, and each second
/// without one. After a lost connection it reads the whole fleet again.
class ChangeFeed {
public:
    struct Receiver {
        std::function<void(models::FleetDelta)> changed;            ///< from the feed's thread, like the others
        std::function<void(models::Instant asOf, int orchestrators)> live; ///< after each reading
        std::function<void(models::Error)> lost;                    ///< each time that a reading failed
    };
    ChangeFeed(storage::ConnectionInfo database, QString applicationName, Receiver receiver);

    /// Something may have changed. Thread-safe.
    void hint() { m_wakeUp.ring(); }

private:
    void run(std::stop_token stop);
    models::Result<void> readOnce(storage::Database &database);

    storage::ConnectionInfo m_database;
    QString m_applicationName;
    Receiver m_receiver;
    QString m_watermark;                          ///< empty: the next reading is of everything
    QHash<models::InstanceId, std::int64_t> m_seen; ///< the last change that was passed on, by instance
    WakeUp m_wakeUp;
    std::jthread m_thread; // last: it stops before what it uses goes
};

} // namespace vigie::engine
