#include "app/application/accountsource.h"

namespace vigie::application {

using namespace Qt::StringLiterals;

namespace {

QStringList zoneNames(const QProcessEnvironment &environment)
{
    if (environment.contains(u"VIGIE_ZONES"_s))
        return environment.value(u"VIGIE_ZONES"_s).split(u',', Qt::SkipEmptyParts);
    QStringList zones{u"fr-par-1"_s, u"fr-par-2"_s, u"pl-waw-2"_s};
    const QString preferred = environment.value(u"SCW_DEFAULT_ZONE"_s);
    if (!preferred.isEmpty()) {
        zones.removeAll(preferred);
        zones.prepend(preferred);
    }
    return zones;
}

models::Environment environmentNamed(const QString &name)
{
    if (name == "sandbox"_L1)
        return models::Environment::Sandbox;
    return name == "staging"_L1 ? models::Environment::Staging : models::Environment::Production;
}

quint16 port(const QProcessEnvironment &environment, const QString &name, quint16 otherwise)
{
    const int value = environment.value(name).toInt();
    return value > 0 && value < 65536 ? static_cast<quint16>(value) : otherwise;
}

} // namespace

std::optional<UsableAccount> accountFromEnvironment(const QProcessEnvironment &environment)
{
    const QString key = environment.value(u"SCW_SECRET_KEY"_s).trimmed();
    if (key.isEmpty())
        return std::nullopt;
    UsableAccount usable;
    usable.secretKey = providers::Secret(key.toUtf8());
    models::Account &account = usable.account;
    account.id = models::AccountId(environment.value(u"VIGIE_ACCOUNT"_s, u"scaleway"_s));
    account.apiUrl = environment.value(u"SCW_API_URL"_s, u"https://api.scaleway.com"_s);
    account.projectId = environment.value(u"SCW_DEFAULT_PROJECT_ID"_s, environment.value(u"SCW_DEFAULT_ORGANIZATION_ID"_s));
    for (const QString &zone : zoneNames(environment))
        account.zones.append(models::Zone(zone.trimmed()));
    account.environment = environmentNamed(environment.value(u"VIGIE_ENVIRONMENT"_s));
    account.sshPort = port(environment, u"VIGIE_SSH_PORT"_s, account.sshPort);
    account.workerPort = port(environment, u"VIGIE_WORKER_PORT"_s, account.workerPort);
    account.hasCredentials = true;
    return usable;
}

} // namespace vigie::application
