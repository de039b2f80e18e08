#pragma once

#include "app/engine/keyedqueue.h"
#include "app/engine/leaseregistry.h"
#include "app/engine/steps/timings.h"
#include "app/engine/world.h"

#include <functional>
#include <map>
#include <stop_token>

namespace vigie::engine {

/// One worker: takes leases from a queue and does the next single thing for each instance, with a database connection and providers
/// of its own. run() is the body of its thread. It keeps nothing between two leases.
class Reconciler {
public:
    Reconciler(const World &world, const Timings &timings, QString fleetId, KeyedQueue &queue, LeaseRegistry &leases, std::function<void()> concluded);

    void run(std::stop_token stop);

private:
    /// Until the step is concluded, the lease is lost, or a stop is requested: a database that went away is waited for.
    void reconcile(const storage::Lease &lease, std::stop_token stop);
    models::Result<void> oneStep(const storage::Lease &lease, std::stop_token stop);
    providers::CloudProvider *providerFor(const models::AccountId &account);

    const World &m_world;
    const Timings m_timings;
    const QString m_fleetId;
    KeyedQueue &m_queue;
    LeaseRegistry &m_leases;
    std::function<void()> m_concluded;
    std::unique_ptr<storage::Database> m_database;
    std::map<models::AccountId, std::unique_ptr<providers::CloudProvider>> m_providers;
};

} // namespace vigie::engine
