#include "app/storage/requestrepository.h"

#include "app/storage/storable.h"
#include "models/domain/modelid.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <array>

namespace vigie::storage {

using models::Account;
using models::ErrorCode;
using models::fail;
using models::InstanceId;
using models::Instant;

namespace {

constexpr std::array environmentNames{"sandbox", "staging", "production"};

QString defaultName(const models::CreatePlan &plan, const InstanceId &id)
{
    const QString model = plan.model.section(u'/', -1).left(60);
    return model.toLower() + QLatin1Char('-') + id.toString().left(4);
}

tl::unexpected<models::Error> invalid(const char *field)
{
    return fail(ErrorCode::InvalidRequest, {{QStringLiteral("field"), QLatin1String(field)}});
}

bool isShort(const QString &text, qsizetype most)
{
    return text.size() <= most && isStorable(text);
}

/// With the model as the Hub's id, whichever way it was typed.
models::Result<models::CreatePlan> checked(models::CreatePlan plan)
{
    if (plan.request.isNull())
        return invalid("request");
    if (!isShort(plan.account.toString(), 100))
        return invalid("account");
    if (!isShort(plan.name, 100))
        return invalid("name");
    const auto model = models::parseModelReference(plan.model).reference;
    if (!model)
        return invalid("model");
    if (!isShort(plan.revision, 200) || (!model->revision.isEmpty() && !plan.revision.isEmpty() && model->revision != plan.revision))
        return invalid("revision");
    if (plan.zone.isEmpty() || !isShort(plan.zone.toString(), 100))
        return invalid("zone");
    if (plan.type.isEmpty() || !isShort(plan.type.toString(), 100))
        return invalid("type");
    if (plan.gpus < 1 || plan.gpus > 64)
        return invalid("gpus");
    if (plan.rootVolumeBytes < 10'000'000'000 || plan.rootVolumeBytes > 10'000'000'000'000)
        return invalid("root_volume");
    if (plan.pricePerHour && *plan.pricePerHour < models::Money())
        return invalid("price");
    plan.model = model->id;
    if (plan.revision.isEmpty())
        plan.revision = model->revision;
    return plan;
}

} // namespace

models::Result<InstanceId> RequestRepository::create(const models::CreatePlan &wish, Instant begunAt)
{
    const auto valid = checked(wish);
    if (!valid)
        return tl::unexpected(valid.error());
    const models::CreatePlan &plan = *valid;
    const InstanceId id = InstanceId::generate();
    QJsonObject spec{{QStringLiteral("revision"), plan.revision},
                     {QStringLiteral("gpus"), plan.gpus},
                     {QStringLiteral("root_volume_bytes"), static_cast<qint64>(plan.rootVolumeBytes)}};
    if (plan.pricePerHour)
        spec.insert(QStringLiteral("price_per_hour"), static_cast<qint64>(plan.pricePerHour->micros()));
    const auto made = m_database.scalar(
        QStringLiteral("request_create"),
        {plan.request.toString(), id.toString(), plan.name.isEmpty() ? defaultName(plan, id) : plan.name, plan.account.toString(),
         plan.zone.toString(), plan.type.toString(), plan.model, QString::fromUtf8(QJsonDocument(spec).toJson(QJsonDocument::Compact)),
         qlonglong(begunAt.microseconds())});
    if (!made) {
        if (made.error().params.value(QStringLiteral("sqlstate")) == QLatin1String("23503"))
            return fail(ErrorCode::AccountNotFound, {{QStringLiteral("account"), plan.account.toString()}});
        return tl::unexpected(made.error());
    }
    return InstanceId::parse(made->toString()).value_or(InstanceId());
}

models::Result<void> RequestRepository::terminate(const models::RequestId &request, const InstanceId &id, std::optional<std::int64_t> seenVersion)
{
    const QVariant version = seenVersion ? QVariant(qlonglong(*seenVersion)) : QVariant(QMetaType(QMetaType::LongLong));
    return runOnly(QStringLiteral("request_terminate"), {request.toString(), id.toString(), version});
}

models::Result<void> RequestRepository::archive(const models::RequestId &request, const InstanceId &id, Archiving what)
{
    return runOnly(QStringLiteral("request_archive"), {request.toString(), id.toString(), what == Archiving::Archive});
}

models::Result<Instant> RequestRepository::clock()
{
    const auto micros = m_database.scalar(QStringLiteral("database_clock"));
    if (!micros)
        return tl::unexpected(micros.error());
    return Instant::fromMicroseconds(micros->toLongLong());
}

models::Result<QVector<Account>> RequestRepository::accounts()
{
    const auto rows = m_database.run(QStringLiteral("accounts"));
    if (!rows)
        return tl::unexpected(rows.error());
    QVector<Account> accounts;
    while ((*rows)->next()) {
        Account account;
        account.id = models::AccountId((*rows)->value(0).toString());
        account.apiUrl = (*rows)->value(1).toString();
        account.projectId = (*rows)->value(2).toString();
        for (const QString &zone : (*rows)->value(3).toString().split(u',', Qt::SkipEmptyParts))
            account.zones.append(models::Zone(zone));
        for (std::size_t i = 0; i < environmentNames.size(); ++i) {
            if ((*rows)->value(4).toString() == QLatin1String(environmentNames[i]))
                account.environment = static_cast<models::Environment>(i);
        }
        account.sshPort = static_cast<quint16>((*rows)->value(5).toInt());
        account.workerPort = static_cast<quint16>((*rows)->value(6).toInt());
        accounts.append(account);
    }
    return accounts;
}

models::Result<void> RequestRepository::saveAccount(const Account &account)
{
    static const QRegularExpression idPattern(QStringLiteral("\\A[a-z0-9][a-z0-9-]{0,39}\\z"));
    if (!idPattern.match(account.id.toString()).hasMatch())
        return invalid("id");
    if (!isShort(account.apiUrl, 499))
        return invalid("api_url");
    if (!isShort(account.projectId, 99))
        return invalid("project_id");
    QStringList zones;
    for (const models::Zone &zone : account.zones) {
        if (zone.isEmpty() || zone.toString().contains(u',') || !isShort(zone.toString(), 100))
            return invalid("zones");
        zones << zone.toString();
    }
    return runOnly(QStringLiteral("save_account"),
                   {account.id.toString(), account.apiUrl, account.projectId, zones.join(u','),
                    QLatin1String(environmentNames[static_cast<std::size_t>(account.environment)]), account.sshPort, account.workerPort});
}

models::Result<QMap<QString, models::Duration>> RequestRepository::timings()
{
    const auto rows = m_database.run(QStringLiteral("timings"));
    if (!rows)
        return tl::unexpected(rows.error());
    QMap<QString, models::Duration> timings;
    while ((*rows)->next())
        timings.insert((*rows)->value(0).toString(), models::Duration((*rows)->value(1).toLongLong()));
    return timings;
}

models::Result<void> RequestRepository::setTiming(const QString &name, models::Duration value)
{
    const auto known = m_database.scalar(QStringLiteral("set_timing"), {QString::number(value.count()), name});
    if (!known)
        return tl::unexpected(known.error());
    return known->isNull() ? models::Result<void>(invalid("name")) : models::Result<void>();
}

models::Result<int> RequestRepository::orchestrators(const std::optional<models::AccountId> &account)
{
    const auto count = account ? m_database.scalar(QStringLiteral("orchestrators_for"), {account->toString()})
                               : m_database.scalar(QStringLiteral("orchestrators"));
    if (!count)
        return tl::unexpected(count.error());
    return count->toInt();
}

models::Result<void> RequestRepository::runOnly(const QString &statement, const QVariantList &values)
{
    const auto done = m_database.run(statement, values);
    if (!done)
        return tl::unexpected(done.error());
    (*done)->finish();
    return {};
}

} // namespace vigie::storage
