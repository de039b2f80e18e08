// The part of Cloud that moves servers from state to state: kept apart because these are the rules that tests look up.
#include "providers/sandbox/cloud.h"

#include "providers/sandbox/dice.h"
#include "providers/sandbox/hostkey.h"
#include "providers/sandbox/installplan.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace vigie::providers::sandbox {

namespace {

/// The usual length of a change of state at scale 1, as recorded, and the share of it after which its second step shows.
struct Timing {
    Move move;
    const char *name;
    Micros lasts;
    double midway;
};

constexpr std::array timings{
    Timing{Move::PowerOn, "poweron", 20 * second, 0.3},      Timing{Move::PowerOff, "poweroff", 40 * second, 0.12},
    Timing{Move::StopInPlace, "stop", 46 * second, 0.5},     Timing{Move::Reboot, "reboot", 41 * second, 0.6},
    Timing{Move::Terminate, "terminate", 8 * second, 0.5},
};

constexpr Micros sshDelay = 20 * second;
constexpr Micros fingerprintsLead = 2 * second;
constexpr std::string_view keyTag = "AUTHORIZED_KEY=";

/// The blob of "ssh-ed25519 AAAA... comment" or, in a tag, "ssh-ed25519_AAAA...".
std::string keyBlob(std::string_view key, char blank)
{
    const auto begin = key.find(blank);
    if (begin == std::string_view::npos)
        return {};
    return std::string(key.substr(begin + 1, key.find(blank, begin + 1) - begin - 1));
}

} // namespace

void Cloud::begin(Server &server, Move move, Micros now)
{
    const auto timing = std::find_if(timings.begin(), timings.end(), [move](const Timing &each) { return each.move == move; });
    const Micros length = lasts(timing->lasts, timing->name + server.id + std::to_string(server.machine.sshAt));
    server.transition = {move, now, now + static_cast<Micros>(static_cast<double>(length) * timing->midway), now + length,
        MoveEnd::Reached};
    // Accepted, then no node: what the provider does when the zone ran out between create and power on.
    if (move == Move::PowerOn && server.rest == Rest::Stopped && availability(server.zone, server.type) == "out")
        server.transition.end = MoveEnd::Reverted;
    if (move != Move::PowerOn)
        interruptInstall(server, now);
    server.modifiedAt = now;
    m_moving.insert(server.id);
    markChanged();
}

void Cloud::finish(Server &server, Micros now)
{
    const Transition done = std::exchange(server.transition, {});
    server.modifiedAt = now;
    switch (done.move) {
    case Move::None:
        return;
    case Move::PowerOn:
        if (done.end == MoveEnd::Reverted) {
            note(now, "server_start_reverted", {{"server", server.id}}, server.tags);
            return;
        }
        server.rest = Rest::Running;
        boot(server, now);
        break;
    case Move::Reboot:
        server.rest = Rest::Running;
        boot(server, now);
        break;
    case Move::PowerOff:
        server.rest = Rest::Stopped;
        releaseDynamicIps(server);
        note(now, "server_stopped", {{"server", server.id}}, server.tags);
        break;
    case Move::StopInPlace:
        server.rest = Rest::StoppedInPlace;
        note(now, "server_stopped_in_place", {{"server", server.id}}, server.tags);
        break;
    case Move::Terminate:
        remove(server.id, Gone::Terminated, now);
        return;
    }
    setBilled(server, now);
}

void Cloud::boot(Server &server, Micros at)
{
    Machine &machine = server.machine;
    if (machine.hostKey.empty()) {
        HostKey key = HostKey::generate();
        machine.fingerprintLine = key.fingerprintLine(server.name);
        machine.hostKey = std::move(key.privateKey);
    }
    machine.scale = m_timeScale;
    machine.sshAt = at + lasts(sshDelay, "ssh/" + server.id + std::to_string(at));
    if (machine.fingerprintsAt == 0)
        machine.fingerprintsAt = machine.sshAt - static_cast<Micros>(static_cast<double>(fingerprintsLead) / machine.scale);
    machine.authorizedKeys.clear();
    for (const auto &[id, key] : m_state.sshKeys) {
        if (!key.disabled && key.project == server.project)
            machine.authorizedKeys.push_back(keyBlob(key.publicKey, ' '));
    }
    for (const std::string &tag : server.tags) {
        if (tag.starts_with(keyTag))
            machine.authorizedKeys.push_back(keyBlob(std::string_view(tag).substr(keyTag.size()), '_'));
    }
    const bool hasIpv4 = std::any_of(server.ips.begin(), server.ips.end(),
        [this](const std::string &id) { return m_state.ips.at(id).type == "routed_ipv4"; });
    if (server.dynamicIp && !hasIpv4) {
        Ip &ip = addIp(server.zone, "routed_ipv4", at);
        ip.dynamic = true;
        attachIp(ip, server);
    }
    note(at, "server_running", {{"server", server.id}}, server.tags);
}

void Cloud::interruptInstall(Server &server, Micros now)
{
    auto &install = server.machine.install;
    if (install && install->interruptedAt == 0 && now < InstallPlan(*install).endsAt())
        install->interruptedAt = now;
}

} // namespace vigie::providers::sandbox
