#pragma once

#include <QList>
#include <QString>

#include <optional>

#include <sys/types.h>

namespace vigie::postgres {

/// Whether a process is the server of one data directory. PostgreSQL's working directory is its data directory, which
/// identifies it exactly; a pid alone does not.
enum class Identity {
    Unreadable, ///< the kernel does not let us see its program
    OtherProgram,
    PostgresElsewhere,
    PostgresHere
};

/// A process as /proc shows it.
struct ProcessSight {
    /// Ended: a zombie, or about to be one; its pid is still taken.
    enum class Life { Alive, Ended };

    qint64 pid = 0;
    Life life = Life::Alive;
    uid_t uid = 0;
    /// The kernel's start tick: with the pid it names a process for good.
    quint64 startTick = 0;
    /// An ended process has only its name left, so PostgresHere means "named postgres" there.
    Identity identity = Identity::Unreadable;
};

/// The process, compared with `dataDirectory`; nothing when there is none. Any thread.
std::optional<ProcessSight> lookAtProcess(qint64 pid, const QString &dataDirectory);

/// Whether the same process as at that sight still runs (one that ended does not).
bool stillRuns(const ProcessSight &sight);

/// Living server processes of the data directory besides `except`: after a kill -9 of the postmaster its backends stay for a
/// moment, and PostgreSQL rightly refuses to start beside them.
QList<qint64> serverProcessesIn(const QString &dataDirectory, qint64 except);

} // namespace vigie::postgres
