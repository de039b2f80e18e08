#pragma once

#include "app/engine/keyedqueue.h"
#include "app/engine/leaseregistry.h"
#include "app/engine/wakeup.h"
#include "app/engine/world.h"

#include <stop_token>
#include <vector>

namespace vigie::engine {

/// A kind of work with its own pool, so that machines which are slow to answer do not hold up the provider's requests.
struct Lane {
    QVector<models::Status> statuses;
    KeyedQueue queue;
    int workers = 1;
};

/// Claims what is due and hands it to the lanes. run() is the body of its thread; it sleeps until the next row is due, a hint,
/// or the poll interval, which alone makes it correct.
class Dispatcher {
public:
    Dispatcher(const World &world, std::vector<std::unique_ptr<Lane>> &lanes, LeaseRegistry &leases);

    void run(const models::SessionId &session, models::Duration lease, std::stop_token stop);
    /// There may be something due. Thread-safe.
    void wake() { m_wakeUp.ring(); }

private:
    struct Round {
        bool sawDatabase = true;
        models::Duration untilNext{0};
    };
    Round claimOnce(storage::WorkRepository &work, const models::SessionId &session, models::Duration lease);

    const World &m_world;
    std::vector<std::unique_ptr<Lane>> &m_lanes;
    LeaseRegistry &m_leases;
    QVector<models::AccountId> m_accounts;
    WakeUp m_wakeUp;
};

} // namespace vigie::engine
