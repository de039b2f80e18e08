#include "app/postgres/privatecluster.h"

#include "app/postgres/clustercontext.h"
#include "app/postgres/clusterstart.h"
#include "app/postgres/conninfo.h"
#include "app/postgres/observer.h"
#include "app/postgres/owndirectory.h"
#include "app/postgres/postmaster.h"
#include "app/postgres/socketdirectory.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QRegularExpression>

#include <utility>

namespace vigie::postgres {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcCluster, "vigie.postgres.cluster")

constexpr int pollMilliseconds = 5;
/// Whoever holds the starter's lock for longer than this while we leave is starting, and will be the last to leave.
constexpr int leavePatienceMilliseconds = 5000;

/// Our other clients: connections named as our programs name theirs, without this program's own (bound: its name).
constexpr auto othersQuery = "select count(*) from pg_stat_activity where backend_type = 'client backend'"
                             " and application_name like 'vigie%' and application_name <> $1"
                             " and not starts_with(application_name, $1 || '-')";

models::Result<qint64> countOthers(const ServerAddress &address)
{
    ServerSession session(address, u"postgres"_s);
    if (const auto opened = session.open(); !opened)
        return tl::unexpected(opened.error());
    QString sql = QString::fromLatin1(othersQuery);
    // The name has no quotes: it is reduced to plain characters when the cluster is made.
    const auto rows = session.ask(sql.replace("$1"_L1, u"'%1'"_s.arg(address.applicationName)));
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->isEmpty() ? qint64{0} : rows->first().first().toLongLong();
}

QString plainName(QString name)
{
    static const QRegularExpression special(u"[^A-Za-z0-9_.-]"_s);
    return name.replace(special, u"-"_s).left(50);
}

} // namespace

PrivateCluster::PrivateCluster(ClusterOptions options, std::function<void(ClusterPhase)> progress)
    : m_context(std::make_unique<ClusterContext>())
{
    m_context->options = std::move(options);
    m_context->options.applicationName = plainName(m_context->options.applicationName);
    m_context->progress = std::move(progress);
}

PrivateCluster::~PrivateCluster() = default;

const ClusterPlaces &PrivateCluster::places() const
{
    return m_context->places;
}

models::Result<void> PrivateCluster::prepare()
{
    ClusterContext &context = *m_context;
    const auto account = serverAccount();
    if (!account)
        return tl::unexpected(account.error());
    context.account = *account;
    context.installations = findInstallations(context.options.installations);
    const auto pg = preparePgDirectory(context.options.dataRoot, context.account);
    if (!pg)
        return tl::unexpected(pg.error());
    int major = majorInUse(*pg);
    if (major == 0 && context.installations.isEmpty())
        return models::fail(models::ErrorCode::PostgresNotInstalled,
                            {{u"package"_s, u"postgresql"_s}, {u"path"_s, context.options.installations}});
    if (major == 0)
        major = context.installations.last().major;
    context.majorDirectory = u"%1/%2"_s.arg(*pg).arg(major);
    if (const auto problem = makeOwnDirectory(context.majorDirectory, context.account))
        return unusable(*problem, context.account);
    context.places.dataDirectory = context.majorDirectory + "/data"_L1;
    const int version = lookAt(context.places.dataDirectory, context.installations, context.account.uid).major;
    context.places.majorVersion = version > 0 ? version : major;
    for (const Installation &each : std::as_const(context.installations))
        if (each.major == context.places.majorVersion)
            context.places.programDirectory = each.programDirectory;
    auto opened = m_starter.open(*pg + "/starter.lock"_L1);
    return opened ? m_users.open(*pg + "/users.lock"_L1) : opened;
}

models::Result<QString> PrivateCluster::start(std::stop_token stop)
{
    if (const auto prepared = prepare(); !prepared)
        return tl::unexpected(prepared.error());
    const auto address = bringUp(*m_context, m_starter, m_users, std::move(stop));
    if (!address) {
        qCWarning(lcCluster, "start failed data=%s error=%s", qUtf8Printable(places().dataDirectory), toName(address.error().code).data());
        return tl::unexpected(address.error());
    }
    m_use = Use::Joined;
    m_context->places.socketDirectory = address->socketDirectory;
    m_context->report(ClusterPhase::Running);
    return conninfo({{u"host"_s, address->socketDirectory},
                     {u"port"_s, QString::number(address->port)},
                     {u"dbname"_s, u"vigie"_s},
                     {u"user"_s, u"vigie"_s},
                     {u"application_name"_s, address->applicationName}});
}

models::Result<void> PrivateCluster::leave()
{
    if (std::exchange(m_use, Use::None) == Use::None)
        return {};
    QElapsedTimer clock;
    clock.start();
    while (!m_starter.tryExclusive()) {
        if (clock.elapsed() > leavePatienceMilliseconds) {
            m_users.unlock();
            return {};
        }
        pauseUnlessStopped({}, pollMilliseconds);
    }
    // From here nobody can arrive, so what is seen holds until the end of the shutdown.
    const auto stopUnlessUsed = [this]() -> models::Result<void> {
        if (!m_users.tryExclusive())
            return {};
        const Sighting sighting = lookAt(places().dataDirectory, m_context->installations, m_context->account.uid);
        if (judge(sighting) != ClusterState::Running)
            return {};
        const PidFile &file = *sighting.pidFile;
        // A server that is still recovering (it crashed a moment ago) has no clients.
        if (file.status == PostmasterStatus::Ready) {
            const auto others = countOthers({file.socketDirectory, file.port, m_context->options.applicationName});
            if (!others)
                return tl::unexpected(others.error());
            if (*others > 0)
                return {};
        }
        qCInfo(lcCluster, "stop data=%s pid=%lld", qUtf8Printable(places().dataDirectory), static_cast<long long>(file.pid));
        auto stopped = stopPostmaster(*m_context, *sighting.process);
        if (stopped)
            removeSocketDirectory(file.socketDirectory);
        return stopped;
    };
    auto left = stopUnlessUsed();
    m_users.unlock();
    m_starter.unlock();
    return left;
}

} // namespace vigie::postgres
