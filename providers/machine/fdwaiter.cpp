#include "providers/machine/fdwaiter.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace vigie::providers {

namespace {

constexpr qint64 longestWaitMs = 60'000;   // poll() takes an int; a longer deadline is simply looked at again
constexpr qint64 waitWithoutWakeMs = 50;   // when no eventfd was to be had (too many open files)

} // namespace

void FdWaiter::Wake::operator()() const noexcept
{
    const quint64 one = 1;
    // An eventfd of ours takes 2^64 of these before it refuses one; there is nobody to tell here if it did.
    [[maybe_unused]] const auto written = ::write(fd, &one, sizeof one);
}

FdWaiter::FdWaiter(const CallContext &context) : m_context(context), m_wakeFd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    if (m_wakeFd >= 0)
        m_onStop.emplace(m_context.stop, Wake{m_wakeFd});
}

FdWaiter::~FdWaiter()
{
    m_onStop.reset(); // waits for a callback that is running, so the descriptor is ours until here
    if (m_wakeFd >= 0)
        ::close(m_wakeFd);
}

FdWaiter::Outcome FdWaiter::state() const
{
    if (m_context.stop.stop_requested())
        return Outcome::Stopped;
    return m_context.deadline.hasExpired() ? Outcome::DeadlinePassed : Outcome::Ready;
}

FdWaiter::Outcome FdWaiter::wait(int fd, short events) const
{
    while (true) {
        if (const Outcome now = state(); now != Outcome::Ready)
            return now;
        std::array<pollfd, 2> polled{pollfd{fd, events, 0}, pollfd{m_wakeFd, POLLIN, 0}};
        const qint64 most = m_wakeFd >= 0 ? longestWaitMs : waitWithoutWakeMs;
        const qint64 left = m_context.deadline.isForever() ? most : std::min(most, m_context.deadline.remainingTime() + 1);
        const int count = ::poll(polled.data(), polled.size(), static_cast<int>(left));
        if (count < 0 && errno != EINTR)
            return Outcome::Ready;
        if (count > 0 && polled[1].revents == 0)
            return Outcome::Ready;
    }
}

} // namespace vigie::providers
