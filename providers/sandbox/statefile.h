#pragma once

#include "providers/sandbox/cloud.h"

#include <condition_variable>
#include <string>
#include <thread>

namespace vigie::providers::sandbox {

/// The file that holds everything across restarts, and kills: a temporary file, fsync, rename. A thread of its own writes; many
/// changes at once become one write, for which all their replies wait. With an empty path nothing is kept.
class StateFile {
public:
    StateFile(Cloud &cloud, std::string path);
    /// Writes what is left to write.
    ~StateFile();
    StateFile(const StateFile &) = delete;
    StateFile &operator=(const StateFile &) = delete;

    /// Nothing when there is no such file yet; a reason when there is one that cannot be used.
    static std::optional<CloudState> load(const std::string &path, std::string &error);
    /// Starts writing.
    void start();
    /// Blocks until a change is on disk (see Cloud::changes), or could not be written, which is said on stderr.
    void waitUntilSaved(std::uint64_t change);

private:
    void run();
    void save();

    Cloud &m_cloud;
    std::string m_path;
    std::mutex m_mutex;
    std::condition_variable m_wanted;
    std::condition_variable m_saved;
    std::uint64_t m_savedChange = 0;
    int m_waiting = 0;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace vigie::providers::sandbox
