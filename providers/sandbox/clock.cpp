#include "providers/sandbox/clock.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>

namespace vigie::providers::sandbox {

namespace {

std::string date(Micros at, const char *suffix)
{
    const std::time_t whole = at / second;
    std::tm parts{};
    gmtime_r(&whole, &parts);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d.%06d%s", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                  parts.tm_hour, parts.tm_min, parts.tm_sec, static_cast<int>(at % second), suffix);
    return text.data();
}

} // namespace

Micros wallClock()
{
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::string instanceDate(Micros at)
{
    return date(at, "+00:00");
}

std::string zuluDate(Micros at)
{
    return date(at, "Z");
}

} // namespace vigie::providers::sandbox
