#include "app/engine/orchestrator.h"

#include "app/engine/reconciler.h"
#include "app/engine/waiting.h"
#include "app/storage/requestrepository.h"

#include <QLoggingCategory>

namespace vigie::engine {

using models::SessionId;
using models::Status;

namespace {

Q_LOGGING_CATEGORY(log, "vigie.engine")

constexpr std::chrono::milliseconds databaseRetry(500);

std::chrono::milliseconds toMilliseconds(models::Duration duration)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(duration);
}

std::unique_ptr<Lane> makeLane(QVector<Status> statuses, int workers)
{
    auto lane = std::make_unique<Lane>();
    lane->statuses = std::move(statuses);
    lane->workers = workers;
    return lane;
}

} // namespace

Orchestrator::Orchestrator(World world, Workers workers, std::function<void()> changed)
    : m_world(std::move(world)), m_changed(std::move(changed)), m_dispatcher(m_world, m_lanes, m_leases)
{
    m_lanes.push_back(makeLane({Status::Provisioning, Status::Terminating}, workers.provider));
    m_lanes.push_back(makeLane({Status::Booting, Status::Installing, Status::Starting, Status::Ready, Status::Unavailable}, workers.machine));
}

Orchestrator::~Orchestrator()
{
    stop();
}

void Orchestrator::start()
{
    m_control = std::jthread([this](std::stop_token stop) { control(stop); });
}

void Orchestrator::stop()
{
    m_control = {};
}

void Orchestrator::control(std::stop_token stop)
{
    storage::Database database(m_world.database, m_world.applicationName);
    // A session that the database does not know any more (a restored one) claims nothing: another is opened, with workers of its own.
    while (!stop.stop_requested()) {
        const auto session = openSession(database, stop);
        if (!session)
            return;
        startWorkers(*session);
        keepAlive(database, *session, stop);
        for (std::jthread &worker : m_workers)
            worker.request_stop();
        m_workers.clear();
        if (auto closed = storage::WorkRepository(database).closeSession(*session); !closed)
            qCInfo(log).noquote().nospace() << "event=session_not_closed detail=" << closed.error().detail << " (its leases run out)";
        m_leases.clear();
        m_changed();
    }
}

std::optional<SessionId> Orchestrator::openSession(storage::Database &database, std::stop_token stop)
{
    QVector<models::AccountId> accounts;
    for (const models::Account &account : m_world.accounts)
        accounts.append(account.id);
    const SessionId session = SessionId::generate();
    const auto tryOnce = [&]() -> models::Result<void> {
        const auto timings = storage::RequestRepository(database).timings();
        if (!timings)
            return tl::unexpected(timings.error());
        const auto fleet = database.scalar(QStringLiteral("fleet_id"));
        if (!fleet)
            return tl::unexpected(fleet.error());
        m_timings = Timings::fromTable(*timings);
        m_fleetId = fleet->toString();
        return storage::WorkRepository(database).openSession(session, m_world.program, accounts);
    };
    for (auto opened = tryOnce(); !opened; opened = tryOnce()) {
        qCInfo(log).noquote().nospace() << "event=session_refused code=" << toName(opened.error().code) << " detail=" << opened.error().detail;
        if (!waitFor(databaseRetry, stop))
            return std::nullopt;
    }
    qCInfo(log).noquote().nospace() << "event=session_open session=" << session.toString() << " accounts=" << accounts.size();
    return session;
}

void Orchestrator::startWorkers(const SessionId &session)
{
    for (const auto &lane : m_lanes) {
        for (int i = 0; i < lane->workers; ++i) {
            m_workers.emplace_back([this, &queue = lane->queue](std::stop_token stop) {
                Reconciler(m_world, m_timings, m_fleetId, queue, m_leases, [this] {
                    m_dispatcher.wake();
                    m_changed();
                }).run(stop);
            });
        }
    }
    m_workers.emplace_back([this, session](std::stop_token stop) { m_dispatcher.run(session, m_timings.lease, stop); });
    m_changed();
}

void Orchestrator::keepAlive(storage::Database &database, const SessionId &session, std::stop_token stop)
{
    QVector<models::AccountId> accounts;
    for (const models::Account &account : m_world.accounts)
        accounts.append(account.id);
    storage::WorkRepository work(database);
    // Three renewals within a lease, six beats within a session: one that is late or lost does no harm.
    const auto tick = toMilliseconds(std::min(m_timings.lease / 3, m_timings.session / 6));
    while (waitFor(tick, stop)) {
        if (const auto known = work.beat(session, accounts); known && !*known) {
            qCWarning(log).noquote().nospace() << "session=" << session.toString() << " event=session_unknown";
            return;
        }
        const auto held = m_leases.all();
        if (held.isEmpty())
            continue;
        const auto sentAt = bootTime();
        const auto renewed = work.renew(held);
        if (renewed)
            m_leases.renewed(held, *renewed, sentAt, m_timings.lease);
        else
            qCInfo(log).noquote().nospace() << "event=renew_failed code=" << toName(renewed.error().code) << " detail=" << renewed.error().detail;
    }
}

} // namespace vigie::engine
