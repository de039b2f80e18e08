#include "providers/sandbox/machines.h"

#include "providers/sandbox/dice.h"
#include "providers/sandbox/hostkey.h"
#include "providers/sandbox/installplan.h"
#include "providers/sandbox/lifecycle.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace vigie::providers::sandbox {

namespace {

constexpr std::string_view store = "umask 077; mkdir -p /var/lib/vigie && cat > ";
constexpr std::string_view script = "bash /var/lib/vigie/install.sh ";
constexpr const char *scriptPath = "/var/lib/vigie/install.sh";
constexpr const char *configPath = "/var/lib/vigie/worker.conf";
constexpr std::size_t logLimit = 64 * 1024;

// From the start of the container to the answer of its HTTP server, and how long a worker that is to die lives, at scale 1.
constexpr Micros modelLoad = 40 * second;
constexpr Micros lifeOfDying = 10 * second;

/// "PATH.new && mv PATH.new PATH" -> PATH; nothing for another shape or a path elsewhere.
std::optional<std::string> storedPath(std::string_view command)
{
    if (!command.starts_with(store))
        return std::nullopt;
    command.remove_prefix(store.size());
    const auto end = command.find(".new && mv ");
    if (end == std::string_view::npos)
        return std::nullopt;
    const std::string path(command.substr(0, end));
    const bool known = path == scriptPath || path == configPath;
    return known && command == path + ".new && mv " + path + ".new " + path ? std::optional(path) : std::nullopt;
}

/// "status N" -> N.
bool isStatus(std::string_view words, std::size_t &offset)
{
    constexpr std::string_view word = "status ";
    return words.starts_with(word) && std::from_chars(words.data() + word.size(), words.data() + words.size(), offset).ec == std::errc();
}

Micros scaled(Micros base, double scale)
{
    return static_cast<Micros>(static_cast<double>(base) / scale);
}

/// When the worker's HTTP server is there: after the install, or after docker brought the container back at a boot.
std::optional<Micros> workerUpAt(const Server &server)
{
    const auto &install = server.machine.install;
    if (!install)
        return std::nullopt;
    const InstallPlan plan(*install);
    if (!plan.succeeds())
        return std::nullopt;
    const Micros container = std::max(plan.endsAt(), server.machine.sshAt);
    const auto load = static_cast<double>(scaled(modelLoad, server.machine.scale)) * jitter(install->seed, "load", 0.15);
    return container + static_cast<Micros>(load);
}

} // namespace

std::optional<SshDoor> Machines::sshDoor(std::uint32_t address)
{
    const auto lock = m_cloud.lock();
    const Micros now = wallClock();
    m_cloud.settle(now);
    Server *server = m_cloud.serverAt(address);
    if (!server || !sandbox::isUp(*server, now) || now < server->machine.sshAt || m_faults.has("ssh_never_up", *server))
        return std::nullopt;
    SshDoor door{server->id, server->machine.hostKey, server->machine.authorizedKeys, SshDoor::Manner::Serves};
    if (m_faults.has("ssh_hang", *server))
        door.manner = SshDoor::Manner::Hangs;
    // Another machine sits at the address: its key is not the one that the provider published.
    if (m_faults.has("host_key_changes", *server))
        door.hostKey = HostKey::generate().privateKey;
    if (m_faults.has("auth_rejected", *server))
        door.authorizedKeys.clear();
    return door;
}

std::optional<WorkerDoor> Machines::workerDoor(std::uint32_t address)
{
    const auto lock = m_cloud.lock();
    const Micros now = wallClock();
    m_cloud.settle(now);
    Server *server = m_cloud.serverAt(address);
    if (!server || !sandbox::isUp(*server, now))
        return std::nullopt;
    const auto upAt = workerUpAt(*server);
    if (!upAt || now < *upAt || m_faults.has("model_never_loads", *server))
        return std::nullopt;
    if (now >= *upAt + scaled(lifeOfDying, server->machine.scale) && m_faults.has("worker_dies", *server))
        return std::nullopt;
    WorkerDoor door;
    door.serverId = server->id;
    door.config = WorkerConfig::fromText(server->machine.install->config);
    door.listedModel = m_faults.has("wrong_model", *server) ? "somebody/another-model" : door.config.servedName;
    door.scale = server->machine.scale;
    if (m_faults.has("http_hang", *server))
        door.manner = WorkerDoor::Manner::Hangs;
    else if (m_faults.has("wrong_api_key", *server))
        door.manner = WorkerDoor::Manner::RefusesEveryKey;
    return door;
}

