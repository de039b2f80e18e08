#include "providers/sandbox/apifaults.h"

#include <algorithm>
#include <array>

namespace vigie::providers::sandbox {

namespace {

struct KindName {
    const char *name;
    FaultKind kind;
};

constexpr std::array kinds{
    KindName{"status", FaultKind::Status},          KindName{"delay", FaultKind::Delay},
    KindName{"drop_before", FaultKind::DropBefore}, KindName{"drop_after", FaultKind::DropAfter},
    KindName{"reset_after", FaultKind::ResetAfter}, KindName{"truncate", FaultKind::Truncate},
    KindName{"garbage", FaultKind::Garbage},        KindName{"hang", FaultKind::Hang},
    KindName{"effect_then_status", FaultKind::EffectThenStatus}, KindName{"late_effect", FaultKind::LateEffect},
    KindName{"drip", FaultKind::Drip},              KindName{"list_lag", FaultKind::ListLag},
};

std::string zoneOf(const std::string &path)
{
    constexpr std::string_view mark = "/zones/";
    const auto at = path.find(mark);
    if (at == std::string::npos)
        return {};
    const auto begin = at + mark.size();
    return path.substr(begin, path.find('/', begin) - begin);
}

} // namespace

bool fitsGlob(std::string_view pattern, std::string_view text)
{
    // The usual two-pointer match: on a mismatch the last star takes one more character.
    std::size_t p = 0;
    std::size_t t = 0;
    std::size_t star = std::string_view::npos;
    std::size_t taken = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            taken = t;
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++taken;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

std::optional<int> ApiFaults::add(const Json &description)
{
    const std::string name = textOf(description, "kind", "status");
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&name](const KindName &each) { return name == each.name; });
    if (kind == kinds.end())
        return std::nullopt;
    ApiFault fault;
    fault.kind = kind->kind;
    if (const Json *match = member(description, "match")) {
        fault.method = textOf(*match, "method");
        fault.path = textOf(*match, "path");
        fault.zone = textOf(*match, "zone");
        fault.type = textOf(*match, "type");
    }
    const std::int64_t usual = fault.kind == FaultKind::LateEffect ? 0 : 500;
    fault.reply.status = static_cast<int>(std::clamp<std::int64_t>(integerOf(description, "status", usual), 0, 599));
    if (const Json *body = member(description, "body")) {
        fault.reply.body = body->is_string() ? body->get<std::string>() : toText(*body);
        fault.reply.contentType = body->is_string() ? (body->get<std::string>().empty() ? "" : "text/plain") : "application/json";
    }
    if (const Json *headers = member(description, "headers"); headers && headers->is_object()) {
        for (const auto &[header, value] : headers->items()) {
            if (value.is_string())
                fault.reply.headers[header] = value.get<std::string>();
        }
    }
    fault.delay = integerOf(description, "delay_ms") * millisecond;
    fault.count = integerOf(description, "count", 1);
    fault.skip = integerOf(description, "skip");
    fault.description = description;
    const std::lock_guard lock(m_mutex);
    fault.id = ++m_lastId;
    fault.description["id"] = fault.id;
    fault.description["kind"] = name;
    m_faults.push_back(fault);
    return fault.id;
}

bool ApiFaults::remove(int id)
{
    const std::lock_guard lock(m_mutex);
    return std::erase_if(m_faults, [id](const ApiFault &fault) { return fault.id == id; }) > 0;
}

void ApiFaults::clear()
{
    const std::lock_guard lock(m_mutex);
    m_faults.clear();
}

Json ApiFaults::toJson() const
{
    const std::lock_guard lock(m_mutex);
    Json list = Json::array();
    for (const ApiFault &fault : m_faults) {
        Json each = fault.description;
        each["hits"] = fault.hits;
        list.push_back(std::move(each));
    }
    return {{"faults", list}};
}

std::optional<ApiFault> ApiFaults::hit(const ApiRequest &request, const std::string &type)
{
    const std::lock_guard lock(m_mutex);
    for (ApiFault &fault : m_faults) {
        const bool matches = (fault.method.empty() || fault.method == request.method)
            && (fault.path.empty() || fitsGlob(fault.path, request.path))
            && (fault.zone.empty() || fault.zone == zoneOf(request.path)) && (fault.type.empty() || fault.type == type);
        if (!matches || (fault.count != 0 && fault.hits >= fault.count))
            continue;
        if (fault.skip > 0) {
            --fault.skip;
            continue;
        }
        ++fault.hits;
        return fault;
    }
    return std::nullopt;
}

} // namespace vigie::providers::sandbox
