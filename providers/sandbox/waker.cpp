#include "providers/sandbox/waker.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>

namespace vigie::providers::sandbox {

Waker::Waker() : m_fd(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
}

Waker::~Waker()
{
    close(m_fd);
}

void Waker::wake() const
{
    // Fails only when the counter is full, and then the descriptor is readable already.
    [[maybe_unused]] const int failed = eventfd_write(m_fd, 1);
}

void Waker::clear() const
{
    eventfd_t count = 0;
    // Fails only when it is clear already.
    [[maybe_unused]] const int failed = eventfd_read(m_fd, &count);
}

} // namespace vigie::providers::sandbox
