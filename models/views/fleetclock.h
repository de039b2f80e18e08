#pragma once

#include "models/domain/instant.h"

#include <functional>

namespace vigie::models {

/// The database's time as the windows know it: the last reading, moved on by this machine's monotonic clock while the
/// connection lives, and standing still while it does not (what is shown is then "as of"). Never goes back.
class FleetClock {
public:
    /// `elapsed` says how long the program has run; an injected one makes tests independent of time.
    explicit FleetClock(std::function<Duration()> elapsed = monotonic());

    /// The database said that it is this time now. An older reading than what is shown already is not followed.
    void read(Instant asOf);
    void run();
    void freeze();
    bool isRunning() const { return m_running; }
    Instant now() const;

    static std::function<Duration()> monotonic();

private:
    std::function<Duration()> m_elapsed;
    Instant m_base;
    Duration m_baseElapsed{};
    bool m_running = false;
};

} // namespace vigie::models
