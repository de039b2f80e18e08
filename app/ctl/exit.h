#pragma once

#include "models/domain/error.h"

namespace vigie::ctl {

/// The program's exit status.
enum class Exit {
    Done = 0,
    Usage = 2,         ///< the command line is not understood, or lacks something
    Refused = 3,       ///< asked, and not granted: the reason is on standard error
    Failed = 4,        ///< it went wrong
    DeadlinePassed = 5 ///< what was waited for did not come in the time given
};

/// What an error that ends a command makes of it.
Exit exitOf(const models::Error &error);

} // namespace vigie::ctl
