#include "providers/scaleway/scalewayprovider.h"

#include "providers/scaleway/api.h"
#include "providers/scaleway/bootimages.h"
#include "providers/scaleway/readings.h"
#include "providers/scaleway/routes.h"

#include <algorithm>
#include <array>
#include <type_traits>

namespace vigie::providers {

using namespace scaleway;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t volumeStepBytes = 1'000'000'000;

enum class Removal { Terminate, Delete, NotNow, Never };
struct RemovalOf {
    ServerState state;
    Removal removal;
};
/// How a server goes, by its state: the API refuses the other ways.
constexpr std::array removals{
    RemovalOf{ServerState::Running, Removal::Terminate}, RemovalOf{ServerState::StoppedInPlace, Removal::Terminate},
    RemovalOf{ServerState::Stopped, Removal::Delete},    RemovalOf{ServerState::Starting, Removal::NotNow},
    RemovalOf{ServerState::Stopping, Removal::NotNow},   RemovalOf{ServerState::Unknown, Removal::NotNow},
    RemovalOf{ServerState::Locked, Removal::Never}};

Json toJson(const QString &value)
{
    return Json(value.toStdString());
}

Json toJson(const QStringList &values)
{
    Json array = Json::array();
    for (const QString &value : values)
        array.push_back(value.toStdString());
    return array;
}

ProviderResult<void> withoutAnswer(const ProviderResult<HttpAnswer> &answer)
{
    if (!answer)
        return tl::unexpected(answer.error());
    return {};
}

/// An object of the answer through its reading, and only if it is the one that was asked for.
/// POST action: accepted is not done, and it is not repeated on doubt.
Call actionOn(const models::Zone &zone, const QString &serverId, const char *action)
{
    return {.method = HttpMethod::Post,
            .path = instanceRoute(zone, {u"servers"_s, serverId, u"action"_s}),
            .body = Json{{"action", action}},
            .phase = Phase::Change,
            .rule = RetryRule::Action,
            .askedId = serverId};
}

/// DELETE of what the last segment of the path names.
Call deletionOf(const QStringList &path)
{
    return {.method = HttpMethod::Delete, .path = path, .phase = Phase::Change, .rule = RetryRule::Create, .askedId = path.last()};
}

template <class Reading>
using Read = typename std::invoke_result_t<Reading, const Json &>::value_type;

template <class Reading>
ProviderResult<Read<Reading>> readOne(Api &api, const Call &call, const char *key, Reading reading, const CallContext &context)
{
    auto answer = api.send(call, context);
    if (!answer)
        return tl::unexpected(answer.error());
    const auto body = parseJson(answer->body);
    if (!body)
        return tl::unexpected(api.malformedAnswer(*answer, body.error()));
    auto value = reading(*key == '\0' ? *body : child(*body, key));
    if (!value)
        return tl::unexpected(api.malformedAnswer(*answer, value.error()));
    if (!call.askedId.isEmpty() && value->id.compare(call.askedId, Qt::CaseInsensitive) != 0)
        return tl::unexpected(api.malformedAnswer(*answer, u"it is about another id"_s));
    return std::move(*value);
}

template <class Reading>
ProviderResult<QVector<Read<Reading>>> readAll(Api &api, const Listing &listing, Reading reading, const CallContext &context)
{
    const auto entries = api.list(listing, context);
    if (!entries)
        return tl::unexpected(entries.error());
    QVector<Read<Reading>> values;
    for (const ListEntry &entry : *entries) {
        auto value = reading(entry.value);
        if (!value) // one that cannot be read is not left out: the list would look complete
            return tl::unexpected(refused(ErrorClass::Ambiguous, value.error()));
        values.append(std::move(*value));
    }
    return values;
}

} // namespace

struct ScalewayProvider::Parts {
    Parts(ScalewayAccount account, Surroundings surroundings)
        : api(std::move(account), std::move(surroundings.sleeper)), images(api, std::move(surroundings.now))
    {
    }
    Api api;
    BootImages images;
};

ScalewayProvider::ScalewayProvider(ScalewayAccount account) : ScalewayProvider(std::move(account), Surroundings{}) {}

ScalewayProvider::ScalewayProvider(ScalewayAccount account, Surroundings surroundings)
    : m_parts(std::make_unique<Parts>(std::move(account), std::move(surroundings)))
{
}

ScalewayProvider::~ScalewayProvider() = default;

