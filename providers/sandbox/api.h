#pragma once

#include "providers/sandbox/apifaults.h"
#include "providers/sandbox/journal.h"
#include "providers/sandbox/machinefaults.h"
#include "providers/sandbox/pause.h"
#include "providers/sandbox/route.h"
#include "providers/sandbox/statefile.h"

namespace vigie::providers::sandbox {

/// What the connection does with a reply.
enum class Wire { Send, Close, Reset, Truncate, Garbage, Hang, Drip };

struct Outcome {
    ApiReply reply;
    Wire wire = Wire::Send;
    Micros dripLasts = 0;
};

/// The provider's API as a whole: fault, authentication, routing, journal, state file, in this order. Thread-safe.
class Api {
public:
    Api(Cloud &cloud, ApiFaults &faults, MachineFaults &machineFaults, Journal &journal, StateFile &file, Micros latency);

    /// Answers a request; blocks for the latency and for the delay of a fault, and until what it created or deleted is on disk.
    Outcome handle(const ApiRequest &request);
    /// What waits on purpose waits here; the end of the program ends it.
    Pause &pause() { return m_pause; }
    /// Runs what is due: ends of transitions, late effects. For a thread of the program to call now and then.
    void tick();
    /// Writes what happened to the journal. Needs the cloud's lock.
    void journalEffects(Json context = Json::object());

private:
    struct Late {
        Micros at;
        ApiRequest request;
    };
    ApiReply perform(const ApiRequest &request, const std::string &requestId, const ApiFault *fault);
    ApiReply route(const ApiRequest &request, const ApiFault *fault);
    std::string typeOf(const ApiRequest &request);
    void journalRefused(const ApiRequest &request, const std::string &requestId, const ApiFault &fault, int status);
    static void complete(ApiReply &reply, const std::string &requestId);

    Cloud &m_cloud;
    ApiFaults &m_faults;
    MachineFaults &m_machineFaults;
    Journal &m_journal;
    StateFile &m_file;
    Micros m_latency;
    Pause m_pause;
    std::mutex m_lateMutex;
    std::vector<Late> m_late;
};

} // namespace vigie::providers::sandbox
