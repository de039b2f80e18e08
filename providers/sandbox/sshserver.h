#pragma once

#include "providers/sandbox/loopback.h"
#include "providers/sandbox/machines.h"
#include "providers/sandbox/waker.h"

#include <array>
#include <thread>

namespace vigie::providers::sandbox {

/// The SSH servers of all machines: one listener for 127.0.0.0/8, told apart by the address that was called, and two threads
/// that drive every session.
class SshServer {
public:
    SshServer(Machines &machines, LoopbackListener listener);
    /// Closes every session and joins the threads.
    ~SshServer();
    SshServer(const SshServer &) = delete;
    SshServer &operator=(const SshServer &) = delete;

private:
    struct Arrival {
        int fd;
        SshDoor door;
    };
    struct Shard {
        std::mutex mutex;
        std::vector<Arrival> arrivals;
        Waker waker;
        std::thread thread;
    };
    void acceptAll();
    void drive(Shard &shard);

    Machines &m_machines;
    LoopbackListener m_listener;
    std::atomic<bool> m_stopping = false;
    Waker m_stopper;
    std::array<Shard, 2> m_shards;
    std::thread m_acceptor;
};

} // namespace vigie::providers::sandbox
