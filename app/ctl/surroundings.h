#pragma once

#include "ui/text/translator.h"

#include <QStringList>

namespace vigie::ctl {

/// What has to be right before anything else runs: the standard descriptors are open, so that no file of ours gets their numbers; a reader that
/// goes away is an error of write(); characters are UTF-8. Before the QCoreApplication and any thread.
void settleIn();

/// The language that the environment asks for: LC_ALL, else LC_MESSAGES, else LANG. Before settleIn(), which may change them.
ui::Language environmentLanguage();

/// Sends the log to standard error, a line each, whatever it is connected to. Quiet: warnings alone.
enum class Logging { Quiet, Full };
void logToStandardError(Logging logging);

} // namespace vigie::ctl
