// /instance/.../volumes: l_ssd and scratch only. The ids of block volumes are unknown here, as at the provider.
#include "providers/sandbox/dice.h"
#include "providers/sandbox/paging.h"
#include "providers/sandbox/route.h"
#include "providers/sandbox/serverjson.h"

#include <array>

namespace vigie::providers::sandbox {

namespace {

constexpr std::int64_t giga = 1'000'000'000LL;

LocalVolume *findVolume(Call &call)
{
    auto &volumes = call.cloud.state().localVolumes;
    const auto found = volumes.find(call.id());
    return found == volumes.end() || found->second.zone != call.zone() ? nullptr : &found->second;
}

ApiReply listVolumes(Call &call)
{
    const auto page = Page::ofInstance(call.request);
    if (!page)
        return invalidPage();
    std::vector<const LocalVolume *> found;
    const std::string kind = call.request.parameter("volume_type");
    for (const auto &[id, volume] : call.cloud.state().localVolumes) {
        if (volume.zone == call.zone() && (kind.empty() || kind == volumeKindName(volume.kind)))
            found.push_back(&volume);
    }
    Json items = pageOf(found, *page, [&call](const LocalVolume *volume) { return localVolumeJson(call.cloud, *volume); });
    return instancePage("volumes", std::move(items), found.size(), *page, "/volumes");
}

ApiReply createVolume(Call &call)
{
    const std::string kind = textOf(call.body, "volume_type", "l_ssd");
    const std::int64_t bytes = integerOf(call.body, "size");
    if (kind != "scratch" && kind != "l_ssd")
        return invalidArgument("volume_type", "constraint", "use the Block Storage API for block volumes");
    if (bytes < giga)
        return invalidArgument("size", "constraint", "size must be at least 1 GB");
    LocalVolume volume{randomUuid(), call.zone(), textOf(call.body, "name", "volume"), call.cloud.state().account.project, {},
                       textsOf(call.body, "tags"), kind == "scratch" ? VolumeKind::Scratch : VolumeKind::Local, bytes, call.now, call.now};
    call.cloud.note(call.now, "volume_created", {{"volume", volume.id}}, volume.tags);
    const Json body{{"volume", localVolumeJson(call.cloud, volume)}};
    call.cloud.state().localVolumes.emplace(volume.id, volume);
    return jsonReply(201, body);
}

ApiReply getVolume(Call &call)
{
    const LocalVolume *volume = findVolume(call);
    return volume ? jsonReply(200, {{"volume", localVolumeJson(call.cloud, *volume)}}) : notFound("instance_volume", call.id());
}

ApiReply changeVolume(Call &call)
{
    LocalVolume *volume = findVolume(call);
    if (!volume)
        return notFound("instance_volume", call.id());
    volume->name = textOf(call.body, "name", volume->name);
    if (member(call.body, "tags"))
        volume->tags = textsOf(call.body, "tags");
    volume->modifiedAt = call.now;
    call.cloud.note(call.now, "volume_changed", {{"volume", volume->id}}, volume->tags);
    return jsonReply(200, {{"volume", localVolumeJson(call.cloud, *volume)}});
}

ApiReply deleteVolume(Call &call)
{
    const LocalVolume *volume = findVolume(call);
    if (!volume)
        return notFound("instance_volume", call.id());
    if (!volume->server.empty())
        return preconditionFailed("resource_still_in_use", "volume is attached to a server");
    call.cloud.note(call.now, "volume_deleted", {{"volume", volume->id}}, volume->tags);
    call.cloud.state().localVolumes.erase(call.id());
    return nothingReply();
}

constexpr std::array routes{
    Route{"GET", "/instance/v1/zones/{}/volumes", &listVolumes},         Route{"POST", "/instance/v1/zones/{}/volumes", &createVolume},
    Route{"GET", "/instance/v1/zones/{}/volumes/{}", &getVolume},        Route{"PATCH", "/instance/v1/zones/{}/volumes/{}", &changeVolume},
    Route{"DELETE", "/instance/v1/zones/{}/volumes/{}", &deleteVolume},
};

} // namespace

std::span<const Route> localVolumeRoutes()
{
    return routes;
}

} // namespace vigie::providers::sandbox
