#pragma once

#include "providers/sandbox/cloud.h"
#include "providers/sandbox/machinefaults.h"
#include "providers/sandbox/statefile.h"
#include "providers/sandbox/workerconfig.h"

namespace vigie::providers::sandbox {

/// What a client that connects to a machine's SSH port meets.
struct SshDoor {
    enum class Manner { Serves, Hangs };
    std::string serverId;
    std::string hostKey;
    std::vector<std::string> authorizedKeys;
    Manner manner = Manner::Serves;
};

/// What a client that connects to a machine's worker port meets.
struct WorkerDoor {
    enum class Manner { Serves, Hangs, RefusesEveryKey };
    std::string serverId;
    WorkerConfig config;
    Manner manner = Manner::Serves;
    std::string listedModel;
    double scale = 1;
};

struct CommandResult {
    int exit = 0;
    std::string output;
    std::string errors;
};

/// The inside of the servers: what listens on their addresses, and what the commands of an SSH session do. Thread-safe: takes the
/// cloud's lock itself.
class Machines {
public:
    Machines(Cloud &cloud, MachineFaults &faults, StateFile &file) : m_cloud(cloud), m_faults(faults), m_file(file) {}

    /// Nothing when nothing listens: no such machine, off, booting, not installed. Addresses in host byte order.
    std::optional<SshDoor> sshDoor(std::uint32_t address);
    std::optional<WorkerDoor> workerDoor(std::uint32_t address);
    /// Whether the virtual machine of a server runs.
    bool isUp(const std::string &serverId);
    /// Runs a command line of the contract between client and machine; anything else is "command not found".
    CommandResult run(const std::string &serverId, const std::string &command, const std::string &input);

    /// Whether the command reads its standard input to the end before it does anything.
    static bool readsInput(const std::string &command);

private:
    CommandResult start(Server &server, Micros now);
    static CommandResult status(const Server &server, std::size_t offset, Micros now);

    Cloud &m_cloud;
    MachineFaults &m_faults;
    StateFile &m_file;
};

} // namespace vigie::providers::sandbox
