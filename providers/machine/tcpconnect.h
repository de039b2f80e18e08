#pragma once

#include "models/domain/error.h"
#include "providers/machine/fdwaiter.h"

#include <QString>

namespace vigie::providers {

/// A non-blocking TCP connection to a numeric address (a provider gives addresses, never names: no resolver can block here).
/// The descriptor is the caller's to close. Errors: SshNotAccessible (`host`, `port`), Cancelled.
models::Result<int> connectTcp(const QString &host, quint16 port, const FdWaiter &waiter);

} // namespace vigie::providers
