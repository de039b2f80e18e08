#include "app/postgres/sighting.h"

namespace vigie::postgres {

namespace {

/// Whether the pid file stands in PostgreSQL's way though no server runs: it counts a process of its own user as a server,
/// whatever it is, and passes over those of other users by itself.
bool blocksByMistake(const Sighting &sighting)
{
    return sighting.process && sighting.process->uid == sighting.serverUid && sighting.process->identity != Identity::Unreadable;
}

} // namespace

ClusterState judge(const Sighting &sighting)
{
    if (sighting.data == Sighting::Data::MissingOrEmpty)
        return sighting.creating == Sighting::Creating::LeftOver ? ClusterState::Interrupted : ClusterState::Absent;
    if (sighting.major == 0 || sighting.control == Sighting::Control::Missing)
        return ClusterState::Broken;

    if (sighting.process && sighting.process->identity == Identity::PostgresHere) {
        const bool ended = sighting.process->life == ProcessSight::Life::Ended;
        if (!ended && sighting.pidFile && sighting.pidFile->status != PostmasterStatus::Stopping)
            return ClusterState::Running;
        if (!ended || sighting.process->uid == sighting.serverUid)
            return ClusterState::Dying;
    }
    if (!sighting.orphans.isEmpty())
        return ClusterState::Dying;

    const int newest = sighting.installedMajors.isEmpty() ? 0 : sighting.installedMajors.last();
    if (!sighting.installedMajors.contains(sighting.major))
        return newest != 0 && newest < sighting.major ? ClusterState::TooNew : ClusterState::Stranded;
    if (blocksByMistake(sighting))
        return ClusterState::ReusedPid;
    return newest > sighting.major ? ClusterState::Upgradable : ClusterState::Stopped;
}

} // namespace vigie::postgres
