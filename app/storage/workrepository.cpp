#include "app/storage/workrepository.h"

#include "app/storage/rows.h"
#include "app/storage/storable.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSysInfo>

namespace vigie::storage {

using models::AccountId;
using models::ActionCode;
using models::Duration;
using models::Facts;
using models::InstanceId;
using models::IntentId;
using models::Status;

namespace {

/// The protocol that this program speaks with the database; a database may refuse one that is too old.
constexpr int protocolNumber = 1;

QString joined(const QVector<AccountId> &accounts)
{
    QStringList names;
    for (const AccountId &account : accounts)
        names << account.toString();
    return names.join(u',');
}

QString joined(const QVector<Status> &statuses)
{
    QStringList names;
    for (const Status status : statuses)
        names << toName(status);
    return names.join(u',');
}

QString text(const QJsonObject &object)
{
    return QString::fromUtf8(storableJson(QJsonDocument(object).toJson(QJsonDocument::Compact)));
}

QVariant nullable(const std::optional<models::Money> &money)
{
    return money ? QVariant(qlonglong(money->micros())) : QVariant(QMetaType(QMetaType::LongLong));
}

QJsonArray array(const QVariant &value)
{
    return QJsonDocument::fromJson(value.toString().toUtf8()).array();
}

QJsonObject document(const Conclusion &conclusion)
{
    QJsonObject json{{QStringLiteral("from"), QString(toName(conclusion.from))},
                     {QStringLiteral("next_us"), static_cast<qint64>(conclusion.next ? conclusion.next->count() : -1)},
                     {QStringLiteral("reason"), conclusion.reason}};
    if (conclusion.to)
        json.insert(QStringLiteral("to"), QString(toName(*conclusion.to)));
    if (conclusion.repeat)
        json.insert(QStringLiteral("repeat"), true);
    if (conclusion.error)
        json.insert(QStringLiteral("error"), toJson(*conclusion.error));
    if (conclusion.trouble)
        json.insert(QStringLiteral("trouble"), toJson(*conclusion.trouble));
    if (!conclusion.set.isEmpty())
        json.insert(QStringLiteral("set"), conclusion.set);
    QJsonArray actions;
    for (const ActionEnd &end : conclusion.actions) {
        QJsonObject action{{QStringLiteral("code"), QString(toName(end.code))}, {QStringLiteral("status"), QString(toName(end.status))}};
        if (end.error)
            action.insert(QStringLiteral("error"), toJson(*end.error));
        if (!end.metadata.isEmpty())
            action.insert(QStringLiteral("metadata"), end.metadata);
        actions.append(action);
    }
    json.insert(QStringLiteral("actions"), actions);
    return json;
}

void readSpec(Facts &facts, const QVariant &value)
{
    const QJsonObject spec = QJsonDocument::fromJson(value.toString().toUtf8()).object();
    facts.revision = spec.value(QLatin1String("revision")).toString();
    facts.gpus = spec.value(QLatin1String("gpus")).toInt(1);
    facts.rootVolumeBytes = spec.value(QLatin1String("root_volume_bytes")).toInteger();
    if (spec.contains(QLatin1String("price_per_hour")))
        facts.serverPricePerHour = models::Money::fromMicros(spec.value(QLatin1String("price_per_hour")).toInteger());
}

void readResources(Facts &facts, const QVariant &value)
{
    for (const QJsonValue &each : array(value)) {
        const auto kind = models::resourceKindFromName(each[QLatin1String("kind")].toString());
        if (!kind)
            continue; // a kind of a newer program: its own step looks after it, and `terminated` is refused while it is there
        facts.resources.append({*kind, each[QLatin1String("id")].toString(), each[QLatin1String("detail")].toString(),
                                each[QLatin1String("status")].toString() == QLatin1String("condemned"),
                                each[QLatin1String("billed")].toBool(), each[QLatin1String("absent")].toBool()});
    }
}

void readIntents(Facts &facts, const QVariant &value)
{
    for (const QJsonValue &each : array(value)) {
        const auto kind = models::intentKindFromName(each[QLatin1String("kind")].toString());
        const auto id = IntentId::parse(each[QLatin1String("id")].toString());
        if (kind && id)
            facts.intents.append({*id, *kind, each[QLatin1String("target")].toString(), each[QLatin1String("settled")].toBool()});
    }
}

} // namespace

models::Result<void> WorkRepository::openSession(const models::SessionId &session, const QString &program, const QVector<AccountId> &accounts)
{
    return runOnly(QStringLiteral("open_session"),
                   {session.toString(), program, QSysInfo::machineHostName(), int(QCoreApplication::applicationPid()),
                    QCoreApplication::applicationVersion(), protocolNumber, joined(accounts)});
}

models::Result<bool> WorkRepository::beat(const models::SessionId &session, const QVector<AccountId> &accounts)
{
    const auto known = m_database.scalar(QStringLiteral("beat"), {session.toString(), joined(accounts)});
    if (!known)
        return tl::unexpected(known.error());
    return known->toBool();
}

models::Result<void> WorkRepository::closeSession(const models::SessionId &session)
{
    return runOnly(QStringLiteral("close_session"), {session.toString()});
}

models::Result<QVector<Lease>> WorkRepository::claim(const models::SessionId &session, int most, const QVector<Status> &statuses,
                                                     const QVector<AccountId> &accounts)
{
    const auto rows = m_database.run(QStringLiteral("claim"), {session.toString(), most, joined(statuses), joined(accounts)});
    if (!rows)
        return tl::unexpected(rows.error());
    QVector<Lease> leases;
    while ((*rows)->next()) {
        leases.append({InstanceId::parse((*rows)->value(0).toString()).value_or(InstanceId()), (*rows)->value(1).toLongLong(),
                       models::Instant::fromMicroseconds((*rows)->value(2).toLongLong()), (*rows)->value(3).toBool()});
    }
    return leases;
}

models::Result<std::optional<Duration>> WorkRepository::nextDue(const QVector<Status> &statuses, const QVector<AccountId> &accounts)
{
    const auto micros = m_database.scalar(QStringLiteral("next_due"), {joined(statuses), joined(accounts)});
    if (!micros)
        return tl::unexpected(micros.error());
    return micros->isNull() ? std::nullopt : std::optional(Duration(micros->toLongLong()));
}

models::Result<QVector<InstanceId>> WorkRepository::renew(const QVector<Lease> &leases)
{
    QStringList ids;
    QStringList epochs;
    for (const Lease &lease : leases) {
        ids << lease.instance.toString();
        epochs << QString::number(lease.epoch);
    }
    const auto rows = m_database.run(QStringLiteral("renew"), {QString(u'{' + ids.join(u',') + u'}'), QString(u'{' + epochs.join(u',') + u'}')});
    if (!rows)
        return tl::unexpected(rows.error());
    QVector<InstanceId> held;
    while ((*rows)->next())
        held.append(InstanceId::parse((*rows)->value(0).toString()).value_or(InstanceId()));
    return held;
}

models::Result<Facts> WorkRepository::facts(const Lease &lease)
{
    const auto rows = m_database.run(QStringLiteral("work"), {lease.instance.toString()});
    if (!rows)
        return tl::unexpected(rows.error());
    if (!(*rows)->next())
        return models::fail(models::ErrorCode::InstanceNotFound, {{QStringLiteral("id"), lease.instance.toString()}});
    const auto at = [&](int column) { return (*rows)->value(column); };
    Facts facts;
    facts.id = lease.instance;
    facts.name = at(0).toString();
    facts.account = AccountId(at(1).toString());
    facts.zone = models::Zone(at(2).toString());
    facts.type = models::CommercialType(at(3).toString());
    facts.model = at(4).toString();
    readSpec(facts, at(5));
    facts.status = models::statusFromName(at(6).toString());
    facts.wanted = at(7).toString() == QLatin1String("present");
    facts.attempt = at(8).toInt();
    facts.serverId = at(9).toString();
    facts.address = at(10).toString();
    facts.hostKey = at(11).toString();
    facts.installOffset = at(12).toLongLong();
    facts.tries = at(13).toInt();
    facts.deadlinePassed = at(14).toBool();
    for (const QString &code : at(15).toString().split(u',', Qt::SkipEmptyParts))
        facts.succeeded.insert(models::actionCodeFromName(code));
    facts.readAt = models::Instant::fromMicroseconds(at(16).toLongLong());
    readResources(facts, at(17));
    readIntents(facts, at(18));
    facts.powerOnAccepted = at(21).toBool();
    if (!at(20).isNull())
        facts.trouble = errorFromJson(QJsonDocument::fromJson(at(20).toString().toUtf8()).object());
    facts.createdAt = models::Instant::fromMicroseconds(at(19).toLongLong());
    return facts;
}

models::Result<void> WorkRepository::beginAction(const Lease &lease, ActionCode code)
{
    return runOnly(QStringLiteral("begin_action"),
                   {lease.instance.toString(), qlonglong(lease.epoch), QString(toName(code)), qlonglong(lease.dueAt.microseconds())});
}

models::Result<void> WorkRepository::conclude(const Lease &lease, const Conclusion &conclusion)
{
    return runOnly(QStringLiteral("conclude"), {lease.instance.toString(), qlonglong(lease.epoch), text(document(conclusion))});
}

models::Result<IntentId> WorkRepository::permit(const Lease &lease, models::IntentKind kind, const QString &target)
{
    const IntentId intent = IntentId::generate();
    auto done = runOnly(QStringLiteral("permit"), {intent.toString(), lease.instance.toString(), qlonglong(lease.epoch), QString(toName(kind)), target});
    if (done)
        return intent;
    // An open intent of this kind: another process is at it, or was.
    if (done.error().params.value(QStringLiteral("sqlstate")) == QLatin1String("23505"))
        done.error().code = models::ErrorCode::Fenced;
    return tl::unexpected(done.error());
}

models::Result<void> WorkRepository::settle(const Lease &lease, const IntentId &intent, models::IntentStatus status, const QString &result)
{
    return runOnly(QStringLiteral("settle"),
                   {lease.instance.toString(), qlonglong(lease.epoch), intent.toString(), QString(toName(status)), storable(result)});
}

models::Result<void> WorkRepository::abandon(const Lease &lease, const IntentId &intent, models::Instant listBegunAt)
{
    return runOnly(QStringLiteral("abandon"),
                   {lease.instance.toString(), qlonglong(lease.epoch), intent.toString(), qlonglong(listBegunAt.microseconds())});
}

models::Result<void> WorkRepository::adopt(const Lease &lease, const Found &found, const std::optional<IntentId> &intent)
{
    return runOnly(QStringLiteral("adopt"),
                   {lease.instance.toString(), qlonglong(lease.epoch), QString(toName(found.kind)), found.providerId, storable(found.detail),
                    nullable(found.pricePerHour), found.billed, intent ? QVariant(intent->toString()) : QVariant(QMetaType(QMetaType::QString))});
}

models::Result<bool> WorkRepository::condemn(const Lease &lease, const Found &found)
{
    const auto ours = m_database.scalar(QStringLiteral("condemn"), {lease.instance.toString(), qlonglong(lease.epoch), QString(toName(found.kind)),
                                                                    found.providerId, storable(found.detail), nullable(found.pricePerHour)});
    if (!ours)
        return tl::unexpected(ours.error());
    return ours->toBool();
}

models::Result<Duration> WorkRepository::absent(const Lease &lease, models::ResourceKind kind, const QString &providerId)
{
    const auto wait = m_database.scalar(QStringLiteral("absent"), {lease.instance.toString(), qlonglong(lease.epoch), QString(toName(kind)), providerId});
    if (!wait)
        return tl::unexpected(wait.error());
    return Duration(wait->toLongLong());
}

models::Result<void> WorkRepository::present(const Lease &lease, models::ResourceKind kind, const QString &providerId)
{
    return runOnly(QStringLiteral("present"), {lease.instance.toString(), qlonglong(lease.epoch), QString(toName(kind)), providerId});
}

models::Result<QJsonObject> WorkRepository::installMetadata(const Lease &lease)
{
    const auto metadata = m_database.scalar(QStringLiteral("install_metadata"), {lease.instance.toString()});
    if (!metadata)
        return tl::unexpected(metadata.error());
    return QJsonDocument::fromJson(metadata->toString().toUtf8()).object();
}

models::Result<WorkRepository::Streaks> WorkRepository::noteHealth(const Lease &lease, Health health, const QString &detail)
{
    const auto rows = m_database.run(QStringLiteral("note_health"), {lease.instance.toString(), health == Health::Good, storable(detail)});
    if (!rows)
        return tl::unexpected(rows.error());
    Streaks streaks;
    if ((*rows)->next())
        streaks = {(*rows)->value(0).toInt(), (*rows)->value(1).toInt()};
    return streaks;
}

models::Result<void> WorkRepository::runOnly(const QString &statement, const QVariantList &values)
{
    const auto done = m_database.run(statement, values);
    if (!done)
        return tl::unexpected(done.error());
    (*done)->finish();
    return {};
}

} // namespace vigie::storage
