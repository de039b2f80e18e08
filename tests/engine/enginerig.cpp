#include "tests/engine/enginerig.h"

#include "models/domain/status.h"
#include "providers/machine/sshmachinegateway.h"
#include "providers/scaleway/scalewayprovider.h"
#include "providers/secrets/keystore.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace vigie::test {

using models::InstanceId;
using models::Status;
using namespace std::chrono_literals;

namespace {

struct Timing {
    const char *name;
    models::Duration value;
};

// In proportion with a sandbox that is some sixty times faster than life.
constexpr Timing timings[] = {
    {"provider_request", 5s}, {"hold_off", 1s},        {"absence_gap", 200ms}, {"health_interval", 300ms}, {"lease", 6s},        {"session", 4s},
    {"retry_first", 100ms},   {"retry_most", 1s},      {"probe_first", 50ms},  {"probe_most", 300ms},
};

} // namespace

EngineRig::EngineRig(double timeScale)
    : m_sandbox({QStringLiteral("--time-scale"), QString::number(timeScale), QStringLiteral("--state"), m_secrets.path() + QStringLiteral("/cloud.json")})
{
}

bool EngineRig::start(Rig &cluster)
{
    if (!m_sandbox.start()) {
        qWarning("the sandbox did not start: %s", qPrintable(m_sandbox.errorString()));
        return false;
    }
    // A change makes the cloud write its state, its key with it: killed before its first, it would come back as another cloud.
    const auto made = m_sandbox.call("POST", QStringLiteral("/instance/v1/zones/fr-par-2/ips"), QJsonObject{{QStringLiteral("project"), m_sandbox.projectId()}});
    const QString address = QJsonDocument::fromJson(made.body).object().value(QLatin1String("ip"))[QLatin1String("id")].toString();
    if (address.isEmpty() || m_sandbox.call("DELETE", QStringLiteral("/instance/v1/zones/fr-par-2/ips/") + address).status != 204)
        return false;
    m_bench = std::make_unique<Bench>(cluster.freshSchema());
    for (const Timing &timing : timings) {
        if (!m_bench->requests().setTiming(QLatin1String(timing.name), timing.value))
            return false;
    }
    m_account.id = Bench::account();
    m_account.apiUrl = m_sandbox.apiUrl().toString();
    m_account.projectId = m_sandbox.projectId();
    m_account.zones = {models::Zone(QStringLiteral("fr-par-2"))};
    m_account.sshPort = m_sandbox.sshPort();
    m_account.workerPort = m_sandbox.workerPort();
    m_account.hasCredentials = true;
    if (!m_bench->requests().saveAccount(m_account))
        return false;

    const providers::KeyStore keys(m_secrets.path() + QStringLiteral("/secrets"));
    const auto key = keys.sshKey();
    const auto secret = keys.fleetSecret();
    if (!key || !secret)
        return false;
    m_world.program = QStringLiteral("test");
    m_world.applicationName = QStringLiteral("vigie-test");
    m_world.database = m_bench->info();
    m_world.accounts = {m_account};
    m_world.sshPublicKey = key->publicKey;
    m_world.machine = std::make_shared<providers::SshMachineGateway>(providers::MachineAccess{.privateKey = key->privateKey, .hubToken = {}});
    m_world.workerApiKey = [fleet = *secret](const InstanceId &id) { return providers::KeyStore::workerApiKey(fleet, id).reveal(); };
    return true;
}

engine::World EngineRig::world(const QByteArray &secretKey) const
{
    engine::World world = m_world;
    const QByteArray key = secretKey.isEmpty() ? m_sandbox.secretKey().toUtf8() : secretKey;
    world.makeProvider = [account = m_account, key](const models::AccountId &id) -> std::unique_ptr<providers::CloudProvider> {
        return std::make_unique<providers::ScalewayProvider>(
            providers::ScalewayAccount{id, QUrl(account.apiUrl), account.projectId, providers::Secret(key), {}});
    };
    return world;
}

std::unique_ptr<engine::Orchestrator> EngineRig::orchestrate(const QByteArray &secretKey) const
{
    auto orchestrator = std::make_unique<engine::Orchestrator>(world(secretKey), engine::Orchestrator::Workers{}, [] {});
    orchestrator->start();
    return orchestrator;
}

InstanceId EngineRig::create(const QString &name, const QString &type, const QString &zone)
{
    models::CreatePlan plan = Bench::plan();
    plan.request = models::RequestId::generate();
    plan.name = name;
    plan.account = Bench::account();
    plan.zone = models::Zone(zone);
    plan.type = models::CommercialType(type);
    plan.model = QStringLiteral("Qwen/Qwen2.5-0.5B-Instruct");
    plan.pricePerHour = models::Money::fromMicros(787'500);
    const auto now = m_bench->requests().clock();
    const auto made = m_bench->requests().create(plan, now.value_or(models::Instant()));
    if (!made)
        qFatal("not created: %s", qPrintable(made.error().detail));
    return *made;
}

void EngineRig::terminate(const InstanceId &id)
{
    if (const auto done = m_bench->requests().terminate(models::RequestId::generate(), id, std::nullopt); !done)
        qFatal("not terminated: %s", qPrintable(done.error().detail));
}

models::InstanceDetails EngineRig::details(const InstanceId &id)
{
    const auto details = m_bench->fleet().details(id);
    return details ? *details : models::InstanceDetails();
}

bool EngineRig::until(const std::function<bool()> &holds, int seconds)
{
    return QTest::qWaitFor(holds, seconds * 1000);
}

bool EngineRig::reaches(const InstanceId &id, Status status, int seconds)
{
    if (until([&] { return this->status(id) == status; }, seconds))
        return true;
    const auto now = details(id);
    qWarning("%s is %s, not %s; error %s; trouble %s", qPrintable(now.instance.name), toName(now.instance.status).data(), toName(status).data(),
             now.instance.error ? qPrintable(toName(now.instance.error->code) + u' ' + now.instance.error->detail) : "-",
             now.instance.trouble ? qPrintable(toName(now.instance.trouble->code) + u' ' + now.instance.trouble->detail) : "-");
    return false;
}

QVector<Status> EngineRig::history(const InstanceId &id)
{
    QVector<Status> statuses;
    for (const models::Transition &transition : details(id).transitions)
        statuses.append(transition.to);
    return statuses;
}

bool EngineRig::historyIsLegal(const InstanceId &id)
{
    const auto transitions = details(id).transitions;
    for (qsizetype i = 0; i < transitions.size(); ++i) {
        const bool inOrder = transitions[i].version == i + 1 && (i == 0 ? !transitions[i].from : transitions[i].from == transitions[i - 1].to);
        if (!inOrder || (i > 0 && !models::isLegal(*transitions[i].from, transitions[i].to)))
            return false;
    }
    return !transitions.isEmpty();
}

int EngineRig::leftAtTheCloud()
{
    const QJsonObject summary = m_sandbox.summary();
    return summary.value(QLatin1String("servers"))[QLatin1String("total")].toInt(1000) + summary.value(QLatin1String("volumes")).toInt(1000) +
           summary.value(QLatin1String("ips")).toInt(1000);
}

int EngineRig::created()
{
    return m_sandbox.summary().value(QLatin1String("creates")).toInt(-1);
}

} // namespace vigie::test
