#pragma once

#include "providers/sandbox/cloudstate.h"

namespace vigie::providers::sandbox {

/// The state as the state file holds it. Fields that are missing or of another type get their defaults when read.
Json toJson(const CloudState &state);
CloudState stateFromJson(const Json &json);

} // namespace vigie::providers::sandbox
