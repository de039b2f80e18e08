#pragma once

#include "providers/sandbox/json.h"

#include <mutex>
#include <string>
#include <vector>

namespace vigie::providers::sandbox {

/// Every request and every effect, append only: what tests check an orchestrator against. With a file each entry is in it before
/// the reply goes out. Thread-safe.
class Journal {
public:
    /// An empty path keeps it in memory only. Reads the entries that the file has.
    explicit Journal(const std::string &path);
    ~Journal();
    Journal(const Journal &) = delete;
    Journal &operator=(const Journal &) = delete;

    /// Numbers the entry (its "seq") and keeps it.
    void append(Json entry);
    /// {"entries":[..]} of those after a number.
    std::string since(std::int64_t seq) const;

private:
    mutable std::mutex m_mutex;
    std::vector<std::string> m_entries;
    int m_fd = -1;
};

} // namespace vigie::providers::sandbox
