#pragma once

#include "app/postgres/account.h"
#include "models/domain/error.h"

#include <QString>
#include <QStringList>

#include <stop_token>

namespace vigie::postgres {

/// How a program that was run to its end ended.
struct Finished {
    /// The exit status; -1 when a signal ended it.
    int status = -1;
    /// Standard output and error together, trimmed.
    QString output;
};

/// Runs a program to its end as the account, in an environment of our own (no PG* variable of the user's). Blocks.
/// `keepOpen`, unless -1, is a descriptor that the child inherits: a lock that has to outlive us as long as the child lives.
/// Errors: Cancelled when stopped (the child is ended first), Internal when it cannot be run (detail).
models::Result<Finished> runAs(const ServerAccount &account, const QString &program, const QStringList &arguments, std::stop_token stop,
                               int keepOpen = -1);

/// Starts a program that outlives this process: a session of its own (no terminal, none of its signals), a child of init, no
/// descriptor of ours, standard output and error appended to `logFile`, which is opened as the account. Returns its pid.
/// Errors: ClusterStartFailed (detail: the failed call) when it cannot be executed.
models::Result<qint64> launchDetached(const ServerAccount &account, const QString &program, const QStringList &arguments,
                                      const QString &logFile);

} // namespace vigie::postgres
