#include "tests/ui/support/samples.h"

#include <QJsonArray>

namespace vigie::tests {

using namespace std::chrono_literals;
using models::ActionCode;
using models::ActionStatus;
using models::Money;
using models::Status;

namespace {

constexpr std::array models_{"Qwen/Qwen2.5-14B-Instruct",          "meta-llama/Llama-3.1-8B-Instruct",        "Qwen/Qwen2.5-72B-Instruct",
                             "mistralai/Mistral-7B-Instruct-v0.3", "deepseek-ai/DeepSeek-R1-Distill-Qwen-7B", "gpt2"};
constexpr std::array types{"L40S-2-48G", "L4-1-24G", "H100-2-80G", "L40S-1-48G"};
constexpr std::array zones{"fr-par-2", "fr-par-1", "pl-waw-2"};
constexpr std::array names{"prod-chat-3", "eval-7", "rag-large", "batch-nightly", "demo", "leo-test"};

int progressOf(Status status)
{
    switch (status) {
    case Status::Provisioning: return 10;
    case Status::Booting: return 40;
    case Status::Installing: return 55;
    case Status::Starting: return 70;
    case Status::ProvisioningFailed: return 10;
    case Status::StartupFailed: return 80;
    case Status::Failed: return 10;
    default: return 100;
    }
}

models::Error errorOf(Status status)
{
    switch (status) {
    case Status::ProvisioningFailed:
        return {models::ErrorCode::ProviderOutOfStock,
                {{QStringLiteral("zone"), QStringLiteral("fr-par-2")}, {QStringLiteral("type"), QStringLiteral("H100-2-80G")}},
                QStringLiteral("out_of_stock: resource h100_2_80g is out of stock in fr-par-2")};
    case Status::StartupFailed:
        return {models::ErrorCode::ModelLoadFailed,
                {},
                QStringLiteral("ValueError: Model architectures ['FooForCausalLM'] are not supported for now.")};
    default:
        return {models::ErrorCode::ScwDisklessBootImageRequired, {{QStringLiteral("zone"), QStringLiteral("fr-par-2")}},
                QStringLiteral("ubuntu_jammy: this image is not made for L40S-2-48G; ubuntu_noble_gpu_os_12: no entry in fr-par-2")};
    }
}

/// Builds a history along a clock that moves on with each call.
class History {
public:
    explicit History(models::InstanceDetails &details) : m_details(details), m_at(details.instance.createdAt) {}

    void to(Status status, models::Duration after, const char *reason)
    {
        m_at = m_at + after;
        models::Transition transition;
        transition.version = m_details.transitions.size() + 1;
        if (!m_details.transitions.isEmpty())
            transition.from = m_details.transitions.last().to;
        transition.to = status;
        transition.toName = QString(models::toName(status));
        transition.at = m_at;
        transition.reason = QLatin1String(reason);
        transition.actor = QStringLiteral("ana");
        m_details.transitions.append(transition);
    }

    models::Action &act(ActionCode code, models::Duration waits, models::Duration works, ActionStatus status = ActionStatus::Success)
    {
        models::Action action;
        action.id = m_details.actions.size() + 1;
        action.code = code;
        action.codeName = QString(models::toName(code));
        action.status = status;
        action.queuedAt = m_at;
        action.startedAt = m_at + waits;
        m_at = m_at + waits + works;
        if (status != ActionStatus::InProgress)
            action.endedAt = m_at;
        m_details.actions.append(action);
        return m_details.actions.last();
    }

