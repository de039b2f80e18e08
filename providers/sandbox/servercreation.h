#pragma once

#include "providers/sandbox/route.h"

namespace vigie::providers::sandbox {

/// POST /servers: checks everything before it makes anything, then makes the server, stopped, and its volumes.
ApiReply createServer(Call &call);

} // namespace vigie::providers::sandbox
