#include "app/engine/reconciler.h"

#include "app/engine/steps/steps.h"
#include "app/engine/waiting.h"

#include <QLoggingCategory>

#include <algorithm>

namespace vigie::engine {

using models::ErrorCode;
using storage::Lease;

namespace {

Q_LOGGING_CATEGORY(log, "vigie.engine.reconciler")

constexpr std::chrono::milliseconds databaseRetryFirst(100);
constexpr std::chrono::milliseconds databaseRetryMost(2000);

} // namespace

Reconciler::Reconciler(const World &world, const Timings &timings, QString fleetId, KeyedQueue &queue, LeaseRegistry &leases, std::function<void()> concluded)
    : m_world(world), m_timings(timings), m_fleetId(std::move(fleetId)), m_queue(queue), m_leases(leases), m_concluded(std::move(concluded))
{
}

void Reconciler::run(std::stop_token stop)
{
    // Made here: a connection and a network manager belong to the thread that makes them.
    m_database = std::make_unique<storage::Database>(m_world.database, m_world.applicationName);
    while (const auto lease = m_queue.pop(stop)) {
        if (m_leases.isReliable(*lease))
            reconcile(*lease, stop);
        m_leases.remove(*lease);
        m_queue.done(lease->instance);
        m_concluded();
    }
    m_providers.clear();
    m_database.reset();
}

void Reconciler::reconcile(const Lease &lease, std::stop_token stop)
{
    auto wait = databaseRetryFirst;
    for (;;) {
        const auto done = oneStep(lease, stop);
        if (done)
            return;
        if (!storage::isConnectionLost(done.error())) {
            // Fenced: the work is another's by now, or an operator asked for its end; the row is due for whoever claims it next.
            if (done.error().code == ErrorCode::Fenced || done.error().code == ErrorCode::CreateRefused)
                qCInfo(log).noquote().nospace() << "instance=" << lease.instance.toString() << " event=dropped reason=" << toName(done.error().code);
            else
                qCWarning(log).noquote().nospace() << "instance=" << lease.instance.toString() << " event=step_failed code="
                                                   << toName(done.error().code) << " sqlstate=" << done.error().params.value(QStringLiteral("sqlstate"))
                                                   << " detail=" << done.error().detail;
            return;
        }
        // The lease is still ours when the database is back in time; what the step did is in the intents.
        if (!m_leases.isReliable(lease) || !waitFor(wait, stop))
            return;
        wait = std::min(wait * 2, databaseRetryMost);
    }
}

models::Result<void> Reconciler::oneStep(const Lease &lease, std::stop_token stop)
{
    storage::WorkRepository work(*m_database);
    const auto facts = work.facts(lease);
    if (!facts)
        return tl::unexpected(facts.error());
    const models::Step step = models::decide(*facts);
    const auto account = std::find_if(m_world.accounts.begin(), m_world.accounts.end(),
                                      [&](const models::Account &each) { return each.id == facts->account; });
    providers::CloudProvider *cloud = account == m_world.accounts.end() ? nullptr : providerFor(account->id);
    if (!cloud)
        return models::fail(ErrorCode::MissingCredentials, {{QStringLiteral("account"), facts->account.toString()}});

    StepContext context{lease, *facts, *account, m_timings, work, *cloud, *m_world.machine,
                        m_world.workerApiKey(lease.instance), m_world.sshPublicKey, m_fleetId, stop};
    qCDebug(log).noquote().nospace() << "instance=" << lease.instance.toString() << " event=step step=" << static_cast<int>(step)
                                     << " status=" << toName(facts->status) << " epoch=" << lease.epoch;
    const auto conclusion = steps::run(step, context);
    if (!conclusion)
        return tl::unexpected(conclusion.error());
    if (stop.stop_requested() && conclusion->trouble && conclusion->trouble->code == ErrorCode::Cancelled)
        return {}; // we interrupted it ourselves: not worth a line in anybody's timeline
    return work.conclude(lease, *conclusion);
}

providers::CloudProvider *Reconciler::providerFor(const models::AccountId &account)
{
    auto &provider = m_providers[account];
    if (!provider)
        provider = m_world.makeProvider(account);
    return provider.get();
}

} // namespace vigie::engine
