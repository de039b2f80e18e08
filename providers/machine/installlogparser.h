#pragma once

#include "models/domain/error.h"
#include "providers/machine/machine.h"

#include <QByteArrayView>

namespace vigie::providers {

/// Reads what `install.sh start` and `install.sh status N` print: plain lines and `::vigie ...` events of the log, then one last
/// line `::vigie-status offset=<n> state=<s>`. The machine is not trusted: any bytes give a result or an error, of bounded size;
/// a line that looks like an event and is none is kept as a plain line.
class InstallLogParser {
public:
    /// Pure, for any thread. Error: InstallFailed (`phase` = `check`) when the last line is no status.
    static models::Result<InstallProgress> parse(QByteArrayView printed);

private:
    static std::optional<InstallEvent> parseEvent(QByteArrayView line);
    static bool isEnd(QByteArrayView line);
};

} // namespace vigie::providers
