#include "app/postgres/clusterstart.h"

#include "app/postgres/clusterinit.h"
#include "app/postgres/observer.h"
#include "app/postgres/postmaster.h"

#include <QElapsedTimer>
#include <QFile>
#include <QLoggingCategory>

#include <optional>

namespace vigie::postgres {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcStart, "vigie.postgres.start")

constexpr int pollMilliseconds = 5;
/// A clean start takes some 30 ms; what takes longer than this is a recovery, and is shown as one.
constexpr int cleanStartMilliseconds = 1000;

class ClusterStart {
  public:
    ClusterStart(ClusterContext &context, FileLock &starter, FileLock &users, std::stop_token stop)
        : m_context(context)
        , m_starter(starter)
        , m_users(users)
        , m_stop(std::move(stop))
    {
    }

    models::Result<ServerAddress> run()
    {
        m_context.report(ClusterPhase::Probing);
        while (!m_stop.stop_requested()) {
            if (!takeStarterLock())
                break;
            const Sighting sighting = look();
            const ClusterState state = judge(sighting);
            if (state == ClusterState::Running) {
                auto address = join(sighting);
                if (!address || !address->socketDirectory.isEmpty())
                    return address;
                continue;
            }
            if (auto acted = act(state, sighting); !acted)
                return tl::unexpected(acted.error());
        }
        return models::fail(models::ErrorCode::Cancelled);
    }

  private:
    Sighting look() const { return lookAt(m_context.places.dataDirectory, m_context.installations, m_context.account.uid); }

    bool takeStarterLock()
    {
        while (!m_starter.tryExclusive())
            if (!pauseUnlessStopped(m_stop, pollMilliseconds))
                return false;
        return true;
    }

    models::Result<void> act(ClusterState state, const Sighting &sighting)
    {
        const QString path = m_context.places.dataDirectory;
        const QString version = QString::number(sighting.major);
        switch (state) {
        case ClusterState::Absent:
        case ClusterState::Interrupted:
            m_context.report(ClusterPhase::Initialising);
            qCInfo(lcStart, "initialise data=%s account=%s", qUtf8Printable(path), qUtf8Printable(m_context.account.name));
            return initialiseCluster(m_context, m_starter.descriptor(), m_stop);
        case ClusterState::Broken:
            return models::fail(models::ErrorCode::ClusterBroken, {{u"path"_s, path}});
        case ClusterState::Stranded:
            return models::fail(models::ErrorCode::PostgresVersionMissing,
                                {{u"path"_s, path}, {u"version"_s, version}, {u"package"_s, "postgresql-"_L1 + version}});
        case ClusterState::TooNew:
            return models::fail(models::ErrorCode::PostgresTooNew, {{u"path"_s, path}, {u"version"_s, version}});
        case ClusterState::Dying:
            if (sighting.process)
                reapIfOurs(sighting.process->pid);
            pauseUnlessStopped(m_stop, pollMilliseconds);
            return {};
        case ClusterState::ReusedPid:
            return removeStalePidFile();
        case ClusterState::Stopped:
        case ClusterState::Upgradable:
            return launch(sighting);
        case ClusterState::Running:
            break;
        }
        return {};
    }

    /// The one case in which the file goes, after a second look under the lock.
    models::Result<void> removeStalePidFile()
    {
        const Sighting again = look();
        if (judge(again) != ClusterState::ReusedPid)
            return {};
        const QString file = m_context.places.dataDirectory + "/postmaster.pid"_L1;
        qCWarning(lcStart, "stale pid file removed file=%s pid=%lld", qUtf8Printable(file), static_cast<long long>(again.pidFile->pid));
        m_afterCrash = true;
        if (!QFile::remove(file))
            return models::fail(models::ErrorCode::DataDirectoryUnusable, {{u"path"_s, file}, {u"reason"_s, u"cannot_create"_s}});
        return {};
    }

