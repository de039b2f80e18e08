#pragma once

#include <QString>

namespace vigie::postgres {

/// Sets the log of the last run aside (`.1` to `.3`, the oldest dropped) before a server starts on a new one.
void rotateLog(const QString &path);

/// The last lines of the log, for people to read: at most 20 of them. Empty when there is none.
QString logTail(const QString &path);

} // namespace vigie::postgres
