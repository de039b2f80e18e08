// /servers: list, create, read, change, delete, act.
#include "providers/sandbox/dice.h"
#include "providers/sandbox/lifecycle.h"
#include "providers/sandbox/paging.h"
#include "providers/sandbox/route.h"
#include "providers/sandbox/servercreation.h"
#include "providers/sandbox/serverjson.h"

#include <algorithm>
#include <array>
#include <sstream>

namespace vigie::providers::sandbox {

namespace {

std::set<std::string> commaList(const std::string &text)
{
    std::set<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, ',');)
        parts.insert(part);
    return parts;
}

bool isListed(Call &call, const Server &server, const std::set<std::string> &tags, const std::set<std::string> &ids)
{
    const ApiRequest &request = call.request;
    const auto fits = [&request](const char *name, const std::string &value) {
        const std::string wanted = request.parameter(name);
        return wanted.empty() || wanted == value;
    };
    const bool tagged = std::all_of(tags.begin(), tags.end(), [&server](const std::string &tag) {
        return std::find(server.tags.begin(), server.tags.end(), tag) != server.tags.end();
    });
    return server.zone == call.zone() && tagged && (ids.empty() || ids.contains(server.id)) && fits("project", server.project)
        && fits("organization", call.cloud.state().account.organization) && fits("commercial_type", server.type)
        && fits("state", observe(server, call.now).state) && server.name.find(request.parameter("name")) != std::string::npos
        && (call.listLag == 0 || server.createdAt + call.listLag <= call.now);
}

ApiReply listServers(Call &call)
{
    const auto page = Page::ofInstance(call.request);
    if (!page)
        return invalidPage();
    const auto tags = commaList(call.request.parameter("tags"));
    const auto ids = commaList(call.request.parameter("servers"));
    std::vector<const Server *> found;
    for (const auto &[id, server] : call.cloud.state().servers) {
        if (isListed(call, server, tags, ids))
            found.push_back(&server);
    }
    const std::string order = call.request.parameter("order", "creation_date_desc");
    const bool byChange = order.starts_with("modification_date");
    const auto key = [byChange](const Server *server) { return byChange ? server->modifiedAt : server->createdAt; };
    std::stable_sort(found.begin(), found.end(), [&](const Server *a, const Server *b) {
        return order.ends_with("_asc") ? key(a) < key(b) : key(a) > key(b);
    });
    Json items = pageOf(found, *page, [&call](const Server *server) { return serverJson(call.cloud, *server, call.now); });
    return instancePage("servers", std::move(items), found.size(), *page, "/servers");
}

ApiReply serverReply(Call &call, const Server &server)
{
    return jsonReply(200, {{"server", serverJson(call.cloud, server, call.now)}});
}

ApiReply getServer(Call &call)
{
    const Server *server = call.cloud.findServer(call.zone(), call.id());
    return server ? serverReply(call, *server) : notFound("instance_server", call.id());
}

ApiReply changeServer(Call &call)
{
    Cloud &cloud = call.cloud;
    Server *server = cloud.findServer(call.zone(), call.id());
    if (!server)
        return notFound("instance_server", call.id());
    const Json &body = call.body;
    if (const Json *group = member(body, "security_group")) {
        const std::string id = textOf(*group, "id");
        if (!cloud.state().securityGroups.contains(id))
            return notFound("instance_security_group", id);
        server->securityGroup = id;
    }
    if (member(body, "commercial_type")) {
        if (observe(*server, call.now).state != std::string("stopped"))
            return preconditionFailed("unknown_precondition", "server should be stopped");
        if (!cloud.types().find(call.zone(), textOf(body, "commercial_type")))
            return invalidArgument("commercial_type", "constraint", "not available in this zone");
        server->type = textOf(body, "commercial_type");
    }
    if (member(body, "public_ips")) {
        const std::vector<std::string> wanted = textsOf(body, "public_ips");
        for (const std::string &id : wanted) {
            if (!cloud.state().ips.contains(id))
                return notFound("instance_ip", id);
        }
        for (const std::string &id : std::vector(server->ips))
            cloud.detachIp(cloud.state().ips.at(id));
        for (const std::string &id : wanted)
            cloud.attachIp(cloud.state().ips.at(id), *server);
    }
    server->name = textOf(body, "name", server->name);
    if (member(body, "tags"))
        server->tags = textsOf(body, "tags");
    server->dynamicIp = flagOf(body, "dynamic_ip_required", server->dynamicIp);
    server->protectedByUser = flagOf(body, "protected", server->protectedByUser);
    server->bootType = textOf(body, "boot_type", server->bootType);
    server->modifiedAt = call.now;
    cloud.note(call.now, "server_changed", {{"server", server->id}}, server->tags);
    return serverReply(call, *server);
}

