#pragma once

#include "app/ctl/commandtable.h"

#include <QString>

#include <optional>

namespace vigie::ctl {

/// How the program is used, or one of its commands, in the language of the moment. Ends without a line feed.
QString helpText(const CommandTraits *command);
/// One line: `vigiectl create --account A ... [--wait]`.
QString synopsis(const CommandTraits &command);

} // namespace vigie::ctl
