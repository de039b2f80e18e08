#include "providers/sandbox/cloud.h"

#include "providers/sandbox/dice.h"
#include "providers/sandbox/lifecycle.h"

#include <arpa/inet.h>

#include <algorithm>

namespace vigie::providers::sandbox {

namespace {

std::uint32_t addressNumber(const std::string &text)
{
    in_addr address{};
    return inet_pton(AF_INET, text.c_str(), &address) == 1 ? ntohl(address.s_addr) : 0;
}

/// The n-th address: 127.1.0.1 on, without the .0 and .255 of each /24.
std::string numberedAddress(std::uint32_t n)
{
    const std::uint32_t block = n / 254;
    return "127." + std::to_string(1 + block / 256) + '.' + std::to_string(block % 256) + '.' + std::to_string(1 + n % 254);
}

} // namespace

Cloud::Cloud(std::vector<std::string> zones, double timeScale, std::uint64_t seed)
    : m_zones(std::move(zones)), m_types(m_zones), m_images(m_zones, m_types), m_timeScale(timeScale), m_seed(seed)
{
}

Micros Cloud::lasts(Micros base, const std::string &key) const
{
    return static_cast<Micros>(static_cast<double>(base) * jitter(m_seed, key, 0.15) / m_timeScale);
}

void Cloud::adopt(CloudState state)
{
    m_state = std::move(state);
    for (const std::string &zone : m_zones)
        defaultGroup(zone);
    m_ipByAddress.clear();
    m_moving.clear();
    for (const auto &[id, ip] : m_state.ips)
        m_ipByAddress.emplace(addressNumber(ip.address), id);
    for (const auto &[id, server] : m_state.servers) {
        if (server.transition.move != Move::None)
            m_moving.insert(id);
    }
    markChanged();
}

void Cloud::settle(Micros now)
{
    std::vector<std::pair<Micros, std::string>> due;
    for (const std::string &id : m_moving) {
        const auto found = m_state.servers.find(id);
        if (found != m_state.servers.end() && found->second.transition.endsAt <= now)
            due.emplace_back(found->second.transition.endsAt, id);
    }
    std::sort(due.begin(), due.end());
    for (const auto &[at, id] : due) {
        m_moving.erase(id);
        finish(m_state.servers.at(id), at);
        markChanged();
    }
}

std::vector<Effect> Cloud::takeEffects()
{
    return std::exchange(m_effects, {});
}

void Cloud::note(Micros at, const char *name, Json ids, std::vector<std::string> tags)
{
    m_effects.push_back({at, name, std::move(ids), std::move(tags)});
    markChanged();
}

Server *Cloud::findServer(const std::string &zone, const std::string &id)
{
    const auto found = m_state.servers.find(id);
    return found == m_state.servers.end() || (!zone.empty() && found->second.zone != zone) ? nullptr : &found->second;
}

Server *Cloud::serverAt(std::uint32_t address)
{
    const auto ip = m_ipByAddress.find(address);
    if (ip == m_ipByAddress.end())
        return nullptr;
    return findServer({}, m_state.ips.at(ip->second).server);
}

Ip &Cloud::addIp(const std::string &zone, const std::string &type, Micros now)
{
    Ip ip;
    ip.id = randomUuid();
    ip.zone = zone;
    ip.type = type;
    ip.project = m_state.account.project;
    ip.ipamId = randomUuid();
    ip.createdAt = now;
    const std::uint32_t number = m_state.lastAddress++;
    ip.address = type == "routed_ipv6" ? "2001:db8::" + std::to_string(number + 1) : numberedAddress(number);
    m_ipByAddress.emplace(addressNumber(ip.address), ip.id);
    const std::string id = ip.id;
    return m_state.ips.emplace(id, std::move(ip)).first->second;
}

void Cloud::removeIp(const std::string &id)
{
    const auto found = m_state.ips.find(id);
    if (found == m_state.ips.end())
        return;
    detachIp(found->second);
    m_ipByAddress.erase(addressNumber(found->second.address));
    m_state.ips.erase(found);
    markChanged();
}

void Cloud::attachIp(Ip &ip, Server &server)
{
    detachIp(ip);
    ip.server = server.id;
    server.ips.push_back(ip.id);
    markChanged();
}

void Cloud::detachIp(Ip &ip)
{
    if (Server *server = findServer({}, ip.server))
        std::erase(server->ips, ip.id);
    ip.server.clear();
    markChanged();
}

void Cloud::attachVolume(Volume &volume, const Server &server, Micros now)
{
    volume.server = server.id;
    volume.referenceId = randomUuid();
    volume.attachedAt = now;
    volume.detachingUntil = 0;
    markChanged();
}

void Cloud::detachVolume(Volume &volume, Micros now)
{
    // The reference goes on naming the server, "detaching", until it is over.
    volume.detachingUntil = now + lasts(3 * second, "detach/" + volume.id);
    volume.lastDetachedAt = volume.detachingUntil;
    volume.updatedAt = now;
    markChanged();
}

std::string Cloud::availability(const std::string &zone, const std::string &type) const
{
    const auto set = m_state.stock.find(zone + '/' + type);
    return set == m_state.stock.end() ? m_types.recordedAvailability(zone, type) : set->second;
}

SecurityGroup &Cloud::defaultGroup(const std::string &zone)
{
    for (auto &[id, group] : m_state.securityGroups) {
        if (group.zone == zone && group.projectDefault)
            return group;
    }
    SecurityGroup group;
    group.id = randomUuid();
    group.zone = zone;
    group.name = "Default security group";
    group.description = "Auto generated security group.";
    group.project = m_state.account.project;
    group.inboundPolicy = group.outboundPolicy = "accept";
    group.projectDefault = true;
    group.createdAt = group.modifiedAt = wallClock();
    const std::string id = group.id;
    return m_state.securityGroups.emplace(id, std::move(group)).first->second;
}

void Cloud::remove(const std::string &serverId, Gone how, Micros now)
{
    const auto found = m_state.servers.find(serverId);
    if (found == m_state.servers.end())
        return;
    Server &server = found->second;
    for (const auto &[index, slot] : server.volumes) {
        if (const auto volume = m_state.volumes.find(slot.volumeId); volume != m_state.volumes.end())
            detachVolume(volume->second, now);
        const auto local = m_state.localVolumes.find(slot.volumeId);
        if (local == m_state.localVolumes.end())
            continue;
        if (how == Gone::Terminated) {
            m_state.localVolumes.erase(local);
            note(now, "volume_deleted", {{"volume", slot.volumeId}, {"server", serverId}});
        } else {
            local->second.server.clear();
        }
    }
    releaseDynamicIps(server);
    for (const std::string &ip : std::vector(server.ips))
        detachIp(m_state.ips.at(ip));
    server.rest = Rest::Stopped;
    server.transition = {};
    setBilled(server, now);
    note(now, how == Gone::Terminated ? "server_terminated" : "server_deleted", {{"server", serverId}}, server.tags);
    m_moving.erase(serverId);
    m_state.servers.erase(found);
}

void Cloud::releaseDynamicIps(Server &server)
{
    for (const std::string &id : std::vector(server.ips)) {
        if (m_state.ips.at(id).dynamic)
            removeIp(id);
    }
}

void Cloud::setBilled(Server &server, Micros at)
{
    // A server in standby, and one on its way down, bills as a running one.
    const bool billed = server.rest != Rest::Stopped;
    if (billed == server.billed)
        return;
    server.billed = billed;
    note(at, billed ? "billing_started" : "billing_stopped", {{"server", server.id}, {"type", server.type}}, server.tags);
}

} // namespace vigie::providers::sandbox
