#pragma once

#include "providers/sandbox/api.h"

namespace vigie::providers::sandbox {

/// /sandbox: what a test asks of the sandbox itself (counts, journal, faults, stock, events that nobody asked for). No token: it is
/// on loopback only. Thread-safe.
class ControlApi {
public:
    ControlApi(Cloud &cloud, Api &api, ApiFaults &faults, MachineFaults &machineFaults, Journal &journal, StateFile &file)
        : m_cloud(cloud), m_api(api), m_faults(faults), m_machineFaults(machineFaults), m_journal(journal), m_file(file)
    {
    }

    static bool isFor(const ApiRequest &request) { return request.path.starts_with("/sandbox"); }
    ApiReply handle(const ApiRequest &request);

private:
    ApiReply summary();
    ApiReply journal(const ApiRequest &request);
    ApiReply faults(const ApiRequest &request, const std::string &id);
    ApiReply machineFaults(const ApiRequest &request, const std::string &id);
    ApiReply happen(const std::string &serverId, const std::string &what);
    ApiReply setStock(const Json &body);
    ApiReply setTimeScale(const Json &body);

    Cloud &m_cloud;
    Api &m_api;
    ApiFaults &m_faults;
    MachineFaults &m_machineFaults;
    Journal &m_journal;
    StateFile &m_file;
};

} // namespace vigie::providers::sandbox
