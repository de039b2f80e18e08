#pragma once

#include "providers/sandbox/apirequest.h"
#include "providers/sandbox/clock.h"

#include <mutex>
#include <optional>
#include <vector>

namespace vigie::providers::sandbox {

/// What goes wrong with requests.
enum class FaultKind {
    Status,           ///< no effect, answers what the fault says
    Delay,            ///< waits, then goes on as usual
    DropBefore,       ///< no effect, closes
    DropAfter,        ///< the effect, then closes without a reply
    ResetAfter,       ///< the effect, then resets the connection
    Truncate,         ///< the effect, then half of the reply
    Garbage,          ///< the effect, then bytes that are no HTTP
    Hang,             ///< no effect, never answers
    EffectThenStatus, ///< the effect, then answers what the fault says
    LateEffect,       ///< closes (or answers the status, when one is given) now, the effect comes after the delay
    Drip,             ///< the effect, then the reply byte by byte over the delay
    ListLag,          ///< lists hide servers younger than the delay
};

struct ApiFault {
    int id = 0;
    FaultKind kind = FaultKind::Status;
    std::string method, path, zone, type;
    ApiReply reply;
    Micros delay = 0;
    std::int64_t count = 1;
    std::int64_t skip = 0;
    std::int64_t hits = 0;
    Json description;

    std::string name() const { return textOf(description, "kind"); }
};

/// The faults set by the control API, tried in the order in which they were set. Thread-safe.
class ApiFaults {
public:
    /// The fault's id; nothing for a kind that does not exist.
    std::optional<int> add(const Json &description);
    bool remove(int id);
    void clear();
    Json toJson() const;
    /// The fault that hits a request, counted; type is the commercial type that the request is about, when known.
    std::optional<ApiFault> hit(const ApiRequest &request, const std::string &type);

private:
    mutable std::mutex m_mutex;
    std::vector<ApiFault> m_faults;
    int m_lastId = 0;
};

/// Whether a text fits a pattern with * for any run of characters.
bool fitsGlob(std::string_view pattern, std::string_view text);

} // namespace vigie::providers::sandbox
