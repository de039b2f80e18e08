#include "app/application/runtime.h"

#include "app/application/accountsource.h"
#include "app/storage/migrator.h"
#include "app/storage/requestrepository.h"
#include "providers/machine/sshmachinegateway.h"
#include "providers/scaleway/scalewayprovider.h"
#include "providers/secrets/keystore.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <algorithm>

namespace vigie::application {

using models::Account;
using models::ConnectionState;
using models::Result;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(log, "vigie.application")

constexpr double defaultTimeScale = 8;

struct DemonstrationTiming {
    const char *name;
    models::Duration value;
};

// A cloud on this machine, some times faster than life, has nothing in flight for minutes: what real providers need as margins would be
// most of the demonstration's time.
constexpr DemonstrationTiming demonstrationTimings[] = {
    {"provider_request", 10s}, {"hold_off", 5s},    {"absence_gap", 1s},  {"health_interval", 5s}, {"lease", 15s},
    {"session", 10s},          {"retry_first", 1s}, {"retry_most", 10s}, {"probe_first", 300ms},  {"probe_most", 2s},
};

ConnectionState::Step stepOf(postgres::ClusterPhase phase)
{
    using enum postgres::ClusterPhase;
    switch (phase) {
    case Initialising:
        return ConnectionState::Step::InitialisingCluster;
    case Starting:
        return ConnectionState::Step::StartingCluster;
    case Recovering:
        return ConnectionState::Step::RecoveringCluster;
    case Probing:
    case Running:
        break;
    }
    return ConnectionState::Step::ProbingCluster;
}

} // namespace

Runtime::Runtime(RuntimeOptions options, Progress progress)
    : m_options(std::move(options)), m_progress(std::move(progress)), m_dataRoot(postgres::defaultDataRoot()),
      m_applicationName(u"vigie-%1-%2"_s.arg(m_options.program).arg(QCoreApplication::applicationPid()))
{
    if (m_options.mode == Mode::Demonstration)
        m_dataRoot += "/demo"_L1;
}

Runtime::~Runtime() = default;

QUrl Runtime::sandboxControlUrl() const
{
    return m_sandbox ? m_sandbox->controlUrl() : QUrl();
}

void Runtime::say(ConnectionState::Step step) const
{
    if (m_progress)
        m_progress(step);
}

Result<QString> Runtime::database(std::stop_token stop)
{
    const QString url = qEnvironmentVariable("VIGIE_DATABASE_URL");
    if (!url.isEmpty() && m_options.mode == Mode::Normal)
        return url;
    if (!m_cluster) {
        postgres::ClusterOptions options;
        options.dataRoot = m_dataRoot;
        options.applicationName = m_applicationName;
        m_cluster = std::make_unique<postgres::PrivateCluster>(options, [this](postgres::ClusterPhase phase) { say(stepOf(phase)); });
    }
    return m_cluster->start(stop);
}

Result<Prepared> Runtime::prepare(std::stop_token stop)
{
    const auto conninfo = database(stop);
    if (!conninfo)
        return tl::unexpected(conninfo.error());
    const auto info = storage::parseConnectionInfo(*conninfo);
    if (!info)
        return tl::unexpected(info.error());

    std::optional<UsableAccount> usable;
    if (m_options.mode == Mode::Demonstration) {
        say(ConnectionState::Step::StartingSandbox);
        if (!m_sandbox)
            m_sandbox = std::make_unique<SandboxService>(m_dataRoot + "/sandbox"_L1, m_options.timeScale.value_or(defaultTimeScale));
        if (auto started = m_sandbox->start(stop); !started)
            return tl::unexpected(started.error());
        usable = UsableAccount{m_sandbox->account(), m_sandbox->secretKey()};
    } else {
        usable = accountFromEnvironment(QProcessEnvironment::systemEnvironment());
    }

    say(ConnectionState::Step::Migrating);
    storage::Database connection(*info, m_applicationName);
    if (auto migrated = storage::migrate(connection); !migrated)
        return tl::unexpected(migrated.error());
    storage::RequestRepository requests(connection);
    if (m_options.mode == Mode::Demonstration) {
        for (const DemonstrationTiming &timing : demonstrationTimings) {
            if (auto set = requests.setTiming(QLatin1String(timing.name), timing.value); !set)
                return tl::unexpected(set.error());
        }
    }
    if (usable) {
        if (auto saved = requests.saveAccount(usable->account); !saved)
            return tl::unexpected(saved.error());
    }
    auto accounts = requests.accounts();
    if (!accounts)
        return tl::unexpected(accounts.error());
    for (Account &account : *accounts)
        account.hasCredentials = usable && account.id == usable->account.id;

    const providers::KeyStore keys(m_dataRoot + "/secrets"_L1);
    const auto sshKey = keys.sshKey();
    if (!sshKey)
        return tl::unexpected(sshKey.error());
    const auto fleetSecret = keys.fleetSecret();
    if (!fleetSecret)
        return tl::unexpected(fleetSecret.error());

    Prepared prepared;
    prepared.accounts = *accounts;
    prepared.databaseName = m_cluster ? u"private"_s : info->displayName();
    engine::World &world = prepared.world;
    world.program = m_options.program;
    world.applicationName = m_applicationName;
    world.database = *info;
    if (usable)
        world.accounts = {usable->account};
    world.sshPublicKey = sshKey->publicKey;
    world.machine = std::make_shared<providers::SshMachineGateway>(
        providers::MachineAccess{.privateKey = sshKey->privateKey, .hubToken = providers::Secret(qgetenv("HF_TOKEN"))});
    world.workerApiKey = [secret = *fleetSecret](const models::InstanceId &id) { return providers::KeyStore::workerApiKey(secret, id).reveal(); };
    world.makeProvider = [usable](const models::AccountId &id) -> std::unique_ptr<providers::CloudProvider> {
        if (!usable || usable->account.id != id)
            return nullptr;
        return std::make_unique<providers::ScalewayProvider>(providers::ScalewayAccount{
            id, QUrl(usable->account.apiUrl), usable->account.projectId, usable->secretKey, qEnvironmentVariable("VIGIE_BOOT_IMAGE")});
    };
    qCInfo(log).noquote().nospace() << "event=prepared database=" << prepared.databaseName << " accounts=" << prepared.accounts.size()
                                    << " data=" << m_dataRoot;
    return prepared;
}

Result<void> Runtime::mend(std::stop_token stop)
{
    if (m_sandbox) {
        if (auto started = m_sandbox->start(stop); !started)
            return started;
    }
    if (!m_cluster)
        return {};
    const auto started = m_cluster->start(stop);
    if (!started)
        return tl::unexpected(started.error());
    return {};
}

void Runtime::leave()
{
    if (m_cluster) {
        if (const auto left = m_cluster->leave(); !left)
            qCWarning(log).noquote().nospace() << "event=cluster_not_left code=" << toName(left.error().code) << " detail=" << left.error().detail;
    }
    if (m_sandbox)
        m_sandbox->leave();
}

} // namespace vigie::application