ApiReply deleteServer(Call &call)
{
    Server *server = call.cloud.findServer(call.zone(), call.id());
    if (!server)
        return notFound("instance_server", call.id());
    if (server->protectedByUser)
        return preconditionFailed("protected_resource", "cannot delete a protected server");
    if (observe(*server, call.now).state != std::string("stopped"))
        return preconditionFailed("resource_still_in_use", "server should be stopped");
    call.cloud.remove(server->id, Cloud::Gone::Deleted, call.now);
    return nothingReply();
}

/// What an action needs, and does.
struct Action {
    const char *name;
    Move move;
    std::array<bool, 3> from; ///< stopped, running, stopped in place
    const char *help;
};

constexpr std::array actions{
    Action{"poweron", Move::PowerOn, {true, false, true}, "server should be stopped"},
    Action{"poweroff", Move::PowerOff, {false, true, true}, "server should be running"},
    Action{"stop_in_place", Move::StopInPlace, {false, true, false}, "server should be running"},
    Action{"reboot", Move::Reboot, {false, true, true}, "server should be running"},
    Action{"terminate", Move::Terminate, {false, true, true}, "server should be running"},
};

ApiReply act(Call &call)
{
    Cloud &cloud = call.cloud;
    Server *server = cloud.findServer(call.zone(), call.id());
    if (!server)
        return notFound("instance_server", call.id());
    const std::string name = textOf(call.body, "action");
    const auto action = std::find_if(actions.begin(), actions.end(), [&name](const Action &each) { return name == each.name; });
    if (action == actions.end())
        return invalidArgument("action", name.empty() ? "required" : "constraint", "unknown action");
    if (action->move == Move::Terminate && server->protectedByUser)
        return preconditionFailed("protected_resource", "cannot terminate a protected server");
    if (server->transition.move != Move::None || !action->from[static_cast<std::size_t>(server->rest)])
        return preconditionFailed("unknown_precondition", action->help);
    const bool fromStopped = server->rest == Rest::Stopped;
    cloud.begin(*server, action->move, call.now);
    if (action->move == Move::PowerOn) {
        ++cloud.state().powerOns;
        cloud.note(call.now, "server_powered_on", {{"server", server->id}, {"from", fromStopped ? "stopped" : "stopped in place"}},
            server->tags);
    } else {
        cloud.note(call.now, "server_action", {{"server", server->id}, {"action", name}}, server->tags);
    }
    // The task of today's API: it cannot be polled.
    const Json task{{"id", "00000000-0000-0000-0000-000000000000"}, {"description", "fake task"}, {"status", "pending"},
                    {"href_from", "/servers/" + server->id + "/action"}, {"href_result", "/servers/" + server->id},
                    {"started_at", instanceDate(call.now)}, {"terminated_at", nullptr}, {"progress", 0}, {"zone", server->zone}};
    return jsonReply(202, {{"task", task}});
}

ApiReply listActions(Call &call)
{
    const Server *server = call.cloud.findServer(call.zone(), call.id());
    return server ? jsonReply(200, {{"actions", observe(*server, call.now).allowedActions}}) : notFound("instance_server", call.id());
}

constexpr std::array routes{
    Route{"GET", "/instance/v1/zones/{}/servers", &listServers},
    Route{"POST", "/instance/v1/zones/{}/servers", &createServer},
    Route{"GET", "/instance/v1/zones/{}/servers/{}", &getServer},
    Route{"PATCH", "/instance/v1/zones/{}/servers/{}", &changeServer},
    Route{"DELETE", "/instance/v1/zones/{}/servers/{}", &deleteServer},
    Route{"GET", "/instance/v1/zones/{}/servers/{}/action", &listActions},
    Route{"POST", "/instance/v1/zones/{}/servers/{}/action", &act},
};

} // namespace

std::span<const Route> serverRoutes()
{
    return routes;
}

} // namespace vigie::providers::sandbox