ProviderResult<QVector<models::Offer>> ScalewayProvider::offers(const models::Zone &zone, const CallContext &context)
{
    const auto types = m_parts->api.list(serverTypes(zone), context);
    if (!types)
        return tl::unexpected(types.error());
    const auto stock = m_parts->api.list(serverStock(zone), context);
    if (!stock)
        return tl::unexpected(stock.error());
    QHash<QString, models::Stock> stockByType;
    for (const ListEntry &entry : *stock)
        stockByType.insert(entry.id, stockOf(text(entry.value, "availability")));
    QVector<models::Offer> offers;
    for (const ListEntry &entry : *types) {
        offers.append(offerOf(entry.id, entry.value, m_parts->api.account().id, zone));
        offers.last().stock = stockByType.value(entry.id, models::Stock::Unknown);
    }
    return offers;
}

ProviderResult<BootImage> ScalewayProvider::resolveBootImage(const models::Zone &zone, const models::CommercialType &type,
                                                             const CallContext &context)
{
    return m_parts->images.resolve(zone, type, context);
}

void ScalewayProvider::forgetBootImage(const models::Zone &zone, const models::CommercialType &type)
{
    m_parts->images.forget(zone, type);
}

ProviderResult<QVector<SshKey>> ScalewayProvider::sshKeys(const CallContext &context)
{
    return readAll(m_parts->api, {.path = {u"iam"_s, u"v1alpha1"_s, u"ssh-keys"_s},
                                  .query = {{u"order_by"_s, u"created_at_asc"_s}, {u"project_id"_s, m_parts->api.account().projectId}},
                                  .key = "ssh_keys", .totals = Totals::Body}, sshKeyOf, context);
}

ProviderResult<SshKey> ScalewayProvider::addSshKey(const QString &name, const QString &publicKey, const CallContext &context)
{
    Json body = {{"name", toJson(name)}, {"public_key", toJson(publicKey)}, {"project_id", toJson(m_parts->api.account().projectId)}};
    return readOne(m_parts->api, {.method = HttpMethod::Post, .path = {u"iam"_s, u"v1alpha1"_s, u"ssh-keys"_s}, .body = std::move(body),
                                  .phase = Phase::Create, .rule = RetryRule::Create}, "", sshKeyOf, context);
}

ProviderResult<Server> ScalewayProvider::createServer(const ServerSpec &spec, const CallContext &context)
{
    if (spec.rootVolumeBytes <= 0 || spec.rootVolumeBytes % volumeStepBytes != 0)
        return tl::unexpected(refused(ErrorClass::Invalid, u"the root volume's size is not a multiple of 1 GB"_s));
    if (std::any_of(spec.tags.begin(), spec.tags.end(), [](const QString &tag) { return tag.isEmpty() || tag.contains(u','); }))
        return tl::unexpected(refused(ErrorClass::Invalid, u"a tag is empty or has a comma: it could not be searched for"_s));

    Json body = {{"name", toJson(spec.name)},
                 {"commercial_type", toJson(spec.type.toString())},
                 {"image", toJson(spec.imageId)},
                 {"project", toJson(m_parts->api.account().projectId)},
                 {"tags", toJson(spec.tags)},
                 {"boot_type", "local"},
                 {"dynamic_ip_required", true},
                 // Explicit: without it the root would be of the image's size, and of the kind that the API prefers.
                 {"volumes", {{"0", {{"volume_type", "sbs_volume"}, {"size", spec.rootVolumeBytes}}}}}};
    auto created = readOne(
        m_parts->api,
        {.method = HttpMethod::Post,
         .path = instanceRoute(spec.zone, {u"servers"_s}),
         .body = std::move(body),
         .phase = Phase::Create,
         .rule = RetryRule::Create},
        "server", [&](const Json &object) { return serverOf(object, spec.zone); }, context);
    if (!created && isAboutBootImage(created.error()))
        forgetBootImage(spec.zone, spec.type);
    return created;
}

ProviderResult<void> ScalewayProvider::powerOn(const models::Zone &zone, const QString &serverId, const CallContext &context)
{
    return withoutAnswer(m_parts->api.send(actionOn(zone, serverId, "poweron"), context));
}

ProviderResult<Server> ScalewayProvider::server(const models::Zone &zone, const QString &serverId, const CallContext &context)
{
    return readOne(m_parts->api, {.path = instanceRoute(zone, {u"servers"_s, serverId}), .askedId = serverId}, "server",
                   [&](const Json &object) { return serverOf(object, zone); }, context);
}

