#pragma once

#include "providers/sandbox/cloudstate.h"

namespace vigie::providers::sandbox {

/// What the API says of a server at an instant.
struct Observed {
    const char *state;
    const char *detail;
    std::vector<std::string> allowedActions;
};

/// The state of a server at an instant, from its rest and its transition (which may be over, when nobody settled it yet).
Observed observe(const Server &server, Micros now);

/// Whether its virtual machine runs: it answers on its addresses, and is paid for.
bool isUp(const Server &server, Micros now);

/// Ends what is over at that instant: a change of size reads its old size until then, a reference goes on while it is detached.
void settleVolume(Volume &volume, Micros now);

/// The status of a block volume at an instant, and that of its one reference (nothing when it has none).
std::string volumeStatus(const Volume &volume, Micros now);
std::optional<std::string> referenceStatus(const Volume &volume, Micros now);

} // namespace vigie::providers::sandbox
