#include "tests/ui/support/scriptedconsole.h"

namespace vigie::tests {

models::RequestId ScriptedConsole::terminateInstance(const models::InstanceId &id, std::int64_t seenVersion)
{
    terminations.append({id, seenVersion});
    requests.append(models::RequestId::generate());
    return requests.last();
}

models::RequestId ScriptedConsole::archiveInstance(const models::InstanceId &id)
{
    archived.append(id);
    requests.append(models::RequestId::generate());
    return requests.last();
}

models::RequestId ScriptedConsole::unarchiveInstance(const models::InstanceId &id)
{
    unarchived.append(id);
    requests.append(models::RequestId::generate());
    return requests.last();
}

void ScriptedConsole::loadDetails(const models::InstanceId &id)
{
    detailLoads.append(id);
    if (details.contains(id))
        answerDetails(details.value(id));
}

void ScriptedConsole::answerDetails(const models::InstanceDetails &answer)
{
    QMetaObject::invokeMethod(this, [this, answer] { Q_EMIT detailsLoaded(answer); }, Qt::QueuedConnection);
}

void ScriptedConsole::loadOffers()
{
    ++offerLoads;
    for (const models::ZoneOffers &answer : std::as_const(offers))
        QMetaObject::invokeMethod(this, [this, answer] { Q_EMIT offersLoaded(answer); }, Qt::QueuedConnection);
}

void ScriptedConsole::setState(const models::ConnectionState &next)
{
    state = next;
    Q_EMIT connectionChanged(state);
}

void ScriptedConsole::goLive()
{
    models::ConnectionState live;
    live.phase = models::ConnectionState::Phase::Live;
    live.asOf = now;
    live.databaseName = QStringLiteral("private");
    live.databaseUser = QStringLiteral("ana");
    live.orchestrators = 1;
    setState(live);
}

void ScriptedConsole::setAccounts(const QVector<models::Account> &next)
{
    accountList = next;
    Q_EMIT accountsChanged();
}

void ScriptedConsole::reset(const QVector<models::Instance> &fleet)
{
    Q_EMIT fleetChanged({models::FleetDelta::Kind::Reset, fleet, now});
}

void ScriptedConsole::change(const QVector<models::Instance> &changed)
{
    Q_EMIT fleetChanged({models::FleetDelta::Kind::Changes, changed, now});
}

} // namespace vigie::tests
