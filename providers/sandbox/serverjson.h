#pragma once

#include "providers/sandbox/cloud.h"

namespace vigie::providers::sandbox {

/// A server as the Instance API shows it: every key of the recordings. Needs the cloud's lock.
Json serverJson(Cloud &cloud, const Server &server, Micros now);

/// A local or scratch volume as the Instance API shows it.
Json localVolumeJson(Cloud &cloud, const LocalVolume &volume);

const char *volumeKindName(VolumeKind kind);

} // namespace vigie::providers::sandbox
