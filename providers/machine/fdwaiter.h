#pragma once

#include "models/domain/error.h"
#include "providers/callcontext.h"

#include <optional>
#include <stop_token>

namespace vigie::providers {

/// Waits for a socket within the bounds of one call: the deadline and a requested stop both end a wait. The stop token writes
/// to an eventfd that is polled with the socket, so a stop is noticed at once rather than at the next tick. Belongs to one thread.
class FdWaiter {
public:
    enum class Outcome { Ready, DeadlinePassed, Stopped };

    explicit FdWaiter(const CallContext &context);
    ~FdWaiter();
    FdWaiter(const FdWaiter &) = delete;
    FdWaiter &operator=(const FdWaiter &) = delete;

    /// Blocks until one of these poll(2) events, or an error of the socket, which reads as Ready: the caller's next call on the
    /// socket reports it. A descriptor below zero waits only for the deadline or the stop.
    Outcome wait(int fd, short events) const;
    /// What wait() would answer if nothing came: a loop that never has to wait asks this.
    Outcome state() const;

private:
    struct Wake {
        int fd;
        void operator()() const noexcept;
    };
    CallContext m_context;
    int m_wakeFd;
    std::optional<std::stop_callback<Wake>> m_onStop;
};

} // namespace vigie::providers
