#include "providers/sandbox/controlapi.h"

#include "providers/sandbox/lifecycle.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace vigie::providers::sandbox {

namespace {

template <class Number>
Number numberIn(const std::string &text, Number fallback)
{
    Number number = fallback;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

ApiReply refused(const char *why)
{
    return jsonReply(400, {{"message", why}});
}

ApiReply unknown()
{
    return jsonReply(404, {{"message", "not found"}});
}

} // namespace

ApiReply ControlApi::handle(const ApiRequest &request)
{
    const auto body = request.body.empty() ? std::optional<Json>(Json::object()) : fromText(request.body);
    if (!body || !body->is_object())
        return refused("the body must be a JSON object");
    const bool get = request.method == "GET";
    const bool post = request.method == "POST";
    if (get && request.path == "/sandbox/summary")
        return summary();
    if (get && request.path == "/sandbox/journal")
        return journal(request);
    if (request.path == "/sandbox/faults")
        return faults(request, {});
    if (const auto id = matchPath("/sandbox/faults/{}", request.path))
        return faults(request, id->front());
    if (request.path == "/sandbox/machines/faults")
        return machineFaults(request, {});
    if (const auto id = matchPath("/sandbox/machines/faults/{}", request.path))
        return machineFaults(request, id->front());
    if (const auto parts = matchPath("/sandbox/servers/{}/{}", request.path); post && parts)
        return happen((*parts)[0], (*parts)[1]);
    if (post && request.path == "/sandbox/stock")
        return setStock(*body);
    if (post && request.path == "/sandbox/time-scale")
        return setTimeScale(*body);
    return unknown();
}

ApiReply ControlApi::summary()
{
    const auto lock = m_cloud.lock();
    const Micros now = wallClock();
    m_cloud.settle(now);
    m_api.journalEffects();
    CloudState &state = m_cloud.state();
    Json byState = Json::object();
    int running = 0;
    int billed = 0;
    double price = 0;
    for (const auto &[id, server] : state.servers) {
        const std::string name = observe(server, now).state;
        byState[name] = integerOf(byState, name.c_str()) + 1;
        running += name == "running" ? 1 : 0;
        const ServerType *type = m_cloud.types().find(server.zone, server.type);
        if (!server.billed || !type)
            continue;
        ++billed;
        price += type->hourlyPrice;
    }
    const auto flexible = std::count_if(state.ips.begin(), state.ips.end(), [](const auto &entry) { return !entry.second.dynamic; });
    const auto groups = std::count_if(state.securityGroups.begin(), state.securityGroups.end(),
        [](const auto &entry) { return !entry.second.projectDefault; });
    return jsonReply(200, {{"servers", {{"total", state.servers.size()}, {"running", running}, {"by_state", byState}}},
                           {"volumes", state.volumes.size() + state.localVolumes.size()}, {"ips", flexible}, {"security_groups", groups},
                           {"billing", {{"servers_running", billed}, {"eur_per_hour", price}}}, {"requests", state.requests},
                           {"creates", state.creates}, {"power_ons", state.powerOns}});
}

ApiReply ControlApi::journal(const ApiRequest &request)
{
    {
        const auto lock = m_cloud.lock();
        m_cloud.settle(wallClock());
        m_api.journalEffects();
    }
    return {200, m_journal.since(numberIn<std::int64_t>(request.parameter("since"), 0)), "application/json", {}};
}

ApiReply ControlApi::faults(const ApiRequest &request, const std::string &id)
{
    if (request.method == "GET")
        return jsonReply(200, m_faults.toJson());
    if (request.method == "DELETE") {
        if (id.empty())
            m_faults.clear();
        else if (!m_faults.remove(numberIn(id, 0)))
            return unknown();
        return nothingReply();
    }
    const auto added = m_faults.add(*fromText(request.body.empty() ? "{}" : request.body));
    return added ? jsonReply(201, {{"id", *added}}) : refused("unknown kind of fault");
}

ApiReply ControlApi::machineFaults(const ApiRequest &request, const std::string &id)
{
    const auto lock = m_cloud.lock();
    if (request.method == "GET")
        return jsonReply(200, m_machineFaults.toJson());
    if (request.method == "DELETE") {
        if (id.empty())
            m_machineFaults.clear();
        else if (!m_machineFaults.remove(numberIn(id, 0)))
            return unknown();
        return nothingReply();
    }
    const auto added = m_machineFaults.add(*fromText(request.body.empty() ? "{}" : request.body));
    return added ? jsonReply(201, {{"id", *added}}) : refused("unknown kind of fault");
}

ApiReply ControlApi::happen(const std::string &serverId, const std::string &what)
{
    std::uint64_t changed = 0;
    {
        const auto lock = m_cloud.lock();
        const Micros now = wallClock();
        m_cloud.settle(now);
        Server *server = m_cloud.findServer({}, serverId);
        if (!server)
            return unknown();
        if (what == "vanish") {
            m_cloud.remove(serverId, Cloud::Gone::Terminated, now);
        } else if (what == "stop") {
            if (server->rest == Rest::Stopped || server->transition.move != Move::None)
                return refused("the server is not running");
            m_cloud.begin(*server, Move::PowerOff, now);
        } else {
            return unknown();
        }
        m_api.journalEffects({{"path", "by hand"}});
        changed = m_cloud.changes();
    }
    m_file.waitUntilSaved(changed);
    return nothingReply();
}

ApiReply ControlApi::setStock(const Json &body)
{
    constexpr std::array values{"available", "scarce", "shortage", "out"};
    const std::string value = textOf(body, "availability");
    const std::string zone = textOf(body, "zone");
    const std::string type = textOf(body, "type");
    if (std::find(values.begin(), values.end(), value) == values.end() || !m_cloud.types().find(zone, type))
        return refused("unknown zone, type or availability");
    const auto lock = m_cloud.lock();
    m_cloud.state().stock[zone + '/' + type] = value;
    m_cloud.markChanged();
    return nothingReply();
}

ApiReply ControlApi::setTimeScale(const Json &body)
{
    const double factor = numberOf(body, "factor");
    if (!std::isfinite(factor) || factor < 0.001 || factor > 1e6)
        return refused("factor must be between 0.001 and 1000000");
    m_cloud.setTimeScale(factor);
    return nothingReply();
}

} // namespace vigie::providers::sandbox
