#include "providers/sandbox/dice.h"

#include <sys/random.h>

#include <array>
#include <cstdio>
#include <random>

namespace vigie::providers::sandbox {

namespace {

std::string uuidOf(std::uint64_t high, std::uint64_t low)
{
    high = (high & ~0xF000ULL) | 0x4000ULL;
    low = (low & ~(3ULL << 62)) | (2ULL << 62);
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%08x-%04x-%04x-%04x-%012llx", static_cast<unsigned>(high >> 32),
                  static_cast<unsigned>((high >> 16) & 0xFFFF), static_cast<unsigned>(high & 0xFFFF), static_cast<unsigned>(low >> 48),
                  static_cast<unsigned long long>(low & 0xFFFFFFFFFFFFULL));
    return text.data();
}

std::uint64_t scramble(std::uint64_t value)
{
    // The finaliser of SplitMix64.
    value += 0x9E3779B97F4A7C15ULL;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31);
}

} // namespace

std::string randomUuid()
{
    std::array<std::uint64_t, 2> bits{};
    if (getrandom(bits.data(), sizeof bits, 0) != static_cast<ssize_t>(sizeof bits)) {
        std::random_device device;
        for (auto &word : bits)
            word = (static_cast<std::uint64_t>(device()) << 32) | device();
    }
    return uuidOf(bits[0], bits[1]);
}

std::uint64_t mix(std::uint64_t seed, std::string_view text)
{
    std::uint64_t hash = scramble(seed);
    for (const char each : text)
        hash = (hash ^ static_cast<unsigned char>(each)) * 0x100000001B3ULL;
    return scramble(hash);
}

std::string namedUuid(std::string_view name)
{
    return uuidOf(mix(1, name), mix(2, name));
}

double jitter(std::uint64_t seed, std::string_view key, double spread)
{
    const double unit = static_cast<double>(mix(seed, key) >> 11) / 9007199254740992.0;
    return 1.0 + spread * (2.0 * unit - 1.0);
}

} // namespace vigie::providers::sandbox
