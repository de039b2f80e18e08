// /block/v1: block volumes. The CLI's older v1alpha1 has the same shapes.
#include "providers/sandbox/dice.h"
#include "providers/sandbox/lifecycle.h"
#include "providers/sandbox/paging.h"
#include "providers/sandbox/route.h"

#include <algorithm>
#include <array>

namespace vigie::providers::sandbox {

namespace {

constexpr std::int64_t giga = 1'000'000'000LL;
constexpr std::int64_t largest = 10'000 * giga;
constexpr Micros updateLasts = 4 * second;
constexpr Micros creationLasts = 3 * second;

Json volumeJson(const Volume &volume, Micros now)
{
    const bool detached = volume.lastDetachedAt != 0 && volume.lastDetachedAt <= now;
    Json references = Json::array();
    if (const auto status = referenceStatus(volume, now)) {
        references.push_back({{"id", volume.referenceId}, {"product_resource_type", "instance_server"},
            {"product_resource_id", volume.server},
                              {"created_at", zuluDate(volume.attachedAt)}, {"type", "exclusive"}, {"status", *status}});
    }
    return {{"id", volume.id}, {"name", volume.name}, {"type", volume.iops == 15000 ? "sbs_15k" : "sbs_5k"}, {"size", volume.bytes},
            {"project_id", volume.project}, {"created_at", zuluDate(volume.createdAt)}, {"updated_at", zuluDate(volume.updatedAt)},
            {"references", references}, {"parent_snapshot_id", volume.parentSnapshot.empty() ? Json(nullptr) : Json(volume.parentSnapshot)},
            {"status", volumeStatus(volume, now)}, {"tags", volume.tags}, {"specs", {{"perf_iops", volume.iops}, {"class", "sbs"}}},
            {"last_detached_at", detached ? Json(zuluDate(volume.lastDetachedAt)) : Json(nullptr)},
            {"kms_key_id", nullptr}, {"zone", volume.zone}};
}

Volume *findVolume(Call &call)
{
    auto &volumes = call.cloud.state().volumes;
    const auto found = volumes.find(call.id());
    if (found == volumes.end() || found->second.zone != call.zone())
        return nullptr;
    settleVolume(found->second, call.now);
    return &found->second;
}

ApiReply listVolumes(Call &call)
{
    const auto page = Page::ofOthers(call.request);
    if (!page)
        return invalidPage();
    const ApiRequest &request = call.request;
    std::vector<const Volume *> found;
    const auto [tagsBegin, tagsEnd] = request.query.equal_range("tags");
    for (auto &[id, volume] : call.cloud.state().volumes) {
        settleVolume(volume, call.now);
        const auto fits = [&request](const char *name, const std::string &value) {
            const std::string wanted = request.parameter(name);
            return wanted.empty() || wanted == value;
        };
        const bool tagged = std::all_of(tagsBegin, tagsEnd, [&volume = volume](const auto &tag) {
            return std::find(volume.tags.begin(), volume.tags.end(), tag.second) != volume.tags.end();
        });
        if (volume.zone == call.zone() && tagged && fits("project_id", volume.project) && fits("product_resource_id", volume.server)
            && volume.name.find(request.parameter("name")) != std::string::npos)
            found.push_back(&volume);
    }
    const bool newestFirst = request.parameter("order_by", "created_at_asc") == "created_at_desc";
    std::stable_sort(found.begin(), found.end(), [newestFirst](const Volume *a, const Volume *b) {
        return newestFirst ? a->createdAt > b->createdAt : a->createdAt < b->createdAt;
    });
    Json items = pageOf(found, *page, [&call](const Volume *volume) { return volumeJson(*volume, call.now); });
    return otherPage("volumes", std::move(items), found.size());
}

ApiReply createVolume(Call &call)
{
    const Json *empty = member(call.body, "from_empty");
    const std::int64_t bytes = empty ? integerOf(*empty, "size") : 0;
    const std::int64_t iops = integerOf(call.body, "perf_iops", 5000);
    if (bytes < giga || bytes > largest || bytes % giga != 0)
        return invalidArgument("from_empty.size", "constraint", "size must be a multiple of 1 GB, at most 10 TB");
    if (iops != 5000 && iops != 15000)
        return invalidArgument("perf_iops", "constraint", "must be 5000 or 15000");
    Volume volume;
    volume.id = randomUuid();
    volume.zone = call.zone();
    volume.name = textOf(call.body, "name", "volume");
    volume.project = call.cloud.state().account.project;
    volume.tags = textsOf(call.body, "tags");
    volume.bytes = volume.wantedBytes = bytes;
    volume.iops = volume.wantedIops = iops;
    volume.createdAt = volume.updatedAt = call.now;
    volume.readyAt = call.now + call.cloud.lasts(creationLasts, "volume/" + volume.id);
    call.cloud.note(call.now, "volume_created", {{"volume", volume.id}}, volume.tags);
    const Json body = volumeJson(volume, call.now);
    call.cloud.state().volumes.emplace(volume.id, volume);
    return jsonReply(200, body);
}

ApiReply getVolume(Call &call)
{
    const Volume *volume = findVolume(call);
    return volume ? jsonReply(200, volumeJson(*volume, call.now)) : notFound("volume", call.id());
}

ApiReply changeVolume(Call &call)
{
    Volume *volume = findVolume(call);
    if (!volume)
        return notFound("volume", call.id());
    const std::int64_t bytes = integerOf(call.body, "size", volume->wantedBytes);
    const std::int64_t iops = integerOf(call.body, "perf_iops", volume->wantedIops);
    if (bytes < volume->wantedBytes || bytes > largest || (bytes != volume->wantedBytes && bytes % giga != 0))
        return invalidArgument("size", "constraint", "a volume only grows, by steps of 1 GB, to 10 TB");
    if (iops != 5000 && iops != 15000)
        return invalidArgument("perf_iops", "constraint", "must be 5000 or 15000");
    volume->name = textOf(call.body, "name", volume->name);
    if (member(call.body, "tags"))
        volume->tags = textsOf(call.body, "tags");
    if (bytes != volume->wantedBytes || iops != volume->wantedIops) {
        volume->wantedBytes = bytes;
        volume->wantedIops = iops;
        volume->updatingUntil = call.now + call.cloud.lasts(updateLasts, "update/" + volume->id);
    }
    volume->updatedAt = call.now;
    call.cloud.note(call.now, "volume_changed", {{"volume", volume->id}}, volume->tags);
    return jsonReply(200, volumeJson(*volume, call.now));
}

ApiReply deleteVolume(Call &call)
{
    const Volume *volume = findVolume(call);
    if (!volume)
        return notFound("volume", call.id());
    if (referenceStatus(*volume, call.now))
        return preconditionFailed("resource_still_in_use", "volume is in use");
    if (volumeStatus(*volume, call.now) != "available")
        return transientState("volume", volume->id, volumeStatus(*volume, call.now));
    call.cloud.note(call.now, "volume_deleted", {{"volume", volume->id}}, volume->tags);
    call.cloud.state().volumes.erase(call.id());
    return nothingReply();
}

/// The snapshots of images belong to the provider: looking at one is forbidden rather than not found.
ApiReply getSnapshot(Call &)
{
    return permissionsDenied("snapshot", "read");
}

constexpr std::array routes{
    Route{"GET", "/block/v1/zones/{}/volumes", &listVolumes},           Route{"POST", "/block/v1/zones/{}/volumes", &createVolume},
    Route{"GET", "/block/v1/zones/{}/volumes/{}", &getVolume},          Route{"PATCH", "/block/v1/zones/{}/volumes/{}", &changeVolume},
    Route{"DELETE", "/block/v1/zones/{}/volumes/{}", &deleteVolume},    Route{"GET", "/block/v1/zones/{}/snapshots/{}", &getSnapshot},
    Route{"GET", "/block/v1alpha1/zones/{}/volumes", &listVolumes},     Route{"POST", "/block/v1alpha1/zones/{}/volumes", &createVolume},
    Route{"GET", "/block/v1alpha1/zones/{}/volumes/{}", &getVolume},
    Route{"PATCH", "/block/v1alpha1/zones/{}/volumes/{}", &changeVolume},
    Route{"DELETE", "/block/v1alpha1/zones/{}/volumes/{}", &deleteVolume},
};

} // namespace

std::span<const Route> blockRoutes()
{
    return routes;
}

} // namespace vigie::providers::sandbox
