#include "providers/sandbox/workerconfig.h"

#include <charconv>
#include <map>
#include <sstream>

namespace vigie::providers::sandbox {

namespace {

template <class Number>
Number numberIn(const std::map<std::string, std::string> &values, const char *key, Number fallback)
{
    const auto found = values.find(key);
    Number number = fallback;
    if (found != values.end())
        std::from_chars(found->second.data(), found->second.data() + found->second.size(), number);
    return number;
}

} // namespace

WorkerConfig WorkerConfig::fromText(const std::string &text)
{
    std::map<std::string, std::string> values;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        const auto equals = line.find('=');
        if (equals != std::string::npos)
            values[line.substr(0, equals)] = line.substr(equals + 1);
    }
    WorkerConfig config;
    config.model = values["MODEL"];
    config.revision = values["REVISION"];
    config.servedName = values["SERVED_NAME"].empty() ? config.model : values["SERVED_NAME"];
    config.image = values["IMAGE"].empty() ? "vllm/vllm-openai:latest" : values["IMAGE"];
    config.apiKey = values["API_KEY"];
    config.tensorParallel = numberIn(values, "TENSOR_PARALLEL", config.tensorParallel);
    config.maxModelLength = numberIn(values, "MAX_MODEL_LEN", config.maxModelLength);
    return config;
}

} // namespace vigie::providers::sandbox
