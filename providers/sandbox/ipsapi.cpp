// /ips: flexible addresses. Dynamic ones are not listed, as at the provider.
#include "providers/sandbox/paging.h"
#include "providers/sandbox/route.h"

#include <algorithm>
#include <array>

namespace vigie::providers::sandbox {

namespace {

Json ipJson(Cloud &cloud, const Ip &ip)
{
    Json owner = nullptr;
    const Server *server = cloud.findServer({}, ip.server);
    if (server)
        owner = {{"id", server->id}, {"name", server->name}};
    return {{"id", ip.id}, {"address", ip.address}, {"prefix", nullptr}, {"reverse", nullptr}, {"server", owner},
            {"organization", cloud.state().account.organization}, {"project", ip.project}, {"zone", ip.zone}, {"type", ip.type},
            {"state", server ? "attached" : "detached"}, {"tags", ip.tags}, {"ipam_id", ip.ipamId}};
}

/// By id or by address.
Ip *findIp(Call &call)
{
    for (auto &[id, ip] : call.cloud.state().ips) {
        if (ip.zone == call.zone() && !ip.dynamic && (id == call.id() || ip.address == call.id()))
            return &ip;
    }
    return nullptr;
}

ApiReply listIps(Call &call)
{
    const auto page = Page::ofInstance(call.request);
    if (!page)
        return invalidPage();
    const std::string tags = ',' + call.request.parameter("tags") + ',';
    const std::string type = call.request.parameter("type");
    std::vector<const Ip *> found;
    for (const auto &[id, ip] : call.cloud.state().ips) {
        const auto wanted = [&tags] {
            std::vector<std::string> list;
            for (std::size_t at = 1, end = 0; (end = tags.find(',', at)) != std::string::npos; at = end + 1) {
                if (end > at)
                    list.push_back(tags.substr(at, end - at));
            }
            return list;
        }();
        const bool tagged = std::all_of(wanted.begin(), wanted.end(), [&ip = ip](const std::string &tag) {
            return std::find(ip.tags.begin(), ip.tags.end(), tag) != ip.tags.end();
        });
        if (ip.zone == call.zone() && !ip.dynamic && tagged && (type.empty() || type == ip.type))
            found.push_back(&ip);
    }
    std::stable_sort(found.begin(), found.end(), [](const Ip *a, const Ip *b) { return a->createdAt > b->createdAt; });
    Json items = pageOf(found, *page, [&call](const Ip *ip) { return ipJson(call.cloud, *ip); });
    return instancePage("ips", std::move(items), found.size(), *page, "/ips");
}

ApiReply createIp(Call &call)
{
    const std::string type = textOf(call.body, "type", "routed_ipv4");
    if (type != "routed_ipv4" && type != "routed_ipv6")
        return invalidArgument("type", "constraint", "must be routed_ipv4 or routed_ipv6");
    const std::string serverId = textOf(call.body, "server");
    Server *server = call.cloud.findServer(call.zone(), serverId);
    if (!serverId.empty() && !server)
        return notFound("instance_server", serverId);
    Ip &ip = call.cloud.addIp(call.zone(), type, call.now);
    ip.tags = textsOf(call.body, "tags");
    if (server)
        call.cloud.attachIp(ip, *server);
    call.cloud.note(call.now, "ip_created", {{"ip", ip.id}, {"address", ip.address}}, ip.tags);
    return jsonReply(201, {{"ip", ipJson(call.cloud, ip)}});
}

ApiReply getIp(Call &call)
{
    const Ip *ip = findIp(call);
    return ip ? jsonReply(200, {{"ip", ipJson(call.cloud, *ip)}}) : notFound("instance_ip", call.id());
}

ApiReply changeIp(Call &call)
{
    Ip *ip = findIp(call);
    if (!ip)
        return notFound("instance_ip", call.id());
    if (const Json *wanted = member(call.body, "server")) {
        const std::string serverId = wanted->is_string() ? wanted->get<std::string>() : textOf(*wanted, "id");
        Server *server = call.cloud.findServer(call.zone(), serverId);
        if (!wanted->is_null() && !server)
            return notFound("instance_server", serverId);
        if (server)
            call.cloud.attachIp(*ip, *server);
        else
            call.cloud.detachIp(*ip);
    }
    if (member(call.body, "tags"))
        ip->tags = textsOf(call.body, "tags");
    call.cloud.note(call.now, "ip_changed", {{"ip", ip->id}}, ip->tags);
    return jsonReply(200, {{"ip", ipJson(call.cloud, *ip)}});
}

ApiReply deleteIp(Call &call)
{
    const Ip *ip = findIp(call);
    if (!ip)
        return notFound("instance_ip", call.id());
    if (!ip->server.empty())
        return preconditionFailed("resource_still_in_use", "ip is attached to a server");
    call.cloud.note(call.now, "ip_deleted", {{"ip", ip->id}, {"address", ip->address}}, ip->tags);
    call.cloud.removeIp(std::string(ip->id));
    return nothingReply();
}

constexpr std::array routes{
    Route{"GET", "/instance/v1/zones/{}/ips", &listIps},          Route{"POST", "/instance/v1/zones/{}/ips", &createIp},
    Route{"GET", "/instance/v1/zones/{}/ips/{}", &getIp},         Route{"PATCH", "/instance/v1/zones/{}/ips/{}", &changeIp},
    Route{"DELETE", "/instance/v1/zones/{}/ips/{}", &deleteIp},
};

} // namespace

std::span<const Route> ipRoutes()
{
    return routes;
}

} // namespace vigie::providers::sandbox