ProviderResult<QVector<Server>> ScalewayProvider::serversWithTag(const models::Zone &zone, const QString &tag, const CallContext &context)
{
    return readAll(m_parts->api, {.path = instanceRoute(zone, {u"servers"_s}), .query = {{u"tags"_s, tag}}, .key = "servers"},
                   [&](const Json &object) { return serverOf(object, zone); }, context);
}

ProviderResult<void> ScalewayProvider::deleteServer(const Server &server, const CallContext &context)
{
    const auto found = std::find_if(removals.begin(), removals.end(), [&](const RemovalOf &each) { return each.state == server.state; });
    switch (found->removal) {
    case Removal::Terminate:
        return withoutAnswer(m_parts->api.send(actionOn(server.zone, server.id, "terminate"), context));
    case Removal::Delete:
        return withoutAnswer(m_parts->api.send(deletionOf(instanceRoute(server.zone, {u"servers"_s, server.id})), context));
    case Removal::NotNow:
        return tl::unexpected(refused(ErrorClass::Busy, u"the server is "_s + server.stateText));
    case Removal::Never:
        break;
    }
    return tl::unexpected(refused(ErrorClass::Locked, u"the provider has locked the server"_s));
}

ProviderResult<Volume> ScalewayProvider::volume(const models::Zone &zone, const QString &volumeId, const CallContext &context)
{
    return readOne(m_parts->api, {.path = blockRoute(zone, {u"volumes"_s, volumeId}), .askedId = volumeId}, "", volumeOf, context);
}

ProviderResult<QVector<Volume>> ScalewayProvider::volumesWithTag(const models::Zone &zone, const QString &tag, const CallContext &context)
{
    return readAll(m_parts->api,
                   {.path = blockRoute(zone, {u"volumes"_s}), .query = {{u"tags"_s, tag}}, .key = "volumes", .totals = Totals::Body},
                   volumeOf, context);
}

ProviderResult<void> ScalewayProvider::tagVolume(const models::Zone &zone, const QString &volumeId, const QString &name,
                                                 const QStringList &tags, const CallContext &context)
{
    // Setting values: doing it twice is doing it once, so it may be repeated.
    return withoutAnswer(m_parts->api.send({.method = HttpMethod::Patch,
                                            .path = blockRoute(zone, {u"volumes"_s, volumeId}),
                                            .body = Json{{"name", toJson(name)}, {"tags", toJson(tags)}},
                                            .phase = Phase::Change,
                                            .rule = RetryRule::Read,
                                            .askedId = volumeId},
                                           context));
}

ProviderResult<void> ScalewayProvider::deleteVolume(const models::Zone &zone, const QString &volumeId, const CallContext &context)
{
    return withoutAnswer(m_parts->api.send(deletionOf(blockRoute(zone, {u"volumes"_s, volumeId})), context));
}

ProviderResult<PublicAddress> ScalewayProvider::address(const models::Zone &zone, const QString &addressId, const CallContext &context)
{
    return readOne(m_parts->api, {.path = instanceRoute(zone, {u"ips"_s, addressId}), .askedId = addressId}, "ip", flexibleAddressOf,
                   context);
}

ProviderResult<QVector<PublicAddress>> ScalewayProvider::addressesWithTag(const models::Zone &zone, const QString &tag,
                                                                          const CallContext &context)
{
    return readAll(m_parts->api, {.path = instanceRoute(zone, {u"ips"_s}), .query = {{u"tags"_s, tag}}, .key = "ips"}, flexibleAddressOf,
                   context);
}

ProviderResult<void> ScalewayProvider::deleteAddress(const models::Zone &zone, const QString &addressId, const CallContext &context)
{
    return withoutAnswer(m_parts->api.send(deletionOf(instanceRoute(zone, {u"ips"_s, addressId})), context));
}

ProviderResult<QStringList> ScalewayProvider::hostKeyFingerprints(const models::Zone &zone, const QString &serverId,
                                                                  const CallContext &context)
{
    const auto answer = m_parts->api.send(
        {.path = instanceRoute(zone, {u"servers"_s, serverId, u"user_data"_s, u"ssh-host-fingerprints"_s}), .askedId = serverId}, context);
    if (answer)
        return fingerprintsIn(answer->body);
    // The API's word for a key that is not set is a 404 without a body; any other 404 is about something else.
    if (answer.error().httpStatus == 404 && answer.error().rawBody.isEmpty())
        return QStringList();
    return tl::unexpected(answer.error());
}

} // namespace vigie::providers
