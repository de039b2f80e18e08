#pragma once

#include "app/engine/dispatcher.h"
#include "app/engine/steps/timings.h"
#include "app/engine/world.h"

#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace vigie::engine {

/// The engine: everything between a row that is due and the provider. Several, in several processes, work on one database together; one
/// that dies leaves nothing to clean up, its leases run out. All its threads start with start() and end with stop().
class Orchestrator {
public:
    struct Workers {
        int provider = 4; ///< for creating and deleting
        int machine = 4;  ///< for SSH and the workers' HTTP
    };
    /// `changed`: something was committed; called from the engine's threads.
    Orchestrator(World world, Workers workers, std::function<void()> changed);
    ~Orchestrator();

    /// Returns at once; connecting goes on by itself, as often as it needs.
    void start();
    /// Orderly: no new work, what is under way is interrupted, leases without a request under way are given back. Blocks, some seconds
    /// at most.
    void stop();
    /// There may be something due. Thread-safe.
    void wake() { m_dispatcher.wake(); }

private:
    /// Opens the session, starts the workers, and keeps the session and the leases alive. The body of the control thread.
    void control(std::stop_token stop);
    std::optional<models::SessionId> openSession(storage::Database &database, std::stop_token stop);
    void startWorkers(const models::SessionId &session);
    /// Until a stop, or until the database does not know the session any more.
    void keepAlive(storage::Database &database, const models::SessionId &session, std::stop_token stop);

    World m_world;
    std::function<void()> m_changed;
    Timings m_timings;
    QString m_fleetId;
    LeaseRegistry m_leases;
    std::vector<std::unique_ptr<Lane>> m_lanes;
    Dispatcher m_dispatcher;
    std::vector<std::jthread> m_workers;
    std::jthread m_control; // last: it uses all the others
};

} // namespace vigie::engine
