#pragma once

#include "models/domain/money.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <tl/expected.hpp>

namespace vigie::providers::scaleway {

using Json = nlohmann::json;

/// Deeper answers than this are refused; the API's deepest has six levels.
constexpr int maxJsonDepth = 64;

/// The document, or why it is not one. Refuses nesting beyond maxJsonDepth and a key that an object has twice (two readers could
/// see two different answers); accepts a byte order mark.
tl::expected<Json, QString> parseJson(const QByteArray &bytes);

/// The readers below accept any value: what is absent or of another type reads as null, empty or nothing.
const Json &child(const Json &object, const char *key);
QString text(const Json &object, const char *key);
QStringList texts(const Json &object, const char *key);
/// A whole number that fits; a fraction is none.
std::optional<std::int64_t> integer(const Json &object, const char *key);
std::optional<bool> flag(const Json &object, const char *key);
/// A price in euros, exact to the micro; nothing when negative or absurd.
std::optional<models::Money> price(const Json &object, const char *key);

} // namespace vigie::providers::scaleway
