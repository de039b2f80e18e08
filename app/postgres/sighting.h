#pragma once

#include "app/postgres/pidfile.h"
#include "app/postgres/processsight.h"

#include <QList>

#include <optional>

namespace vigie::postgres {

/// What is seen of one cluster on disk and in /proc, before anything is done about it.
struct Sighting {
    enum class Data { MissingOrEmpty, Filled };
    enum class Creating { None, LeftOver };
    enum class Control { Missing, Present };

    Data data = Data::MissingOrEmpty;
    Creating creating = Creating::None;
    /// PG_VERSION; 0 when it is missing or no number.
    int major = 0;
    Control control = Control::Missing;
    std::optional<PidFile> pidFile;
    /// The process that the pid file names.
    std::optional<ProcessSight> process;
    /// Other living server processes in the data directory; looked for only when `process` is not its postmaster.
    QList<qint64> orphans;
    /// The account that the server runs as.
    uid_t serverUid = 0;
    /// In ascending order.
    QList<int> installedMajors;
};

enum class ClusterState {
    Absent,      ///< nothing: initialise
    Interrupted, ///< an initialisation did not end: remove it, and again
    Broken,      ///< half a cluster: never touched
    Running,     ///< adopt it, once it is ready
    Dying,       ///< a postmaster or its backends are ending: wait
    ReusedPid,   ///< the pid file names a process that is certainly not the server
    Stopped,     ///< start it
    Upgradable,  ///< as Stopped, and programs of a newer major are there too
    Stranded,    ///< its programs are gone
    TooNew       ///< made by a newer major than any installed
};

/// The judgement, a pure function. What cannot be told for certain is left to PostgreSQL's own interlock (Stopped).
ClusterState judge(const Sighting &sighting);

} // namespace vigie::postgres
