#include "providers/sandbox/machinefaults.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace vigie::providers::sandbox {

namespace {

constexpr std::array kinds{"ssh_never_up",      "ssh_hang",    "host_key_changes",   "no_fingerprints", "auth_rejected", "install_fails",
                           "model_never_loads", "wrong_model", "kv_cache_too_small", "worker_dies",     "wrong_api_key", "http_hang"};

} // namespace

std::optional<int> MachineFaults::add(const Json &description)
{
    Fault fault;
    fault.kind = textOf(description, "kind");
    if (std::find(kinds.begin(), kinds.end(), fault.kind) == kinds.end())
        return std::nullopt;
    if (const Json *match = member(description, "match")) {
        fault.serverId = textOf(*match, "server_id");
        fault.tag = textOf(*match, "tag");
    }
    fault.phase = textOf(description, "phase", "pull");
    fault.message = textOf(description, "message");
    fault.exit = static_cast<int>(integerOf(description, "exit", 1));
    fault.count = integerOf(description, "count", 1);
    fault.id = ++m_lastId;
    m_faults.push_back(fault);
    return fault.id;
}

bool MachineFaults::remove(int id)
{
    return std::erase_if(m_faults, [id](const Fault &fault) { return fault.id == id; }) > 0;
}

Json MachineFaults::toJson() const
{
    Json list = Json::array();
    for (const Fault &fault : m_faults) {
        list.push_back({{"id", fault.id}, {"kind", fault.kind}, {"match", {{"server_id", fault.serverId}, {"tag", fault.tag}}},
            {"phase", fault.phase},
                        {"exit", fault.exit}, {"message", fault.message}, {"count", fault.count}, {"machines", fault.machines}});
    }
    return {{"faults", list}};
}

const MachineFaults::Fault *MachineFaults::claim(const char *kind, const Server &server)
{
    for (Fault &fault : m_faults) {
        if (!matches(fault, kind, server))
            continue;
        if (fault.machines.contains(server.id))
            return &fault;
        if (fault.count != 0 && static_cast<std::int64_t>(fault.machines.size()) >= fault.count)
            continue;
        fault.machines.insert(server.id);
        return &fault;
    }
    return nullptr;
}

std::optional<MachineFaults::Fault> MachineFaults::takeOnce(const char *kind, const Server &server)
{
    const auto found = std::find_if(m_faults.begin(), m_faults.end(), [&](const Fault &fault) { return matches(fault, kind, server); });
    if (found == m_faults.end())
        return std::nullopt;
    Fault taken = *found;
    if (found->count == 1)
        m_faults.erase(found);
    else if (found->count > 1)
        --found->count;
    return taken;
}

bool MachineFaults::matches(const Fault &fault, const char *kind, const Server &server)
{
    const bool tagFits = fault.tag.empty() || std::find(server.tags.begin(), server.tags.end(), fault.tag) != server.tags.end();
    return fault.kind == kind && tagFits && (fault.serverId.empty() || fault.serverId == server.id);
}

} // namespace vigie::providers::sandbox
