#pragma once

#include "providers/sandbox/cloudstate.h"

#include <string>
#include <vector>

namespace vigie::providers::sandbox {

/// The whole course of one run of the install script, computed from its start: no thread or timer is needed for it to go on, and it
/// goes on across a restart of the sandbox.
class InstallPlan {
public:
    /// Instants are cheap, the log's lines are not: whoever wants the log says so.
    enum class Log { Without, With };
    explicit InstallPlan(const Install &install, Log log = Log::Without);

    /// When its last phase ends, or fails.
    Micros endsAt() const { return m_endsAt; }
    /// When the container is started, for an install that succeeds: the end of its last phase.
    bool succeeds() const { return m_failedPhase.empty() && m_interruptedAt == 0; }
    /// running, done, failed; idle when a reboot killed it.
    std::string stateAt(Micros now) const;
    /// The bytes of its log at an instant.
    std::string logAt(Micros now) const;

private:
    struct Line {
        Micros at;
        std::string text;
    };
    void phase(const char *name, Micros begin, Micros lasts);
    void say(Micros at, std::string text);
    void pullLines(Micros begin, Micros lasts, const std::string &image);
    void weightLines(Micros begin, Micros lasts, const std::string &model);

    Log m_log;
    std::vector<Line> m_lines;
    std::string m_failedPhase;
    int m_failedExit = 0;
    std::string m_failedMessage;
    Micros m_interruptedAt = 0;
    Micros m_endsAt = 0;
    std::uint64_t m_seed = 0;
};

} // namespace vigie::providers::sandbox
