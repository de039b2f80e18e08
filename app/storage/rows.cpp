#include "app/storage/rows.h"

#include <QJsonDocument>

namespace vigie::storage {

using models::Error;
using models::ErrorCode;
using models::Instant;
using models::Money;

namespace {

// The columns of vigie.instance_seen, in its order.
enum SeenColumn {
    Id, Name, Status, Version, Attempt, Progress, Account, Zone, Type, Model, Address, CreatedBy, Touched, Xid, TerminationAsked,
    CreatedUs, StatusSinceUs, ErrorName, ErrorParams, ErrorDetail, Trouble, Live, PricePerHour, Unpriced, SoFar, ReadUs
};

Instant instant(const QVariant &value)
{
    return Instant::fromMicroseconds(value.toLongLong());
}

std::optional<Instant> optionalInstant(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional(instant(value));
}

QJsonObject object(const QVariant &value)
{
    return QJsonDocument::fromJson(value.toString().toUtf8()).object();
}

std::optional<Error> readError(const QVariant &code, const QVariant &params, const QVariant &detail)
{
    if (code.isNull())
        return std::nullopt;
    return errorFromJson({{QStringLiteral("code"), code.toString()},
                          {QStringLiteral("params"), object(params)},
                          {QStringLiteral("detail"), detail.toString()}});
}

} // namespace

QJsonObject toJson(const Error &error)
{
    QJsonObject params;
    for (auto param = error.params.constBegin(); param != error.params.constEnd(); ++param)
        params.insert(param.key(), param.value());
    return {{QStringLiteral("code"), QString(toName(error.code))}, {QStringLiteral("params"), params}, {QStringLiteral("detail"), error.detail}};
}

Error errorFromJson(const QJsonObject &json)
{
    Error error;
    const QString name = json.value(QLatin1String("code")).toString();
    error.code = models::errorCodeFromName(name).value_or(ErrorCode::Internal);
    const QJsonObject params = json.value(QLatin1String("params")).toObject();
    for (auto param = params.constBegin(); param != params.constEnd(); ++param)
        error.params.insert(param.key(), param.value().toString());
    if (!models::errorCodeFromName(name))
        error.params.insert(QStringLiteral("code"), name);
    error.detail = json.value(QLatin1String("detail")).toString();
    return error;
}

models::Instance readInstance(const QSqlQuery &row, int first)
{
    const auto at = [&row, first](SeenColumn column) { return row.value(first + column); };
    models::Instance instance;
    instance.id = models::InstanceId::parse(at(Id).toString()).value_or(models::InstanceId());
    instance.name = at(Name).toString();
    instance.statusName = at(Status).toString();
    instance.status = models::statusFromName(instance.statusName);
    instance.version = at(Version).toLongLong();
    instance.attempt = at(Attempt).toInt();
    instance.progress = at(Progress).toInt();
    instance.account = models::AccountId(at(Account).toString());
    instance.zone = models::Zone(at(Zone).toString());
    instance.type = models::CommercialType(at(Type).toString());
    instance.model = at(Model).toString();
    instance.address = at(Address).toString();
    instance.createdBy = at(CreatedBy).toString();
    instance.terminationAsked = at(TerminationAsked).toBool();
    instance.createdAt = instant(at(CreatedUs));
    instance.statusSince = instant(at(StatusSinceUs));
    instance.error = readError(at(ErrorName), at(ErrorParams), at(ErrorDetail));
    if (!at(Trouble).isNull())
        instance.trouble = errorFromJson(object(at(Trouble)));
    instance.liveResources = at(Live).toInt();
    if (!at(Unpriced).toBool())
        instance.pricePerHour = Money::fromMicros(at(PricePerHour).toLongLong());
    instance.costSoFar = Money::fromMicros(at(SoFar).toLongLong());
    instance.costAt = instant(at(ReadUs));
    return instance;
}

std::int64_t readTouched(const QSqlQuery &row, int first)
{
    return row.value(first + Touched).toLongLong();
}

models::Transition readTransition(const QSqlQuery &row)
{
    models::Transition transition;
    transition.version = row.value(0).toLongLong();
    transition.attempt = row.value(1).toInt();
    if (!row.value(2).isNull())
        transition.from = models::statusFromName(row.value(2).toString());
    transition.toName = row.value(3).toString();
    transition.to = models::statusFromName(transition.toName);
    transition.at = instant(row.value(4));
    transition.reason = row.value(5).toString();
    transition.actor = row.value(6).toString();
    return transition;
}

models::Action readAction(const QSqlQuery &row)
{
    models::Action action;
    action.id = row.value(0).toLongLong();
    action.attempt = row.value(1).toInt();
    action.codeName = row.value(2).toString();
    action.code = models::actionCodeFromName(action.codeName);
    action.status = models::actionStatusFromName(row.value(3).toString());
    action.queuedAt = instant(row.value(4));
    action.startedAt = optionalInstant(row.value(5));
    action.endedAt = optionalInstant(row.value(6));
    action.error = readError(row.value(7), row.value(8), row.value(9));
    action.metadata = object(row.value(10));
    return action;
}

models::Resource readResource(const QSqlQuery &row)
{
    models::Resource resource;
    resource.kind = models::resourceKindFromName(row.value(0).toString()).value_or(models::ResourceKind::Server);
    resource.providerId = row.value(1).toString();
    resource.zone = models::Zone(row.value(2).toString());
    resource.detail = row.value(3).toString();
    if (!row.value(4).isNull())
        resource.pricePerHour = Money::fromMicros(row.value(4).toLongLong());
    resource.condemned = row.value(5).toString() != QLatin1String("adopted");
    resource.firstSeenAt = instant(row.value(6));
    resource.billedFrom = optionalInstant(row.value(7));
    resource.goneAt = optionalInstant(row.value(8));
    return resource;
}

} // namespace vigie::storage
