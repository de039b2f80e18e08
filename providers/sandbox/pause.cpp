#include "providers/sandbox/pause.h"

#include <chrono>

namespace vigie::providers::sandbox {

void Pause::wait(Micros lasts)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, std::chrono::microseconds(lasts), [this] { return m_ended; });
}

void Pause::end()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
    }
    m_changed.notify_all();
}

} // namespace vigie::providers::sandbox
