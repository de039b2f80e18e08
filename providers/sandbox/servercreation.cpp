#include "providers/sandbox/servercreation.h"

#include "providers/sandbox/dice.h"
#include "providers/sandbox/lifecycle.h"
#include "providers/sandbox/serverjson.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace vigie::providers::sandbox {

namespace {

constexpr std::int64_t giga = 1'000'000'000LL;
constexpr std::int64_t smallestBlockVolume = giga;
constexpr std::int64_t largestBlockVolume = 10'000 * giga;

/// A volume that the new server will have: an existing one, or one to be made.
struct Planned {
    std::string index;
    std::string existing;
    std::string name;
    VolumeKind kind = VolumeKind::Block;
    std::int64_t bytes = 0;
    std::string snapshot;
};

using Refusal = std::optional<ApiReply>;

Refusal missingArguments(const Json &body)
{
    Json details = Json::array();
    const auto require = [&](const char *key, bool given) {
        if (!given)
            details.push_back({{"argument_name", key}, {"reason", "required"}, {"help_message", "required key not provided"}});
    };
    const bool rooted = member(body, "image") || member(body, "volumes");
    require("commercial_type", !textOf(body, "commercial_type").empty());
    require("image", rooted);
    require("volumes", rooted);
    require("name", !textOf(body, "name").empty());
    require("project", !textOf(body, "project").empty() || !textOf(body, "organization").empty());
    return details.empty() ? Refusal() : invalidArguments(details);
}

class VolumePlanner {
public:
    VolumePlanner(Call &call, const ServerType &type, const BootImage *image) : m_call(call), m_type(type), m_image(image) {}

    Refusal plan(const Json &volumes)
    {
        const Json root = member(volumes, "0") ? *member(volumes, "0") : Json::object();
        if (Refusal refusal = planRoot(root))
            return refusal;
        if (volumes.is_object()) {
            for (const auto &[index, volume] : volumes.items()) {
                if (index == "0")
                    continue;
                if (Refusal refusal = planExtra(index, volume))
                    return refusal;
            }
        }
        return checkTotals();
    }

    const std::vector<Planned> &planned() const { return m_planned; }

private:
    Refusal planRoot(const Json &root)
    {
        if (!textOf(root, "id").empty())
            return planExisting("0", root);
        if (!m_image)
            return invalidArgument("image", "required", "required key not provided");
        Planned volume;
        volume.index = "0";
        volume.bytes = integerOf(root, "size");
        const std::string kind = textOf(root, "volume_type");
        // With nothing said the root is as the image's. With a size alone it is local: the API's default, and a trap.
        const bool local = kind.empty() ? (volume.bytes > 0 || m_image->root == ImageRoot::Local) : kind == "l_ssd";
        if (!local && kind != "sbs_volume" && !kind.empty())
            return invalidArgument("volumes.0.volume_type", "constraint", "a root volume is sbs_volume or l_ssd");
        volume.kind = local ? VolumeKind::Local : VolumeKind::Block;
        if (volume.bytes == 0)
            volume.bytes = local ? m_type.localMaxBytes : m_image->rootBytes;
        if (local && m_type.blockOnly())
            return localSizeRefusal();
        volume.snapshot = m_image->snapshotId();
        volume.name = textOf(root, "name", m_image->name + (local ? "_root_volume_0" : "_sbs_volume_0"));
        if (!local && (volume.bytes < std::max(smallestBlockVolume, m_image->rootBytes) || volume.bytes > largestBlockVolume
            || volume.bytes % 512 != 0))
            return invalidArgument("volumes.0.size", "constraint", "size must be between that of the image and 10 TB");
        m_planned.push_back(volume);
        return {};
    }

    Refusal planExtra(const std::string &index, const Json &description)
    {
        if (!textOf(description, "id").empty())
            return planExisting(index, description);
        Planned volume{index, {}, textOf(description, "name", "volume-" + index), VolumeKind::Local, integerOf(description, "size"), {}};
        const std::string kind = textOf(description, "volume_type", "l_ssd");
        if (kind == "sbs_volume")
            return invalidArgument("volumes." + index, "constraint", "create the volume with the Block Storage API first");
        if (kind == "scratch")
            volume.kind = VolumeKind::Scratch;
        else if (kind != "l_ssd")
            return invalidArgument("volumes." + index + ".volume_type", "constraint", "unknown volume type");
        if (volume.bytes < giga)
            return invalidArgument("volumes." + index + ".size", "constraint", "size must be at least 1 GB");
        m_planned.push_back(volume);
        return {};
    }

    Refusal planExisting(const std::string &index, const Json &description)
    {
        CloudState &state = m_call.cloud.state();
        const std::string id = textOf(description, "id");
        Planned volume{index, id, {}, VolumeKind::Block, 0, {}};
        const auto block = state.volumes.find(id);
        const auto local = state.localVolumes.find(id);
        if (block != state.volumes.end() && block->second.zone == m_call.zone()) {
            settleVolume(block->second, m_call.now);
            if (!block->second.server.empty())
                return preconditionFailed("resource_still_in_use", "volume is attached to another server");
        } else if (local != state.localVolumes.end() && local->second.zone == m_call.zone()) {
            if (!local->second.server.empty())
                return preconditionFailed("resource_still_in_use", "volume is attached to another server");
            volume.kind = local->second.kind;
            volume.bytes = local->second.bytes;
        } else {
            return notFound("instance_volume", id);
        }
        m_planned.push_back(volume);
        return {};
    }

