#pragma once

#include "providers/sandbox/clock.h"

#include <condition_variable>
#include <mutex>

namespace vigie::providers::sandbox {

/// Simulated slowness that does not hold up the end of the program. Thread-safe.
class Pause {
public:
    /// Waits, unless end() was or is called.
    void wait(Micros lasts);
    void end();

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_ended = false;
};

} // namespace vigie::providers::sandbox
