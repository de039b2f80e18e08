#include "app/storage/fleetrepository.h"

#include "app/storage/rows.h"
#include "app/storage/storable.h"

#include <algorithm>

namespace vigie::storage {

using models::ErrorCode;
using models::fail;
using models::Instance;
using models::InstanceId;
using models::Instant;

namespace {

template <class Item, class Read>
models::Result<QVector<Item>> readAll(Database &database, const QString &statement, const QVariantList &values, Read read)
{
    const auto rows = database.run(statement, values);
    if (!rows)
        return tl::unexpected(rows.error());
    QVector<Item> items;
    while ((*rows)->next())
        items.append(read(**rows));
    return items;
}

models::Result<Instant> clock(Database &database)
{
    const auto micros = database.scalar(QStringLiteral("database_clock"));
    if (!micros)
        return tl::unexpected(micros.error());
    return Instant::fromMicroseconds(micros->toLongLong());
}

tl::unexpected<models::Error> notFound(const QString &id)
{
    return fail(ErrorCode::InstanceNotFound, {{QStringLiteral("id"), id}});
}

} // namespace

models::Result<FleetRepository::Changes> FleetRepository::changesSince(const QString &watermark)
{
    const auto rows = m_database.run(QStringLiteral("fleet_changes"), {watermark});
    if (!rows)
        return tl::unexpected(rows.error());
    Changes changes;
    while ((*rows)->next()) {
        changes.watermark = (*rows)->value(0).toString();
        if (!(*rows)->value(1).isNull())
            changes.rows.append({readInstance(**rows, 1), readTouched(**rows, 1)});
    }
    const auto now = clock(m_database);
    if (!now)
        return tl::unexpected(now.error());
    changes.asOf = *now;
    return changes;
}

models::Result<QVector<Instance>> FleetRepository::all(bool withArchived)
{
    return readAll<Instance>(m_database, QStringLiteral("fleet_all"), {withArchived}, [](const QSqlQuery &row) { return readInstance(row, 1); });
}

models::Result<models::InstanceDetails> FleetRepository::details(const InstanceId &id)
{
    // One snapshot, so that the parts agree with each other.
    if (auto begun = m_database.begin(Database::Isolation::Snapshot); !begun)
        return tl::unexpected(begun.error());
    const auto read = [&]() -> models::Result<models::InstanceDetails> {
        models::InstanceDetails details;
        const auto instances = readAll<Instance>(m_database, QStringLiteral("fleet_one"), {id.toString()},
                                                 [](const QSqlQuery &row) { return readInstance(row, 1); });
        if (!instances)
            return tl::unexpected(instances.error());
        if (instances->isEmpty())
            return notFound(id.toString());
        details.instance = instances->first();
        const auto transitions = transitionsAfter(id, 0);
        if (!transitions)
            return tl::unexpected(transitions.error());
        const auto actions = readAll<models::Action>(m_database, QStringLiteral("actions"), {id.toString()}, readAction);
        if (!actions)
            return tl::unexpected(actions.error());
        const auto resources = readAll<models::Resource>(m_database, QStringLiteral("resources"), {id.toString()}, readResource);
        if (!resources)
            return tl::unexpected(resources.error());
        const auto now = clock(m_database);
        if (!now)
            return tl::unexpected(now.error());
        details.transitions = *transitions;
        details.actions = *actions;
        details.resources = *resources;
        details.readAt = *now;
        return details;
    };
    const auto details = read();
    m_database.rollback();
    return details;
}

models::Result<QVector<models::Transition>> FleetRepository::transitionsAfter(const InstanceId &id, std::int64_t version)
{
    return readAll<models::Transition>(m_database, QStringLiteral("transitions"), {id.toString(), qlonglong(version)}, readTransition);
}

models::Result<InstanceId> FleetRepository::find(const QString &text)
{
    if (!isStorable(text))
        return notFound(storable(text));
    // A prefix goes into a LIKE: only what an id can consist of, so that % and _ are no wildcards.
    static const QString idCharacters = QStringLiteral("0123456789abcdef-");
    QString prefix = text.toLower();
    const bool couldBeId = std::all_of(prefix.cbegin(), prefix.cend(), [](QChar character) { return idCharacters.contains(character); });
    if (!couldBeId || prefix.size() < 4)
        prefix = QStringLiteral("-"); // fits no id
    const auto ids = readAll<InstanceId>(m_database, QStringLiteral("fleet_find"), {prefix, text}, [](const QSqlQuery &row) {
        return InstanceId::parse(row.value(0).toString()).value_or(InstanceId());
    });
    if (!ids)
        return tl::unexpected(ids.error());
    if (ids->isEmpty())
        return notFound(text);
    if (ids->size() > 1) {
        QStringList matches;
        for (const InstanceId &id : *ids)
            matches << id.toString();
        return fail(ErrorCode::InvalidRequest, {{QStringLiteral("matches"), matches.join(QLatin1String(", "))}}, text);
    }
    return ids->first();
}

} // namespace vigie::storage
