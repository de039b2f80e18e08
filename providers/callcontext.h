#pragma once

#include <QDeadlineTimer>

#include <chrono>
#include <stop_token>

namespace vigie::providers {

/// The bounds of one blocking call to the outside: it returns by the deadline, and soon after a stop is requested.
struct CallContext {
    QDeadlineTimer deadline{std::chrono::seconds(30)};
    std::stop_token stop{};
};

} // namespace vigie::providers
