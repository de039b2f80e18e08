#include "app/engine/engineconsole.h"

#include "app/engine/changefeed.h"
#include "app/engine/commandthread.h"
#include "app/engine/listener.h"
#include "app/engine/notifier.h"
#include "app/engine/offersloader.h"
#include "app/engine/orchestrator.h"
#include "app/engine/waiting.h"
#include "app/storage/requestrepository.h"

namespace vigie::engine {

using models::ConnectionState;
using models::Error;
using models::ErrorCode;
using models::Instant;
using models::RequestId;
using storage::Database;
using storage::RequestRepository;

namespace {

/// How long a request is tried again over a lost connection before it is refused. It carries an id: a repeat does nothing twice.
constexpr std::chrono::milliseconds requestPatience(5000);
constexpr std::chrono::milliseconds requestRetry(250);

/// Runs a request, and again while the connection is lost.
template <class Request>
auto persistently(Database &database, Request request)
{
    const QDeadlineTimer patience(requestPatience);
    auto result = request(database);
    while (!result && storage::isConnectionLost(result.error()) && !patience.hasExpired()) {
        waitFor(requestRetry, {});
        result = request(database);
    }
    return result;
}

tl::unexpected<Error> notConnected()
{
    return models::fail(ErrorCode::DatabaseUnreachable);
}

} // namespace

/// What runs while a database is attached, in the order in which it starts; it ends in the reverse one.
struct EngineConsole::Running {
    Running(EngineConsole &console, World worldToUse)
        : world(std::move(worldToUse)), offers(world), notifier(world.database, world.applicationName),
          feed(world.database, world.applicationName,
               {[&console](models::FleetDelta delta) { post(console, [&console, delta] { Q_EMIT console.fleetChanged(delta); }); },
                [&console](Instant asOf, int count) { post(console, [&console, asOf, count] { console.feedIsLive(asOf, count); }); },
                [&console](Error error) { post(console, [&console, error] { console.feedIsLost(error); }); }}),
          orchestrator(world, Orchestrator::Workers{}, [this] { feed.hint(); notifier.changed(); }),
          listener(world.database, world.applicationName, [this] { feed.hint(); orchestrator.wake(); }),
          commands(world.database, world.applicationName)
    {
        orchestrator.start();
    }
    ~Running() { orchestrator.stop(); }

    static void post(EngineConsole &console, std::function<void()> call) { QMetaObject::invokeMethod(&console, std::move(call), Qt::QueuedConnection); }

