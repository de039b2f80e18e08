#include "app/ctl/localengine.h"

namespace vigie::ctl {

LocalEngine::LocalEngine(const engine::World &world, std::function<void()> changed)
    : m_changed(std::move(changed)), m_notifier(world.database, world.applicationName),
      m_orchestrator(world, engine::Orchestrator::Workers{}, [this] {
          m_notifier.changed();
          m_changed();
      }),
      m_listener(world.database, world.applicationName, [this] {
          m_orchestrator.wake();
          m_changed();
      })
{
    m_orchestrator.start();
}

} // namespace vigie::ctl
