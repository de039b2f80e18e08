#include "app/ctl/json.h"

#include <array>

namespace vigie::ctl {

using namespace Qt::StringLiterals;
using models::Instant;

namespace {

constexpr std::array segmentKinds{"waiting", "working", "unattributed"};
constexpr std::array stocks{"unknown", "available", "scarce", "shortage"};
constexpr std::array environments{"sandbox", "staging", "production"};
constexpr std::array components{"console", "orchestrator"};

template <std::size_t size, class Enum>
QString nameIn(const std::array<const char *, size> &names, Enum value)
{
    return QLatin1String(names[static_cast<std::size_t>(value)]);
}

QJsonValue json(Instant at)
{
    return static_cast<qint64>(at.microseconds());
}

QJsonValue json(const std::optional<Instant> &at)
{
    return at ? json(*at) : QJsonValue();
}

QJsonValue json(const std::optional<models::Money> &money)
{
    return money ? QJsonValue(static_cast<qint64>(money->micros())) : QJsonValue();
}

QJsonValue json(models::Duration duration)
{
    return static_cast<qint64>(duration.count());
}

QJsonValue json(const std::optional<models::Error> &error)
{
    return error ? QJsonValue(toJson(*error)) : QJsonValue();
}

} // namespace

QJsonObject toJson(const models::Error &error)
{
    QJsonObject params;
    for (auto param = error.params.cbegin(); param != error.params.cend(); ++param)
        params.insert(param.key(), param.value());
    return {{u"code"_s, toName(error.code)}, {u"params"_s, params}, {u"detail"_s, error.detail}};
}

QJsonObject toJson(const models::Instance &instance)
{
    return {{u"id"_s, instance.id.toString()},
            {u"name"_s, instance.name},
            {u"status"_s, instance.statusName},
            {u"version"_s, static_cast<qint64>(instance.version)},
            {u"attempt"_s, instance.attempt},
            {u"progress_percent"_s, instance.progress},
            {u"account"_s, instance.account.toString()},
            {u"zone"_s, instance.zone.toString()},
            {u"type"_s, instance.type.toString()},
            {u"model"_s, instance.model},
            {u"address"_s, instance.address.isEmpty() ? QJsonValue() : QJsonValue(instance.address)},
            {u"created_by"_s, instance.createdBy},
            {u"created_at_us"_s, json(instance.createdAt)},
            {u"status_since_us"_s, json(instance.statusSince)},
            {u"termination_asked"_s, instance.terminationAsked},
            {u"error"_s, json(instance.error)},
            {u"trouble"_s, json(instance.trouble)},
            {u"price_per_hour_micros"_s, json(instance.pricePerHour)},
            {u"cost_so_far_micros"_s, json(std::optional(instance.costSoFar))},
            {u"cost_at_us"_s, json(instance.costAt)},
            {u"currency"_s, u"EUR"_s},
            {u"live_resources"_s, instance.liveResources}};
}

QJsonObject toJson(const models::Transition &transition)
{
    return {{u"version"_s, static_cast<qint64>(transition.version)},
            {u"attempt"_s, transition.attempt},
            {u"from"_s, transition.from ? QJsonValue(models::toName(*transition.from)) : QJsonValue()},
            {u"to"_s, transition.toName},
            {u"at_us"_s, json(transition.at)},
            {u"reason"_s, transition.reason},
            {u"actor"_s, transition.actor}};
}

QJsonObject toJson(const models::Action &action)
{
    const auto component = action.code == models::ActionCode::Unknown
        ? QJsonValue()
        : QJsonValue(nameIn(components, models::actionTraits()[static_cast<std::size_t>(action.code)].component));
    return {{u"id"_s, static_cast<qint64>(action.id)},
            {u"attempt"_s, action.attempt},
            {u"code"_s, action.codeName},
            {u"component"_s, component},
            {u"status"_s, models::toName(action.status)},
            {u"queued_at_us"_s, json(action.queuedAt)},
            {u"started_at_us"_s, json(action.startedAt)},
            {u"ended_at_us"_s, json(action.endedAt)},
            {u"waiting_us"_s, action.startedAt ? json(*action.startedAt - action.queuedAt) : QJsonValue()},
            {u"working_us"_s, action.startedAt && action.endedAt ? json(*action.endedAt - *action.startedAt) : QJsonValue()},
            {u"error"_s, json(action.error)},
            {u"metadata"_s, action.metadata}};
}

QJsonObject toJson(const models::Resource &resource)
{
    return {{u"kind"_s, models::toName(resource.kind)},
            {u"provider_id"_s, resource.providerId},
            {u"zone"_s, resource.zone.toString()},
            {u"detail"_s, resource.detail},
            {u"price_per_hour_micros"_s, json(resource.pricePerHour)},
            {u"condemned"_s, resource.condemned},
            {u"first_seen_at_us"_s, json(resource.firstSeenAt)},
            {u"billed_from_us"_s, json(resource.billedFrom)},
            {u"gone_at_us"_s, json(resource.goneAt)}};
}

QJsonObject toJson(const models::Segment &segment)
{
    return {{u"kind"_s, nameIn(segmentKinds, segment.kind)},
            {u"code"_s, segment.code ? QJsonValue(models::toName(*segment.code)) : QJsonValue()},
            {u"from_us"_s, json(segment.from)},
            {u"to_us"_s, json(segment.to)},
            {u"duration_us"_s, json(segment.to - segment.from)}};
}

QJsonObject toJson(const models::Account &account)
{
    QJsonArray zones;
    for (const models::Zone &zone : account.zones)
        zones.append(zone.toString());
    return {{u"id"_s, account.id.toString()},
            {u"kind"_s, u"scaleway"_s},
            {u"environment"_s, nameIn(environments, account.environment)},
            {u"api_url"_s, account.apiUrl},
            {u"project_id"_s, account.projectId},
            {u"zones"_s, zones},
            {u"has_credentials"_s, account.hasCredentials}};
}

QJsonObject toJson(const models::Offer &offer)
{
    return {{u"type"_s, offer.type.toString()},
            {u"gpus"_s, offer.gpus},
            {u"gpu_name"_s, offer.gpuName},
            {u"gpu_memory_bytes"_s, static_cast<qint64>(offer.gpuMemoryBytes)},
            {u"cpus"_s, offer.cpus},
            {u"memory_bytes"_s, static_cast<qint64>(offer.memoryBytes)},
            {u"price_per_hour_micros"_s, json(offer.pricePerHour)},
            {u"stock"_s, nameIn(stocks, offer.stock)},
            {u"end_of_service"_s, offer.endOfService}};
}

} // namespace vigie::ctl
