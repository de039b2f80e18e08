#include "providers/sandbox/json.h"

#include <cmath>

namespace vigie::providers::sandbox {

const Json *member(const Json &object, const char *key)
{
    if (!object.is_object())
        return nullptr;
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

std::string textOf(const Json &object, const char *key, const std::string &fallback)
{
    const Json *value = member(object, key);
    return value && value->is_string() ? value->get<std::string>() : fallback;
}

std::int64_t integerOf(const Json &object, const char *key, std::int64_t fallback)
{
    const Json *value = member(object, key);
    if (!value)
        return fallback;
    if (value->is_number_integer())
        return value->get<std::int64_t>();
    const double real = numberOf(object, key, std::nan(""));
    return std::isfinite(real) && std::abs(real) < 9e18 ? static_cast<std::int64_t>(real) : fallback;
}

double numberOf(const Json &object, const char *key, double fallback)
{
    const Json *value = member(object, key);
    return value && value->is_number() ? value->get<double>() : fallback;
}

bool flagOf(const Json &object, const char *key, bool fallback)
{
    const Json *value = member(object, key);
    return value && value->is_boolean() ? value->get<bool>() : fallback;
}

std::vector<std::string> textsOf(const Json &object, const char *key)
{
    std::vector<std::string> texts;
    const Json *value = member(object, key);
    if (!value || !value->is_array())
        return texts;
    for (const Json &each : *value) {
        if (each.is_string())
            texts.push_back(each.get<std::string>());
    }
    return texts;
}

std::string toText(const Json &value)
{
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<Json> fromText(const std::string &text)
{
    Json value = Json::parse(text, nullptr, false);
    if (value.is_discarded())
        return std::nullopt;
    return value;
}

} // namespace vigie::providers::sandbox
