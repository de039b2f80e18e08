#pragma once

#include "providers/sandbox/cloudstate.h"

#include <set>

namespace vigie::providers::sandbox {

/// What is wrong with machines, as the control API set it. A fault attaches to the first machines that it meets, as many as its
/// count says (0: all), and stays with them until it is deleted. Guarded by the cloud's lock.
class MachineFaults {
public:
    struct Fault {
        int id = 0;
        std::string kind, serverId, tag, phase, message;
        int exit = 1;
        std::int64_t count = 1;
        std::set<std::string> machines;
    };

    /// Nothing for a kind that does not exist.
    std::optional<int> add(const Json &description);
    bool remove(int id);
    void clear() { m_faults.clear(); }
    Json toJson() const;

    /// The fault of that kind that this machine has, or gets now.
    const Fault *claim(const char *kind, const Server &server);
    bool has(const char *kind, const Server &server) { return claim(kind, server) != nullptr; }
    /// For faults of one occasion (an install): counts occasions, not machines.
    std::optional<Fault> takeOnce(const char *kind, const Server &server);

private:
    static bool matches(const Fault &fault, const char *kind, const Server &server);

    std::vector<Fault> m_faults;
    int m_lastId = 0;
};

} // namespace vigie::providers::sandbox
