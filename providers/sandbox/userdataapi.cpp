// /servers/{id}/user_data: raw text under keys, and the host key fingerprints that a booted machine publishes there.
#include "providers/sandbox/route.h"

#include <array>

namespace vigie::providers::sandbox {

namespace {

constexpr const char *fingerprintsKey = "ssh-host-fingerprints";
constexpr std::size_t largestValue = 64 * 1024;

/// Writes what the machine has published by now among the user data.
Server *publishedServer(Call &call)
{
    Server *server = call.cloud.findServer(call.zone(), call.id());
    if (server && server->machine.fingerprintsAt != 0 && call.now >= server->machine.fingerprintsAt
        && !call.machineFaults.has("no_fingerprints", *server))
        server->userData.try_emplace(fingerprintsKey, server->machine.fingerprintLine + '\n');
    return server;
}

ApiReply missingKey()
{
    return {404, {}, "text/plain", {}};
}

ApiReply listKeys(Call &call)
{
    const Server *server = publishedServer(call);
    if (!server)
        return notFound("instance_server", call.id());
    Json keys = Json::array();
    for (const auto &[key, value] : server->userData)
        keys.push_back(key);
    return jsonReply(200, {{"user_data", keys}});
}

ApiReply getValue(Call &call)
{
    const Server *server = publishedServer(call);
    if (!server)
        return notFound("instance_server", call.id());
    const auto value = server->userData.find(call.id(2));
    return value == server->userData.end() ? missingKey() : ApiReply{200, value->second, "text/plain", {}};
}

ApiReply setValue(Call &call)
{
    Server *server = call.cloud.findServer(call.zone(), call.id());
    if (!server)
        return notFound("instance_server", call.id());
    if (call.request.body.size() > largestValue)
        return invalidArgument("content", "constraint", "too large");
    server->userData[call.id(2)] = call.request.body;
    call.cloud.note(call.now, "user_data_set", {{"server", server->id}, {"key", call.id(2)}}, server->tags);
    return nothingReply();
}

ApiReply removeValue(Call &call)
{
    Server *server = call.cloud.findServer(call.zone(), call.id());
    if (!server)
        return notFound("instance_server", call.id());
    if (server->userData.erase(call.id(2)) == 0)
        return missingKey();
    call.cloud.note(call.now, "user_data_removed", {{"server", server->id}, {"key", call.id(2)}}, server->tags);
    return nothingReply();
}

constexpr std::array routes{
    Route{"GET", "/instance/v1/zones/{}/servers/{}/user_data", &listKeys},
    Route{"GET", "/instance/v1/zones/{}/servers/{}/user_data/{}", &getValue},
    Route{"PATCH", "/instance/v1/zones/{}/servers/{}/user_data/{}", &setValue},
    Route{"DELETE", "/instance/v1/zones/{}/servers/{}/user_data/{}", &removeValue},
};

} // namespace

std::span<const Route> userDataRoutes()
{
    return routes;
}

} // namespace vigie::providers::sandbox