bool Machines::isUp(const std::string &serverId)
{
    const auto lock = m_cloud.lock();
    const Micros now = wallClock();
    m_cloud.settle(now);
    const Server *server = m_cloud.findServer({}, serverId);
    return server && sandbox::isUp(*server, now);
}

bool Machines::readsInput(const std::string &command)
{
    return storedPath(command).has_value();
}

CommandResult Machines::run(const std::string &serverId, const std::string &command, const std::string &input)
{
    CommandResult result;
    std::uint64_t changed = 0;
    {
        const auto lock = m_cloud.lock();
        const Micros now = wallClock();
        m_cloud.settle(now);
        Server *server = m_cloud.findServer({}, serverId);
        if (!server || !sandbox::isUp(*server, now))
            return {255, {}, "the machine is going down\n"};
        const std::uint64_t before = m_cloud.changes();
        if (const auto path = storedPath(command)) {
            server->machine.files[*path] = input;
            m_cloud.markChanged();
        } else if (command.starts_with(script)) {
            const std::string_view words = std::string_view(command).substr(script.size());
            std::size_t offset = 0;
            if (!server->machine.files.contains(scriptPath))
                result = {127, {}, std::string("bash: ") + scriptPath + ": No such file or directory\n"};
            else if (words == "start")
                result = start(*server, now);
            else if (words == "status" || isStatus(words, offset))
                result = status(*server, offset, now);
            else
                result = {2, {}, "usage: install.sh start | status OFFSET\n"};
        } else {
            result = {127, {}, "bash: line 1: " + command.substr(0, command.find(' ')) + ": command not found\n"};
        }
        changed = m_cloud.changes() == before ? 0 : m_cloud.changes();
    }
    if (changed != 0)
        m_file.waitUntilSaved(changed);
    return result;
}

CommandResult Machines::start(Server &server, Micros now)
{
    Machine &machine = server.machine;
    const auto config = machine.files.find(configPath);
    if (config == machine.files.end())
        return {1, {}, std::string(configPath) + ": No such file or directory\n"};
    if (machine.install) {
        // Settings that changed stop a running install, as those of a finished one, and begin anew.
        const std::string state = InstallPlan(*machine.install).stateAt(now);
        if ((state == "running" || state == "done") && machine.install->config == config->second)
            return status(server, 0, now);
    }
    Install install;
    install.startedAt = now;
    install.scale = m_cloud.timeScale();
    install.seed = mix(m_cloud.seed(), "install/" + server.name + std::to_string(machine.sshAt));
    install.config = config->second;
    const ServerType *type = m_cloud.types().find(server.zone, server.type);
    const BootImage *image = m_cloud.images().find(server.imageId);
    if (const auto fault = m_faults.takeOnce("install_fails", server)) {
        install.failedPhase = fault->phase;
        install.failedExit = fault->exit;
        install.failedMessage = fault->message;
    } else if (m_faults.takeOnce("kv_cache_too_small", server)) {
        install.failedPhase = "start";
        install.failedExit = 1;
        install.failedMessage = "ValueError: To serve at least one request with the models's max seq len ("
            + std::to_string(WorkerConfig::fromText(install.config).maxModelLength)
            + "), (4.00 GiB KV cache is needed, which is larger than the available KV cache memory (1.21 GiB). Based on the available "
              "memory, the estimated maximum model length is 9904. Try increasing `gpu_memory_utilization` or decreasing `max_model_len`.";
    } else if (!type || type->gpus == 0 || (image && image->purpose == ImageFor::Processor)) {
        // A plain image has no driver, a processor-only type no GPU.
        install.failedPhase = "check";
        install.failedExit = 127;
        install.failedMessage = "nvidia-smi: command not found";
    }
    machine.install = std::move(install);
    m_cloud.note(now, "install_started", {{"server", server.id}}, server.tags);
    return status(server, 0, now);
}

CommandResult Machines::status(const Server &server, std::size_t offset, Micros now)
{
    const auto &install = server.machine.install;
    std::string log;
    std::string state = "idle";
    if (install) {
        const InstallPlan plan(*install, InstallPlan::Log::With);
        log = plan.logAt(now);
        state = plan.stateAt(now);
    }
    // Beyond the end: another install has begun the log anew.
    if (offset > log.size())
        offset = 0;
    std::string piece = log.substr(offset, logLimit);
    piece.resize(piece.rfind('\n') + 1);
    offset += piece.size();
    // The end is told with the last piece of the log, so that a reader who stops at it has read everything.
    if ((state == "done" || state == "failed") && offset < log.size())
        state = "running";
    return {0, piece + "::vigie-status offset=" + std::to_string(offset) + " state=" + state + "\n", {}};
}

} // namespace vigie::providers::sandbox
