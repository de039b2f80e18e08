#pragma once

#include "app/ctl/exit.h"
#include "app/ctl/localengine.h"
#include "app/ctl/session.h"
#include "app/engine/wakeup.h"

#include <chrono>
#include <memory>
#include <optional>

namespace vigie::ctl {

/// Waits for what becomes of an instance, printing each transition as it happens (to people). Where no live orchestrator can serve the
/// instance's account, also later, it runs one for as long as it waits.
class Waiter {
public:
    enum class Goal { Ready, Terminated };
    struct Outcome {
        Exit exit = Exit::Done;
        std::optional<models::Error> error; ///< why it is not as wished
        models::InstanceDetails details;    ///< as last read
    };
    explicit Waiter(Session &session);

    Outcome until(const models::InstanceId &id, Goal goal, std::chrono::milliseconds timeout);

private:
    /// One reading. Nothing: go on.
    std::optional<Outcome> look(const models::InstanceId &id, Goal goal);
    void print(const models::InstanceDetails &details);
    void seeToAnOrchestrator(const models::Instance &instance);

    Session &m_session;
    engine::WakeUp m_wakeUp;
    std::int64_t m_printed = 0; ///< the version of the last transition
    std::optional<models::Error> m_trouble;
    models::InstanceDetails m_details;
    bool m_saidNobody = false;
    bool m_lost = false;
    std::unique_ptr<engine::Listener> m_listener;
    std::unique_ptr<LocalEngine> m_engine; // last: it rings the bell
};

} // namespace vigie::ctl
