#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vigie::providers::sandbox {

using Json = nlohmann::json;

/// Readers that look at the type first: what a client sends is never trusted, and nlohmann is compiled without exceptions.
/// Each gives the fallback when the object is no object, the key is missing, or its value is of another type.
const Json *member(const Json &object, const char *key);
std::string textOf(const Json &object, const char *key, const std::string &fallback = {});
std::int64_t integerOf(const Json &object, const char *key, std::int64_t fallback = 0);
double numberOf(const Json &object, const char *key, double fallback = 0);
bool flagOf(const Json &object, const char *key, bool fallback);
/// The strings of an array; entries of other types are left out.
std::vector<std::string> textsOf(const Json &object, const char *key);

/// Compact text; bytes that are no UTF-8 are replaced rather than refused.
std::string toText(const Json &value);
/// Nothing when the text is not JSON.
std::optional<Json> fromText(const std::string &text);

} // namespace vigie::providers::sandbox
