#pragma once

#include "providers/sandbox/completion.h"
#include "providers/sandbox/loopback.h"
#include "providers/sandbox/machines.h"
#include "providers/sandbox/waker.h"
#include "providers/sandbox/workerhttp.h"

#include <thread>
#include <unordered_map>

namespace vigie::providers::sandbox {

/// The HTTP servers of all workers: one listener for 127.0.0.0/8 and one thread, whatever the number of machines.
class WorkerServer {
public:
    WorkerServer(Machines &machines, LoopbackListener listener, std::uint64_t seed);
    ~WorkerServer();
    WorkerServer(const WorkerServer &) = delete;
    WorkerServer &operator=(const WorkerServer &) = delete;

private:
    /// A generation whose next token is due at an instant.
    struct Job {
        Completion completion;
        std::string serverId;
        Micros nextAt;
        Micros tokenLasts;
        std::size_t sent = 0;
    };
    struct Connection {
        std::uint32_t address = 0;
        std::string received;
        std::string toSend;
        std::optional<Job> job;
        bool closing = false;
        bool hanging = false;
        bool waitsForRoom = false;
    };
    struct Counters {
        std::int64_t running = 0;
        std::int64_t generatedTokens = 0;
        std::int64_t finished = 0;
    };

    void run();
    void acceptAll();
    void read(int fd, Connection &connection);
    void serve(Connection &connection);
    std::string answer(const WorkerRequest &request, const WorkerDoor &door, Connection &connection);
    std::string generate(const WorkerRequest &request, const WorkerDoor &door, Connection &connection, Completion::Shape shape);
    std::string metrics(const WorkerDoor &door) const;
    /// Sends the tokens that are due; gives the instant of the next one.
    Micros advance(Micros now);
    void finishJob(Connection &connection);
    void flush(int fd, Connection &connection);
    void drop(int fd, bool reset);
    void dropDead();

    Machines &m_machines;
    LoopbackListener m_listener;
    std::uint64_t m_seed;
    int m_epoll = -1;
    Waker m_stopper;
    std::unordered_map<int, Connection> m_connections;
    std::unordered_map<std::string, Counters> m_counters;
    std::set<int> m_jobs;
    std::vector<int> m_dead;
    std::thread m_thread;
};

} // namespace vigie::providers::sandbox
