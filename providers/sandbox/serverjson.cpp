#include "providers/sandbox/serverjson.h"

#include "providers/sandbox/dice.h"
#include "providers/sandbox/lifecycle.h"

namespace vigie::providers::sandbox {

namespace {

// How long the dynamic address of a server outlives the order to stop it, as recorded.
constexpr Micros dynamicIpLinger = 5 * second;

Json publicIps(Cloud &cloud, const Server &server, Micros now)
{
    Json list = Json::array();
    for (const std::string &id : server.ips) {
        const Ip &ip = cloud.state().ips.at(id);
        const auto linger = static_cast<Micros>(static_cast<double>(dynamicIpLinger) / cloud.timeScale());
        if (ip.dynamic && server.transition.move == Move::PowerOff && now > server.transition.begunAt + linger)
            continue;
        const bool v6 = ip.type == "routed_ipv6";
        // A dynamic address, and one attached to a running server, reads "pending" for ever: as recorded.
        list.push_back({{"id", ip.id}, {"address", ip.address}, {"dynamic", ip.dynamic},
            {"gateway", v6 ? Json(nullptr) : Json("62.210.0.1")},
                        {"netmask", v6 ? "64" : "32"}, {"family", v6 ? "inet6" : "inet"}, {"provisioning_mode", v6 ? "slaac" : "dhcp"},
                        {"tags", ip.tags}, {"state", ip.dynamic ? "pending" : "attached"}, {"ipam_id", ip.ipamId}});
    }
    return list;
}

Json volumesJson(Cloud &cloud, const Server &server)
{
    Json volumes = Json::object();
    for (const auto &[index, slot] : server.volumes) {
        const auto local = cloud.state().localVolumes.find(slot.volumeId);
        if (local != cloud.state().localVolumes.end()) {
            volumes[index] = localVolumeJson(cloud, local->second);
            volumes[index]["boot"] = false;
        } else {
            volumes[index] = {{"boot", false}, {"volume_type", "sbs_volume"}, {"id", slot.volumeId}, {"state", "available"},
                {"zone", server.zone}};
        }
    }
    return volumes;
}

Json location(const Server &server)
{
    if (server.rest == Rest::Stopped)
        return nullptr;
    const std::uint64_t place = mix(7, server.id);
    return {{"zone_id", server.zone}, {"platform_id", std::to_string(place % 40)}, {"cluster_id", std::to_string(place / 40 % 90)},
            {"hypervisor_id", std::to_string(place / 3600 % 900)}, {"node_id", std::to_string(place / 3240000 % 60)}};
}

} // namespace

const char *volumeKindName(VolumeKind kind)
{
    return kind == VolumeKind::Block ? "sbs_volume" : kind == VolumeKind::Local ? "l_ssd" : "scratch";
}

Json localVolumeJson(Cloud &cloud, const LocalVolume &volume)
{
    Json owner = nullptr;
    if (const Server *server = cloud.findServer({}, volume.server))
        owner = {{"id", server->id}, {"name", server->name}};
    const std::string &organization = cloud.state().account.organization;
    return {{"id", volume.id}, {"name", volume.name}, {"volume_type", volumeKindName(volume.kind)}, {"export_uri", nullptr},
            {"organization", organization}, {"project", volume.project}, {"server", owner}, {"size", volume.bytes}, {"state", "available"},
            {"creation_date", instanceDate(volume.createdAt)}, {"modification_date", instanceDate(volume.modifiedAt)},
            {"tags", volume.tags}, {"zone", volume.zone}};
}

Json serverJson(Cloud &cloud, const Server &server, Micros now)
{
    const Observed observed = observe(server, now);
    const BootImage *image = cloud.images().find(server.imageId);
    const Json ips = publicIps(cloud, server, now);
    Json firstV4 = nullptr;
    for (const Json &ip : ips) {
        if (firstV4.is_null() && textOf(ip, "family") == "inet")
            firstV4 = ip;
    }
    const auto group = cloud.state().securityGroups.find(server.securityGroup);
    Json securityGroup = nullptr;
    if (group != cloud.state().securityGroups.end())
        securityGroup = {{"id", group->second.id}, {"name", group->second.name}};
    return {{"id", server.id},
            {"name", server.name},
            {"arch", "x86_64"},
            {"commercial_type", server.type},
            {"boot_type", server.bootType},
            {"organization", cloud.state().account.organization},
            {"project", server.project},
            {"hostname", server.name},
            {"image", image ? image->toInstanceJson() : Json(nullptr)},
            {"volumes", volumesJson(cloud, server)},
            {"tags", server.tags},
            {"state", observed.state},
            {"state_detail", observed.detail},
            {"protected", server.protectedByUser},
            {"public_ip", firstV4},
            {"public_ips", ips},
            {"mac_address", server.macAddress},
            {"routed_ip_enabled", true},
            {"ipv6", nullptr},
            {"extra_networks", Json::array()},
            {"dynamic_ip_required", server.dynamicIp},
            {"enable_ipv6", false},
            {"private_ip", nullptr},
            {"creation_date", instanceDate(server.createdAt)},
            {"modification_date", instanceDate(server.modifiedAt)},
            {"bootscript", nullptr},
            {"security_group", securityGroup},
            {"location", location(server)},
            {"maintenances", Json::array()},
            {"allowed_actions", observed.allowedActions},
            {"placement_group", nullptr},
            {"private_nics", Json::array()},
            {"zone", server.zone},
            {"filesystems", Json::array()},
            {"end_of_service", false},
            {"dns", server.id + ".pub.instances.scw.cloud"}};
}

} // namespace vigie::providers::sandbox