    Refusal checkTotals() const
    {
        std::int64_t local = 0;
        std::int64_t scratch = 0;
        int scratchCount = 0;
        for (const Planned &volume : m_planned) {
            if (volume.kind == VolumeKind::Local)
                local += volume.bytes;
            if (volume.kind == VolumeKind::Scratch) {
                scratch += volume.bytes;
                ++scratchCount;
            }
        }
        if (local > 0 && m_type.blockOnly())
            return localSizeRefusal();
        if (local > m_type.localMaxBytes)
            return invalidArgument("volumes", "constraint", "The total size of local-volume(s) is too large");
        if (scratch > m_type.scratchMaxBytes || scratchCount > (m_type.scratchMaxBytes > 0 ? 1 : 0))
            return invalidArgument("volumes", "constraint", "the commercial type does not take that much scratch storage");
        return {};
    }

    static ApiReply localSizeRefusal()
    {
        return invalidArgument("volumes", "constraint", "The total size of local-volume(s) must be equal to 0GB");
    }

    Call &m_call;
    const ServerType &m_type;
    const BootImage *m_image;
    std::vector<Planned> m_planned;
};

void makeVolume(Call &call, Server &server, const Planned &planned)
{
    CloudState &state = call.cloud.state();
    std::string id = planned.existing;
    if (id.empty()) {
        id = randomUuid();
        if (planned.kind == VolumeKind::Block) {
            Volume volume;
            volume.id = id;
            volume.zone = server.zone;
            volume.name = planned.name;
            volume.project = server.project;
            volume.parentSnapshot = planned.snapshot;
            volume.bytes = volume.wantedBytes = planned.bytes;
            volume.createdAt = volume.updatedAt = call.now;
            state.volumes.emplace(id, std::move(volume));
        } else {
            state.localVolumes.emplace(id, LocalVolume{id, server.zone, planned.name, server.project, {}, {}, planned.kind, planned.bytes,
                call.now, call.now});
        }
        call.cloud.note(call.now, "volume_created", {{"volume", id}, {"server", server.id}}, server.tags);
    }
    if (planned.kind == VolumeKind::Block)
        call.cloud.attachVolume(state.volumes.at(id), server, call.now);
    else
        state.localVolumes.at(id).server = server.id;
    server.volumes[planned.index] = {id, planned.kind};
}

std::string macAddress(const std::string &id)
{
    const auto hash = static_cast<unsigned>(mix(3, id));
    std::array<char, 24> text{};
    std::snprintf(text.data(), text.size(), "de:00:00:%02x:%02x:%02x", hash & 255, (hash >> 8) & 255, (hash >> 16) & 255);
    return text.data();
}

} // namespace

ApiReply createServer(Call &call)
{
    Cloud &cloud = call.cloud;
    CloudState &state = cloud.state();
    const Json &body = call.body;
    if (auto refusal = missingArguments(body))
        return *refusal;
    const std::string project = textOf(body, "project", textOf(body, "organization"));
    if (project != state.account.project && project != state.account.organization)
        return permissionsDenied("server", "create");
    const std::string typeName = textOf(body, "commercial_type");
    const ServerType *type = cloud.types().find(call.zone(), typeName);
    if (!type)
        return invalidArgument("commercial_type", "constraint", "commercial type " + typeName + " is not available in " + call.zone());
    const std::string imageId = textOf(body, "image");
    const BootImage *image = imageId.empty() ? nullptr : cloud.images().find(imageId);
    if (!imageId.empty() && (!image || image->zone != call.zone()))
        return notFound("instance_image", imageId);
    const std::string group = textOf(body, "security_group");
    const auto groupAt = state.securityGroups.find(group);
    if (!group.empty() && (groupAt == state.securityGroups.end() || groupAt->second.zone != call.zone()))
        return notFound("instance_security_group", group);
    const std::vector<std::string> ips = textsOf(body, "public_ips");
    for (const std::string &id : ips) {
        const auto ip = state.ips.find(id);
        if (ip == state.ips.end() || ip->second.zone != call.zone())
            return notFound("instance_ip", id);
        if (!ip->second.server.empty())
            return preconditionFailed("resource_still_in_use", "ip is attached to another server");
    }
    VolumePlanner planner(call, *type, image);
    if (auto refusal = planner.plan(member(body, "volumes") ? *member(body, "volumes") : Json::object()))
        return *refusal;
    if (cloud.availability(call.zone(), typeName) == "out")
        return outOfStock(typeName);

    Server server;
    server.id = randomUuid();
    server.zone = call.zone();
    server.name = textOf(body, "name");
    server.type = typeName;
    server.imageId = imageId;
    server.project = state.account.project;
    server.securityGroup = group.empty() ? cloud.defaultGroup(call.zone()).id : group;
    server.macAddress = macAddress(server.id);
    server.bootType = textOf(body, "boot_type", "local");
    server.tags = textsOf(body, "tags");
    server.createdAt = server.modifiedAt = call.now;
    server.protectedByUser = flagOf(body, "protected", false);
    server.dynamicIp = flagOf(body, "dynamic_ip_required", true);
    cloud.note(call.now, "server_created", {{"server", server.id}, {"type", server.type}, {"zone", server.zone}}, server.tags);
    for (const Planned &planned : planner.planned())
        makeVolume(call, server, planned);
    const std::string id = server.id;
    Server &made = state.servers.emplace(id, std::move(server)).first->second;
    for (const std::string &ip : ips)
        cloud.attachIp(state.ips.at(ip), made);
    ++state.creates;
    return jsonReply(201, {{"server", serverJson(cloud, made, call.now)}});
}

} // namespace vigie::providers::sandbox
