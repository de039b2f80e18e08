#pragma once

#include "app/engine/listener.h"
#include "app/engine/notifier.h"
#include "app/engine/orchestrator.h"

#include <functional>

namespace vigie::ctl {

/// An orchestrator of this process, with its ears and its voice on the database, from its making to its end (some seconds at most).
class LocalEngine {
public:
    /// `changed`: something was committed, here or elsewhere; called from other threads.
    LocalEngine(const engine::World &world, std::function<void()> changed);

private:
    std::function<void()> m_changed;
    engine::Notifier m_notifier;
    engine::Orchestrator m_orchestrator;
    engine::Listener m_listener; // last: it wakes the orchestrator
};

} // namespace vigie::ctl
