#pragma once

#include <cstdint>
#include <optional>

namespace vigie::providers::sandbox {

/// A listening, non-blocking socket that serves the whole of 127.0.0.0/8 and nothing else: bound to any address, but to the
/// loopback device, which ordinary users may do since Linux 5.7. Port 0 lets the system choose.
struct LoopbackListener {
    int fd = -1;
    std::uint16_t port = 0;

    /// Nothing, with errno set, when the system refuses.
    static std::optional<LoopbackListener> open(std::uint16_t port);
};

/// Accepts a connection, non-blocking and without delay; negative, with errno set, when there is none.
int acceptFrom(const LoopbackListener &listener);

/// The address, in host byte order, that the client of an accepted connection called.
std::uint32_t calledAddress(int fd);

/// Closes with a reset, as a port on which nobody listens answers.
void resetConnection(int fd);

/// Whether the other side has closed (or reset) a connection that we are not reading.
bool isHungUp(int fd);

} // namespace vigie::providers::sandbox
