#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace vigie::providers::sandbox {

/// A random UUID (version 4) from the system's generator.
std::string randomUuid();

/// A well-mixed hash of a text under a seed: the same on every machine and in every run.
std::uint64_t mix(std::uint64_t seed, std::string_view text);

/// A UUID that is always the same for the same name: ids of the catalogue (images), which survive a restart without being stored.
std::string namedUuid(std::string_view name);

/// A factor between 1-spread and 1+spread that depends on the seed and the key only: reproducible jitter.
double jitter(std::uint64_t seed, std::string_view key, double spread);

} // namespace vigie::providers::sandbox
