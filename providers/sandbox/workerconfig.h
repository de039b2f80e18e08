#pragma once

#include <cstdint>
#include <string>

namespace vigie::providers::sandbox {

/// The settings in worker.conf that the sandbox's machine looks at. Unknown keys are ignored, as the install script does.
struct WorkerConfig {
    std::string model;
    std::string revision;
    std::string servedName; ///< the model's name when not set
    std::string image;
    std::string apiKey;
    int tensorParallel = 1;
    std::int64_t maxModelLength = 32768;

    /// Reads lines KEY=value; the value is everything up to the line's end.
    static WorkerConfig fromText(const std::string &text);
};

} // namespace vigie::providers::sandbox
