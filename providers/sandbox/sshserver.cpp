#include "providers/sandbox/sshserver.h"

#include "providers/sandbox/sshconnection.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace vigie::providers::sandbox {

namespace {

/// A connection that the fault ssh_hang holds: accepted, and never spoken to.
struct Held {
    int fd;
    std::string serverId;
};

} // namespace

SshServer::SshServer(Machines &machines, LoopbackListener listener) : m_machines(machines), m_listener(listener)
{
    ssh_init();
    for (Shard &shard : m_shards)
        shard.thread = std::thread([this, &shard] { drive(shard); });
    m_acceptor = std::thread([this] { acceptAll(); });
}

SshServer::~SshServer()
{
    m_stopping = true;
    m_stopper.wake();
    m_acceptor.join();
    for (Shard &shard : m_shards) {
        shard.waker.wake();
        shard.thread.join();
        for (const Arrival &arrival : shard.arrivals)
            close(arrival.fd);
    }
    close(m_listener.fd);
}

void SshServer::acceptAll()
{
    std::size_t next = 0;
    while (!m_stopping) {
        std::array<pollfd, 2> wanted{pollfd{m_listener.fd, POLLIN, 0}, pollfd{m_stopper.fd(), POLLIN, 0}};
        poll(wanted.data(), wanted.size(), -1);
        const int fd = acceptFrom(m_listener);
        if (fd < 0)
            continue;
        auto door = m_machines.sshDoor(calledAddress(fd));
        if (!door) {
            resetConnection(fd);
            continue;
        }
        Shard &shard = m_shards[next++ % m_shards.size()];
        {
            const std::lock_guard lock(shard.mutex);
            shard.arrivals.push_back({fd, std::move(*door)});
        }
        shard.waker.wake();
    }
}

void SshServer::drive(Shard &shard)
{
    std::vector<std::unique_ptr<SshConnection>> connections;
    std::vector<Held> held;
    std::vector<pollfd> wanted;
    while (!m_stopping) {
        wanted.assign(1, {shard.waker.fd(), POLLIN, 0});
        for (const auto &connection : connections)
            wanted.push_back({connection->fd(), connection->events(), 0});
        // The time-out is for the machines that go down under their sessions.
        poll(wanted.data(), wanted.size(), 500);
        shard.waker.clear();
        for (std::size_t i = 0; i < connections.size(); ++i) {
            if (wanted[i + 1].revents != 0)
                connections[i]->advance();
        }
        std::vector<Arrival> arrivals;
        {
            const std::lock_guard lock(shard.mutex);
            arrivals.swap(shard.arrivals);
        }
        const Micros now = wallClock();
        for (Arrival &arrival : arrivals) {
            if (arrival.door.manner == SshDoor::Manner::Hangs) {
                held.push_back({arrival.fd, arrival.door.serverId});
                continue;
            }
            auto connection = std::make_unique<SshConnection>(m_machines, std::move(arrival.door), now);
            if (connection->open(arrival.fd))
                connections.push_back(std::move(connection));
        }
        std::erase_if(connections, [now](const auto &connection) { return connection->isOver(now); });
        std::erase_if(held, [this](const Held &each) {
            if (!isHungUp(each.fd) && m_machines.isUp(each.serverId))
                return false;
            resetConnection(each.fd);
            return true;
        });
    }
    for (const Held &each : held)
        close(each.fd);
}

} // namespace vigie::providers::sandbox
