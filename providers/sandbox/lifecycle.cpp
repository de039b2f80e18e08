#include "providers/sandbox/lifecycle.h"

namespace vigie::providers::sandbox {

namespace {

// How long the detail of a running server stays at the kernel's boot after SSH is up, at scale 1.
constexpr Micros bootedDelay = 60 * second;

} // namespace

Observed observe(const Server &server, Micros now)
{
    const std::vector<std::string> busy{"stop_in_place", "backup"};
    const Transition &move = server.transition;
    switch (move.move) {
    case Move::PowerOn:
        if (server.rest == Rest::StoppedInPlace)
            return {"starting", "stopped in place", busy};
        return {"starting", now < move.midwayAt ? "allocating node" : "provisioning node", busy};
    case Move::PowerOff:
        return {"stopping", "stopping", {}};
    case Move::StopInPlace:
        return {"stopping", "stopping in place", {}};
    case Move::Reboot:
        return {now < move.midwayAt ? "stopping" : "starting", "rebooting", busy};
    case Move::Terminate:
        return {"stopping", "terminating", {}};
    case Move::None:
        break;
    }
    switch (server.rest) {
    case Rest::Stopped:
        return {"stopped", "", {"poweron", "backup"}};
    case Rest::StoppedInPlace:
        return {"stopped in place", "stopped in place", {"poweron", "poweroff", "terminate", "reboot", "backup"}};
    case Rest::Running:
        break;
    }
    const auto shown = static_cast<Micros>(static_cast<double>(bootedDelay) / server.machine.scale);
    return {"running", now < server.machine.sshAt + shown ? "booting kernel" : "booted",
            {"poweroff", "terminate", "reboot", "stop_in_place", "backup"}};
}

bool isUp(const Server &server, Micros)
{
    return server.rest == Rest::Running && server.transition.move == Move::None;
}

void settleVolume(Volume &volume, Micros now)
{
    if (volume.updatingUntil != 0 && now >= volume.updatingUntil) {
        volume.updatingUntil = 0;
        volume.bytes = volume.wantedBytes;
        volume.iops = volume.wantedIops;
    }
    if (volume.detachingUntil != 0 && now >= volume.detachingUntil) {
        volume.detachingUntil = 0;
        volume.server.clear();
    }
}

std::string volumeStatus(const Volume &volume, Micros now)
{
    if (now < volume.readyAt)
        return "creating";
    if (now < volume.updatingUntil)
        return "updating";
    return volume.server.empty() && now >= volume.detachingUntil ? "available" : "in_use";
}

std::optional<std::string> referenceStatus(const Volume &volume, Micros now)
{
    if (!volume.server.empty() && volume.detachingUntil == 0)
        return "attached";
    if (now < volume.detachingUntil)
        return "detaching";
    return std::nullopt;
}

} // namespace vigie::providers::sandbox
