#pragma once

#include "providers/sandbox/json.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vigie::providers::sandbox {

/// A commercial type as the provider sells it. Memory in bytes (binary), sizes in bytes (decimal), bandwidths as the API gives
/// them (network in bit/s, block in byte/s), the price in EUR an hour.
struct ServerType {
    std::string name;
    int cores = 0;
    std::int64_t memoryBytes = 0;
    int gpus = 0;
    std::string gpuName;
    std::int64_t gpuMemoryBytes = 0;
    double hourlyPrice = 0;
    std::int64_t localMaxBytes = 0;
    std::int64_t scratchMaxBytes = 0;
    std::int64_t networkBits = 0;
    std::int64_t blockBytes = 0;
    int fileSystems = 0;

    /// No local disk: only block volumes can be its root.
    bool blockOnly() const { return localMaxBytes == 0; }
    /// The value of the type's key in GET products/servers.
    Json toJson() const;
};

/// What is sold where, with the availability of the recorded day. Immutable after construction, readable from any thread.
class ServerTypes {
public:
    explicit ServerTypes(const std::vector<std::string> &zones);

    /// The types of a zone, in the order of the API (by name); empty for a zone without any.
    const std::map<std::string, ServerType> &ofZone(const std::string &zone) const;
    const ServerType *find(const std::string &zone, const std::string &name) const;
    /// available, scarce or shortage, as recorded.
    std::string recordedAvailability(const std::string &zone, const std::string &name) const;

private:
    std::map<std::string, std::map<std::string, ServerType>> m_zones;
};

} // namespace vigie::providers::sandbox
