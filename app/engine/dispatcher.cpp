#include "app/engine/dispatcher.h"

#include <QLoggingCategory>

#include <algorithm>

namespace vigie::engine {

using models::Duration;

namespace {

Q_LOGGING_CATEGORY(log, "vigie.engine.dispatcher")

constexpr Duration pollInterval = std::chrono::seconds(2);
constexpr Duration databaseRetry = std::chrono::milliseconds(500);
/// Due and yet not claimed: another process has the row locked at this instant.
constexpr Duration contended = std::chrono::milliseconds(20);

} // namespace

Dispatcher::Dispatcher(const World &world, std::vector<std::unique_ptr<Lane>> &lanes, LeaseRegistry &leases)
    : m_world(world), m_lanes(lanes), m_leases(leases)
{
    for (const models::Account &account : world.accounts)
        m_accounts.append(account.id);
}

void Dispatcher::run(const models::SessionId &session, Duration lease, std::stop_token stop)
{
    storage::Database database(m_world.database, m_world.applicationName);
    storage::WorkRepository work(database);
    Duration wait(0);
    do {
        const Round round = claimOnce(work, session, lease);
        wait = round.sawDatabase ? std::clamp(round.untilNext, Duration(1000), pollInterval) : databaseRetry;
    } while (m_wakeUp.wait(wait, stop));
}

Dispatcher::Round Dispatcher::claimOnce(storage::WorkRepository &work, const models::SessionId &session, Duration lease)
{
    Round round{true, pollInterval};
    for (const auto &lane : m_lanes) {
        // A little more than the workers, so that none waits for a claim; not much more, so that other processes get their share.
        const int room = 2 * lane->workers - static_cast<int>(lane->queue.size());
        if (room <= 0)
            continue; // a worker that ends its work wakes us
        const auto sentAt = bootTime();
        const auto claimed = work.claim(session, room, lane->statuses, m_accounts);
        if (!claimed) {
            qCInfo(log).noquote().nospace() << "event=claim_failed code=" << toName(claimed.error().code) << " detail=" << claimed.error().detail;
            return {false, pollInterval};
        }
        for (const storage::Lease &each : *claimed) {
            if (each.takenOver)
                qCInfo(log).noquote().nospace() << "instance=" << each.instance.toString() << " event=taken_over epoch=" << each.epoch;
            m_leases.add(each, sentAt, lease);
            lane->queue.push(each);
        }
        const auto next = work.nextDue(lane->statuses, m_accounts);
        if (!next)
            return {false, pollInterval};
        if (*next && room > claimed->size())
            round.untilNext = std::min(round.untilNext, std::max(**next, contended / (claimed->isEmpty() ? 1 : 20)));
    }
    return round;
}

} // namespace vigie::engine