    World world;
    OffersLoader offers;
    Notifier notifier;
    ChangeFeed feed;
    Orchestrator orchestrator;
    Listener listener;
    CommandThread commands;
};

EngineConsole::EngineConsole(QObject *parent) : Console(parent) {}

EngineConsole::~EngineConsole()
{
    detach();
}

void EngineConsole::setStep(ConnectionState::Step step)
{
    ConnectionState state = m_state;
    state.phase = ConnectionState::Phase::Starting;
    state.step = step;
    state.error.reset();
    setState(state);
}

void EngineConsole::setFailed(const Error &error)
{
    ConnectionState state = m_state;
    state.phase = ConnectionState::Phase::Failed;
    state.error = error;
    setState(state);
}

void EngineConsole::attach(World world, const QString &databaseName, const QVector<models::Account> &accounts)
{
    m_state.databaseName = databaseName;
    m_state.databaseUser = world.database.user;
    m_accounts = accounts;
    setStep(ConnectionState::Step::Connecting);
    Q_EMIT accountsChanged();
    m_running = std::make_unique<Running>(*this, std::move(world));
}

void EngineConsole::detach()
{
    m_running.reset();
}

void EngineConsole::setState(const ConnectionState &state)
{
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT connectionChanged(m_state);
}

void EngineConsole::feedIsLive(Instant asOf, int orchestrators)
{
    const bool same = m_state.phase == ConnectionState::Phase::Live && m_state.orchestrators == orchestrators;
    if (same) {
        m_state.asOf = asOf; // known to whoever asks; not worth a signal each second
        return;
    }
    ConnectionState state = m_state;
    state.phase = ConnectionState::Phase::Live;
    state.step = ConnectionState::Step::None;
    state.error.reset();
    state.asOf = asOf;
    state.orchestrators = orchestrators;
    setState(state);
}

void EngineConsole::feedIsLost(const Error &error)
{
    ConnectionState state = m_state;
    state.phase = ConnectionState::Phase::Reconnecting;
    state.error = error;
    setState(state);
}

void EngineConsole::committed()
{
    m_running->orchestrator.wake();
    m_running->feed.hint();
    m_running->notifier.changed();
}

namespace {

/// Posts a request to the commands' thread; `done` and `refused` are called on the console's thread.
template <class Console, class Running, class Request>
void send(Console *console, Running &running, RequestId id, Request request, std::function<void()> committed)
{
    running.commands.post([console, id, request, committed](Database &database) {
        const models::Result<models::InstanceId> result = persistently(database, request);
        if (result)
            committed();
        QMetaObject::invokeMethod(console, [console, id, result] {
            if (result)
                Q_EMIT console->requestDone(id, *result);
            else
                Q_EMIT console->requestRefused(id, result.error());
        }, Qt::QueuedConnection);
    });
}

} // namespace

void EngineConsole::createInstance(const models::CreatePlan &plan)
{
    if (!m_running) {
        Q_EMIT requestRefused(plan.request, notConnected().value());
        return;
    }
    const auto request = [plan, begun = std::make_shared<std::optional<Instant>>()](Database &database) -> models::Result<models::InstanceId> {
        RequestRepository requests(database);
        if (!*begun) {
            const auto now = requests.clock();
            if (!now)
                return tl::unexpected(now.error());
            *begun = *now;
        }
        return requests.create(plan, **begun);
    };
    send(this, *m_running, plan.request, request, [this] { committed(); });
}

RequestId EngineConsole::terminateInstance(const models::InstanceId &id, std::int64_t seenVersion)
{
    const RequestId request = RequestId::generate();
    if (m_running) {
        send(this, *m_running, request, [=](Database &database) -> models::Result<models::InstanceId> {
            if (auto done = RequestRepository(database).terminate(request, id, seenVersion); !done)
                return tl::unexpected(done.error());
            return id;
        }, [this] { committed(); });
    } else {
        QMetaObject::invokeMethod(this, [=, this] { Q_EMIT requestRefused(request, notConnected().value()); }, Qt::QueuedConnection);
    }
    return request;
}

namespace {

auto archiving(const RequestId &request, const models::InstanceId &id, RequestRepository::Archiving what)
{
    return [=](Database &database) -> models::Result<models::InstanceId> {
        if (auto done = RequestRepository(database).archive(request, id, what); !done)
            return tl::unexpected(done.error());
        return id;
    };
}

} // namespace

RequestId EngineConsole::archiveInstance(const models::InstanceId &id)
{
    const RequestId request = RequestId::generate();
    if (m_running)
        send(this, *m_running, request, archiving(request, id, RequestRepository::Archiving::Archive), [this] { committed(); });
    return request;
}

RequestId EngineConsole::unarchiveInstance(const models::InstanceId &id)
{
    const RequestId request = RequestId::generate();
    if (m_running)
        send(this, *m_running, request, archiving(request, id, RequestRepository::Archiving::Unarchive), [this] { committed(); });
    return request;
}

void EngineConsole::loadDetails(const models::InstanceId &id)
{
    if (!m_running)
        return;
    m_running->commands.post([this, id](Database &database) {
        const auto details = storage::FleetRepository(database).details(id);
        QMetaObject::invokeMethod(this, [this, id, details] {
            if (details)
                Q_EMIT detailsLoaded(*details);
            else
                Q_EMIT detailsFailed(id, details.error());
        }, Qt::QueuedConnection);
    });
}

void EngineConsole::loadOffers()
{
    if (!m_running)
        return;
    m_running->offers.load([this](models::ZoneOffers offers) {
        QMetaObject::invokeMethod(this, [this, offers] { Q_EMIT offersLoaded(offers); }, Qt::QueuedConnection);
    });
}

void EngineConsole::retryNow()
{
    if (m_running)
        m_running->feed.hint();
    else if (m_retry)
        m_retry();
}

} // namespace vigie::engine
