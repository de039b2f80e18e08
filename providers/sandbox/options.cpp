#include "providers/sandbox/options.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <sstream>
#include <string_view>

namespace vigie::providers::sandbox {

namespace {

template <class Number>
bool number(const std::string &text, Number least, Number most, Number &result)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
    return error == std::errc() && end == text.data() + text.size() && result >= least && result <= most;
}

bool zoneList(const std::string &text, std::vector<std::string> &zones)
{
    zones.clear();
    std::istringstream stream(text);
    for (std::string zone; std::getline(stream, zone, ',');) {
        if (!zone.empty())
            zones.push_back(zone);
    }
    return !zones.empty();
}

bool take(Options &options, const std::string &name, const std::string &value)
{
    constexpr int mostPort = 65535;
    if (name == "--port")
        return number(value, 0, mostPort, options.port);
    if (name == "--ssh-port")
        return number(value, 0, mostPort, options.sshPort);
    if (name == "--worker-port")
        return number(value, 0, mostPort, options.workerPort);
    if (name == "--time-scale")
        return number(value, 0.001, 1e6, options.timeScale);
    if (name == "--seed")
        return number<std::uint64_t>(value, 0, UINT64_MAX, options.seed);
    if (name == "--latency")
        return number<std::int64_t>(value, 0, 60'000, options.latencyMs);
    if (name == "--zones")
        return zoneList(value, options.zones);
    options.stateFile = value;
    return !value.empty();
}

} // namespace

std::optional<Options> Options::parse(int argc, char **argv, std::string &error)
{
    constexpr std::string_view withValue = " --port --ssh-port --worker-port --time-scale --seed --latency --zones --state ";
    Options options;
    for (int i = 1; i < argc; ++i) {
        std::string name = argv[i];
        if (name == "--help" || name == "-h")
            options.wish = Wish::Help;
        else if (name == "--version")
            options.wish = Wish::Version;
        else if (name == "--exit-with-parent")
            options.exitWithParent = true;
        else {
            std::string value;
            const auto equals = name.find('=');
            const bool inPlace = equals != std::string::npos;
            if (inPlace) {
                value = name.substr(equals + 1);
                name.resize(equals);
            }
            if (name.size() < 3 || withValue.find(' ' + name + ' ') == std::string_view::npos) {
                error = "unknown option " + name;
                return std::nullopt;
            }
            if (!inPlace && i + 1 < argc)
                value = argv[++i];
            if (!take(options, name, value)) {
                error = name + " does not take \"" + value + '"';
                return std::nullopt;
            }
        }
    }
    return options;
}

const char *Options::help()
{
    return "Usage: vigie-sandbox [options]\n"
           "A cloud on loopback: Scaleway's API over HTTP, and for each server that is created in it a machine on its own\n"
           "127.x.y.z address, with an SSH server and a worker that serves a model.\n\n"
           "  --port N              port of the API on 127.0.0.1 (0: any)\n"
           "  --ssh-port N          port of every machine's SSH server (0: any)\n"
           "  --worker-port N       port of every machine's worker (0: any)\n"
           "  --time-scale F        how many times faster than a real provider (1)\n"
           "  --seed N              of the jitter in durations, and of generated text (1)\n"
           "  --latency MS          added to every API request (0)\n"
           "  --state FILE          keeps everything in FILE, and the journal in FILE.journal\n"
           "  --zones A,B           zones (fr-par-1,fr-par-2,pl-waw-2)\n"
           "  --exit-with-parent    ends when the process that started it ends\n"
           "  --version, --help\n\n"
           "VIGIE_SANDBOX_SECRET_KEY in the environment sets the secret key, a UUID; otherwise it is random.\n"
           "When ready, one line of JSON on standard output gives addresses and keys.\n";
}

} // namespace vigie::providers::sandbox
