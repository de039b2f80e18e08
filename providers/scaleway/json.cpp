#include "providers/scaleway/json.h"

#include <cmath>
#include <limits>
#include <string>
#include <unordered_set>
#include <vector>

namespace vigie::providers::scaleway {

namespace {

using namespace Qt::StringLiterals;

constexpr double maxEuros = 1e6;

/// Walks the document once without building it: the depth and the keys are checked before memory is spent on them.
class ShapeCheck final : public Json::json_sax_t {
public:
    QString problem;

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t &) override { return true; }
    bool string(string_t &) override { return true; }
    bool binary(binary_t &) override { return true; }
    bool start_object(std::size_t) override { return enter(); }
    bool start_array(std::size_t) override { return enter(); }
    bool end_object() override { return leave(); }
    bool end_array() override { return leave(); }
    bool key(string_t &name) override
    {
        if (!m_keys.back().insert(name).second)
            return refuse(u"the key "_s + QString::fromStdString(name).left(80) + u" comes twice"_s);
        return true;
    }
    bool parse_error(std::size_t position, const std::string &, const nlohmann::detail::exception &) override
    {
        return refuse(u"not JSON at byte "_s + QString::number(position));
    }

private:
    bool enter()
    {
        m_keys.emplace_back();
        return m_keys.size() <= maxJsonDepth || refuse(u"nested too deeply"_s);
    }
    bool leave()
    {
        m_keys.pop_back();
        return true;
    }
    bool refuse(const QString &why)
    {
        problem = why;
        return false;
    }

    std::vector<std::unordered_set<std::string>> m_keys;
};

} // namespace

tl::expected<Json, QString> parseJson(const QByteArray &bytes)
{
    const char *begin = bytes.constData();
    const char *end = begin + bytes.size();
    ShapeCheck check;
    if (!Json::sax_parse(begin, end, &check))
        return tl::unexpected(check.problem.isEmpty() ? u"not JSON"_s : check.problem);
    Json document = Json::parse(begin, end, nullptr, false);
    if (document.is_discarded())
        return tl::unexpected(u"not JSON"_s);
    return document;
}

const Json &child(const Json &object, const char *key)
{
    static const Json nothing;
    if (!object.is_object())
        return nothing;
    const auto found = object.find(key);
    return found == object.end() ? nothing : *found;
}

QString text(const Json &object, const char *key)
{
    const Json &value = child(object, key);
    return value.is_string() ? QString::fromStdString(value.get_ref<const std::string &>()) : QString();
}

QStringList texts(const Json &object, const char *key)
{
    QStringList all;
    const Json &values = child(object, key);
    if (!values.is_array())
        return all;
    for (const Json &value : values) {
        if (value.is_string())
            all.append(QString::fromStdString(value.get_ref<const std::string &>()));
    }
    return all;
}

std::optional<std::int64_t> integer(const Json &object, const char *key)
{
    const Json &value = child(object, key);
    if (value.is_number_unsigned()) {
        const auto number = value.get<std::uint64_t>();
        if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            return std::nullopt;
        return static_cast<std::int64_t>(number);
    }
    return value.is_number_integer() ? std::optional(value.get<std::int64_t>()) : std::nullopt;
}

std::optional<bool> flag(const Json &object, const char *key)
{
    const Json &value = child(object, key);
    return value.is_boolean() ? std::optional(value.get<bool>()) : std::nullopt;
}

std::optional<models::Money> price(const Json &object, const char *key)
{
    const Json &value = child(object, key);
    if (!value.is_number())
        return std::nullopt;
    const double euros = value.get<double>();
    if (!(euros >= 0.0 && euros <= maxEuros))
        return std::nullopt;
    // Exact for six decimals: below a million euros the double is within 1e-10 of the text, far less than half a micro.
    return models::Money::fromMicros(std::llround(euros * 1e6));
}

} // namespace vigie::providers::scaleway
