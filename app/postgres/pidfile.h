#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace vigie::postgres {

/// What line 8 of postmaster.pid says. None: the line is not there yet.
enum class PostmasterStatus { None, Starting, Ready, Stopping };

/// The contents of a postmaster.pid (src/include/utils/pidfile.h of PostgreSQL): line 1 the pid, 2 the data directory, 3 the
/// start (epoch), 4 the port, 5 the socket directory, 6 the listen address, 7 the shared memory key, 8 the status.
struct PidFile {
    /// 0 when the first line holds no number: PostgreSQL refuses to start on such a file, and says what to do.
    qint64 pid = 0;
    int port = 0;
    QString socketDirectory;
    PostmasterStatus status = PostmasterStatus::None;
};

PidFile parsePidFile(const QByteArray &text);

/// The file of a data directory, or nothing when there is none.
std::optional<PidFile> readPidFile(const QString &dataDirectory);

} // namespace vigie::postgres