    models::Instant at() const { return m_at; }

private:
    models::InstanceDetails &m_details;
    models::Instant m_at;
};

QJsonObject phase(const char *name, models::Instant begin, std::optional<models::Instant> end)
{
    QJsonObject object{{QStringLiteral("phase"), QLatin1String(name)},
                       {QStringLiteral("begin"), static_cast<qint64>(begin.microseconds())}};
    if (end)
        object.insert(QStringLiteral("end"), static_cast<qint64>(end->microseconds()));
    return object;
}

void addResources(models::InstanceDetails &details)
{
    const models::Instance &instance = details.instance;
    const auto add = [&](models::ResourceKind kind, const QString &detail, std::int64_t micros) {
        models::Resource resource;
        resource.kind = kind;
        resource.providerId =
            QStringLiteral("%1-7c1e-4b3a-9a39-77e0d8c3b0%2").arg(QStringLiteral("9f2c41d0")).arg(10 + details.resources.size());
        resource.zone = instance.zone;
        resource.detail = detail;
        resource.pricePerHour = Money::fromMicros(micros);
        resource.firstSeenAt = instance.createdAt + 22s;
        if (micros > 0)
            resource.billedFrom = instance.createdAt + 24s;
        details.resources.append(resource);
    };
    add(models::ResourceKind::Server, instance.type.toString(), 2'920'000);
    add(models::ResourceKind::Volume, QStringLiteral("125 GB"), 14'521);
    add(models::ResourceKind::Address, instance.address, 4'000);
    add(models::ResourceKind::SecurityGroup, QStringLiteral("vigie-") + instance.name, 0);
}

} // namespace

models::Instant sampleNow()
{
    return models::Instant::fromMicroseconds(1'772'445'600'000'000);
}

models::Account sampleAccount(models::Environment environment)
{
    constexpr std::array ids{"acme", "acme-staging", "acme-main"};
    models::Account account;
    account.id = models::AccountId(QLatin1String(ids[static_cast<std::size_t>(environment)]));
    account.zones = {models::Zone(QStringLiteral("fr-par-1")), models::Zone(QStringLiteral("fr-par-2"))};
    account.environment = environment;
    account.hasCredentials = true;
    return account;
}

models::Instance sampleInstance(int number, Status status)
{
    const auto index = static_cast<std::size_t>(number);
    models::Instance instance;
    instance.id = *models::InstanceId::parse(QStringLiteral("00000000-0000-4000-8000-%1").arg(number + 1, 12, 10, QLatin1Char('0')));
    instance.name = QLatin1String(names[index % names.size()]) + (number < 6 ? QString() : QStringLiteral("-%1").arg(number));
    instance.status = status;
    instance.statusName = QString(models::toName(status));
    instance.version = 3;
    instance.progress = progressOf(status);
    instance.account = models::AccountId(QStringLiteral("acme"));
    instance.zone = models::Zone(QLatin1String(zones[index % zones.size()]));
    instance.type = models::CommercialType(QLatin1String(types[index % types.size()]));
    instance.model = QLatin1String(models_[index % models_.size()]);
    const bool hasServer =
        status != Status::ProvisioningFailed && status != Status::Failed && status != Status::Provisioning && !models::isGone(status);
    if (hasServer)
        instance.address = QStringLiteral("51.159.0.%1").arg(number + 10);
    instance.createdBy = QStringLiteral("ana");
    instance.createdAt = sampleNow() + models::Duration(-(number * 47min + 6min));
    instance.statusSince = sampleNow() + models::Duration(-(number * 31min + 95s));
    if (models::isFailed(status))
        instance.error = errorOf(status);
    instance.pricePerHour = Money::fromMicros(hasServer ? 787'500 + number * 310'000 : 0);
    instance.costSoFar = instance.pricePerHour->over(sampleNow() - instance.createdAt);
    instance.costAt = sampleNow();
    instance.liveResources = hasServer ? 4 : 0;
    return instance;
}

QVector<models::Instance> sampleFleet()
{
    constexpr std::array statuses{
        Status::Ready,      Status::Ready,       Status::Starting,           Status::StartupFailed, Status::Provisioning, Status::Booting,
        Status::Installing, Status::Unavailable, Status::ProvisioningFailed, Status::Terminating,   Status::Terminated,   Status::Ready};
    QVector<models::Instance> fleet;
    for (std::size_t i = 0; i < statuses.size(); ++i)
        fleet.append(sampleInstance(static_cast<int>(i), statuses[i]));
    return fleet;
}

QVector<models::ZoneOffers> sampleOffers()
{
    const auto offer = [](const char *type, int gpus, const char *gpu, std::int64_t gib, std::int64_t micros, models::Stock stock) {
        models::Offer one;
        one.account = models::AccountId(QStringLiteral("acme"));
        one.zone = models::Zone(QStringLiteral("fr-par-2"));
        one.type = models::CommercialType(QLatin1String(type));
        one.arch = QStringLiteral("x86_64");
        one.cpus = 8 * std::max(gpus, 1);
        one.memoryBytes = 48LL << 30;
        one.gpus = gpus;
        one.gpuName = QLatin1String(gpu);
        one.gpuMemoryBytes = gib << 30;
        one.pricePerHour = Money::fromMicros(micros);
        one.stock = stock;
        return one;
    };
    models::ZoneOffers good{models::AccountId(QStringLiteral("acme")), models::Zone(QStringLiteral("fr-par-2")), {}, {}};
    good.offers = {offer("L4-1-24G", 1, "L4", 24, 787'500, models::Stock::Available),
                   offer("L4-2-24G", 2, "L4", 24, 1'575'000, models::Stock::Available),
                   offer("L40S-1-48G", 1, "L40S", 48, 1'469'916, models::Stock::Scarce),
                   offer("L40S-2-48G", 2, "L40S", 48, 2'939'832, models::Stock::Shortage),
                   offer("H100-1-80G", 1, "H100", 80, 2'868'000, models::Stock::Scarce),
                   offer("H100-2-80G", 2, "H100", 80, 5'736'000, models::Stock::Unknown),
                   offer("DEV1-S", 0, "", 0, 9'000, models::Stock::Available)};
    models::ZoneOffers bad{models::AccountId(QStringLiteral("acme")), models::Zone(QStringLiteral("fr-par-1")), {}, {}};
    bad.error = models::Error{models::ErrorCode::ProviderUnreachable, {}, QStringLiteral("connection refused")};
    return {good, bad};
}

models::InstanceDetails sampleDetails(const models::Instance &instance)
{
    models::InstanceDetails details;
    details.instance = instance;
    details.readAt = sampleNow();
    History history(details);
    history.to(Status::Provisioning, 0s, "operator");
    history.act(ActionCode::RequestCreate, 11ms, 35ms);
    if (instance.status == Status::Failed || instance.status == Status::ProvisioningFailed) {
        history.act(ActionCode::ExecuteCreate, 47ms, 91ms, ActionStatus::Failed).error = instance.error;
        history.to(instance.status, 2ms, instance.error ? models::toName(instance.error->code).data() : "");
        return details;
    }
    history.act(ActionCode::ResolveBootImage, 60ms, 840ms);
    history.act(ActionCode::ProviderCreate, 120ms, 3s);
    history.act(ActionCode::ProviderStart, 400ms, 17s);
    history.to(Status::Booting, 100ms, "running");
    history.act(ActionCode::ProviderGetIp, 1s, 2s);
    history.act(ActionCode::WorkerSshAccessible, 500ms, 38s);
    history.to(Status::Installing, 100ms, "ssh");
    const models::Instant installs = history.at() + 800ms;
    models::Action &install = history.act(ActionCode::WorkerSshInstall, 800ms, 104s);
    install.metadata = {
        {QStringLiteral("phases"), QJsonArray{phase("packages", installs, installs + 21s), phase("image", installs + 21s, installs + 88s),
                                              phase("service", installs + 88s, installs + 104s)}},
        {QStringLiteral("tail"), QJsonArray{QStringLiteral("Status: Downloaded newer image for vllm/vllm-openai:v0.13.0"),
                                            QStringLiteral("Created symlink /etc/systemd/system/multi-user.target.wants/vllm.service"),
                                            QStringLiteral("vigie: phase done")}}};
    history.to(Status::Starting, 50ms, "installed");
    history.act(ActionCode::WorkerVllmHttpOk, 1s, 46s);
    if (instance.status == Status::Starting) {
        history.act(ActionCode::WorkerModelLoaded, 200ms, 10s, ActionStatus::InProgress);
        addResources(details);
        return details;
    }
    history.act(ActionCode::WorkerModelLoaded, 200ms, 31s);
    history.act(ActionCode::WorkerVllmWarmup, 100ms, 4s);
    history.act(ActionCode::HealthCheck, 20ms, 200ms);
    history.to(Status::Ready, 10ms, "healthy");
    addResources(details);
    return details;
}

} // namespace vigie::tests