    /// Starts the server and waits, under the lock, until its pid file names it: from then on anybody can tell that it runs.
    models::Result<void> launch(const Sighting &sighting)
    {
        m_afterCrash = m_afterCrash || sighting.pidFile.has_value();
        m_context.report(ClusterPhase::Starting);
        const auto postmaster = launchPostmaster(m_context);
        if (!postmaster)
            return tl::unexpected(postmaster.error());
        qCInfo(lcStart, "start data=%s pid=%lld account=%s", qUtf8Printable(m_context.places.dataDirectory),
               static_cast<long long>(postmaster->pid), qUtf8Printable(m_context.account.name));
        m_launched = *postmaster;
        for (;;) {
            const auto file = readPidFile(m_context.places.dataDirectory);
            if (file && file->pid == postmaster->pid)
                return {};
            if (!stillRuns(*postmaster))
                return startFailure(m_context);
            if (!pauseUnlessStopped(m_stop, pollMilliseconds))
                return models::fail(models::ErrorCode::Cancelled);
        }
    }

    /// A server runs in our directory: counts us as its user, lets other starters go on, and waits until it is ready.
    /// An empty address: it went away meanwhile, look again.
    models::Result<ServerAddress> join(const Sighting &sighting)
    {
        if (!m_users.tryShared())
            return models::fail(models::ErrorCode::Internal, {}, u"the users' lock is held by a program that is leaving"_s);
        m_starter.unlock();
        const bool launchedHere = m_launched && m_launched->pid == sighting.process->pid;
        const int clean = launchedHere && !m_afterCrash ? cleanStartMilliseconds : 0;
        QElapsedTimer clock;
        clock.start();
        for (bool shown = false;;) {
            const auto file = readPidFile(m_context.places.dataDirectory);
            if (!stillRuns(*sighting.process) || !file || file->status == PostmasterStatus::Stopping)
                break;
            if (file->pid == sighting.process->pid && file->status == PostmasterStatus::Ready)
                return greet(sighting, *file);
            if (!shown && clock.elapsed() >= clean) {
                m_context.report(ClusterPhase::Recovering);
                shown = true;
            }
            if (!pauseUnlessStopped(m_stop, pollMilliseconds)) {
                m_users.unlock();
                return models::fail(models::ErrorCode::Cancelled);
            }
        }
        m_users.unlock();
        return launchedHere && !stillRuns(*sighting.process) ? models::Result<ServerAddress>(startFailure(m_context)) : ServerAddress{};
    }

    /// Asks a ready server whether it is one of ours, and sees to the database.
    models::Result<ServerAddress> greet(const Sighting &sighting, const PidFile &file)
    {
        const ServerAddress address{file.socketDirectory, file.port, m_context.options.applicationName};
        auto checked = checkName(address);
        if (checked)
            checked = ensureDatabase(address, u"vigie"_s);
        if (checked)
            return address;
        m_users.unlock();
        if (!stillRuns(*sighting.process))
            return ServerAddress{};
        return tl::unexpected(checked.error());
    }

    models::Result<void> checkName(const ServerAddress &address) const
    {
        ServerSession session(address, u"postgres"_s);
        if (auto opened = session.open(); !opened)
            return opened;
        const auto rows = session.ask(u"select current_setting('cluster_name')"_s);
        if (!rows)
            return tl::unexpected(rows.error());
        const QString name = rows->isEmpty() ? QString() : rows->first().first().toString();
        if (name != "vigie"_L1)
            return models::fail(models::ErrorCode::ClusterForeign, {{u"path"_s, m_context.places.dataDirectory}, {u"name"_s, name}});
        return {};
    }

    ClusterContext &m_context;
    FileLock &m_starter;
    FileLock &m_users;
    std::stop_token m_stop;
    std::optional<ProcessSight> m_launched;
    bool m_afterCrash = false;
};

} // namespace

models::Result<ServerAddress> bringUp(ClusterContext &context, FileLock &starter, FileLock &users, std::stop_token stop)
{
    auto address = ClusterStart(context, starter, users, std::move(stop)).run();
    starter.unlock();
    return address;
}

} // namespace vigie::postgres
