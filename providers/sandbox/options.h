#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vigie::providers::sandbox {

/// The command line.
struct Options {
    int port = 0;
    int sshPort = 0;
    int workerPort = 0;
    double timeScale = 1;
    std::uint64_t seed = 1;
    std::int64_t latencyMs = 0;
    std::string stateFile;
    std::vector<std::string> zones{"fr-par-1", "fr-par-2", "pl-waw-2"};
    bool exitWithParent = false;
    enum class Wish { Run, Help, Version } wish = Wish::Run;

    /// Nothing, and the reason, for a command line that makes no sense.
    static std::optional<Options> parse(int argc, char **argv, std::string &error);
    static const char *help();
};

} // namespace vigie::providers::sandbox
