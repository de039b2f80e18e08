#pragma once

#include "providers/sandbox/bootimages.h"
#include "providers/sandbox/cloudstate.h"
#include "providers/sandbox/servertypes.h"

#include <atomic>
#include <mutex>

namespace vigie::providers::sandbox {

/// Something that happened at the provider, for the journal.
struct Effect {
    Micros at = 0;
    std::string name;
    Json ids;
    std::vector<std::string> tags;
};

/// The provider itself: what exists, and how it goes on with time. One mutex guards it; whoever reads or writes holds lock().
class Cloud {
public:
    Cloud(std::vector<std::string> zones, double timeScale, std::uint64_t seed);

    [[nodiscard]] std::unique_lock<std::mutex> lock() { return std::unique_lock(m_mutex); }

    // Immutable: may be read without the lock.
    const std::vector<std::string> &zones() const { return m_zones; }
    const ServerTypes &types() const { return m_types; }
    const BootImages &images() const { return m_images; }
    std::uint64_t seed() const { return m_seed; }
    double timeScale() const { return m_timeScale; }
    void setTimeScale(double factor) { m_timeScale = factor; }
    /// A simulated duration in real time: divided by the time scale, with the jitter of the key.
    Micros lasts(Micros base, const std::string &key) const;

    // Everything below needs the lock.
    CloudState &state() { return m_state; }
    /// Replaces everything, at start: makes what must always exist (default security groups), indexes addresses.
    void adopt(CloudState state);
    /// Ends every transition that is due at that instant.
    void settle(Micros now);
    /// What happened since the last call, in order.
    std::vector<Effect> takeEffects();
    void note(Micros at, const char *name, Json ids, std::vector<std::string> tags = {});
    /// Counts changes: the state file is behind as long as it has not seen the last one.
    std::uint64_t changes() const { return m_changes; }
    void markChanged() { ++m_changes; }

    Server *findServer(const std::string &zone, const std::string &id);
    Server *serverAt(std::uint32_t address);
    Ip &addIp(const std::string &zone, const std::string &type, Micros now);
    void removeIp(const std::string &id);
    void attachIp(Ip &ip, Server &server);
    void detachIp(Ip &ip);
    void attachVolume(Volume &volume, const Server &server, Micros now);
    void detachVolume(Volume &volume, Micros now);
    std::string availability(const std::string &zone, const std::string &type) const;
    SecurityGroup &defaultGroup(const std::string &zone);

    /// Starts a change of state that the server's state allows. Instants are computed here, with jitter.
    void begin(Server &server, Move move, Micros now);
    /// The server is gone: volumes and addresses follow the provider's rules (terminate destroys local volumes, delete keeps them).
    enum class Gone { Terminated, Deleted };
    void remove(const std::string &serverId, Gone how, Micros now);

private:
    void finish(Server &server, Micros now);
    void boot(Server &server, Micros at);
    void releaseDynamicIps(Server &server);
    void setBilled(Server &server, Micros at);
    void interruptInstall(Server &server, Micros now);

    std::mutex m_mutex;
    std::vector<std::string> m_zones;
    ServerTypes m_types;
    BootImages m_images;
    std::atomic<double> m_timeScale;
    std::uint64_t m_seed;
    CloudState m_state;
    std::set<std::string> m_moving;
    std::map<std::uint32_t, std::string> m_ipByAddress;
    std::vector<Effect> m_effects;
    std::uint64_t m_changes = 0;
};

} // namespace vigie::providers::sandbox
