#include "providers/sandbox/workerserver.h"

#include "providers/sandbox/dice.h"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace vigie::providers::sandbox {

namespace {

constexpr Micros tokenAtScaleOne = 25 * millisecond;
constexpr Micros sweepEvery = second;
constexpr const char *jsonType = "application/json";

void watch(int epoll, int fd, int operation, std::uint32_t events)
{
    epoll_event event{};
    event.events = events;
    event.data.fd = fd;
    epoll_ctl(epoll, operation, fd, &event);
}

} // namespace

WorkerServer::WorkerServer(Machines &machines, LoopbackListener listener, std::uint64_t seed)
    : m_machines(machines), m_listener(listener), m_seed(seed), m_epoll(epoll_create1(EPOLL_CLOEXEC))
{
    watch(m_epoll, m_listener.fd, EPOLL_CTL_ADD, EPOLLIN);
    watch(m_epoll, m_stopper.fd(), EPOLL_CTL_ADD, EPOLLIN);
    m_thread = std::thread([this] { run(); });
}

WorkerServer::~WorkerServer()
{
    m_stopper.wake();
    m_thread.join();
    for (const auto &[fd, connection] : m_connections)
        close(fd);
    close(m_epoll);
    close(m_listener.fd);
}

void WorkerServer::run()
{
    std::array<epoll_event, 256> events{};
    Micros sweepAt = wallClock() + sweepEvery;
    for (;;) {
        const Micros next = std::min(advance(wallClock()), sweepAt);
        const auto wait = static_cast<int>(std::max<Micros>(0, (next - wallClock() + millisecond - 1) / millisecond));
        const int count = epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), wait);
        for (int i = 0; i < count; ++i) {
            const int fd = events[static_cast<std::size_t>(i)].data.fd;
            if (fd == m_stopper.fd())
                return;
            if (fd == m_listener.fd) {
                acceptAll();
                continue;
            }
            const auto found = m_connections.find(fd);
            if (found == m_connections.end())
                continue;
            if (found->second.waitsForRoom)
                flush(fd, found->second);
            read(fd, found->second);
        }
        dropDead();
        if (wallClock() < sweepAt)
            continue;
        sweepAt = wallClock() + sweepEvery;
        for (const auto &[fd, connection] : m_connections) {
            if (!m_machines.workerDoor(connection.address))
                m_dead.push_back(fd);
        }
        for (const int fd : std::exchange(m_dead, {}))
            drop(fd, true);
    }
}

void WorkerServer::acceptAll()
{
    for (;;) {
        const int fd = acceptFrom(m_listener);
        if (fd < 0)
            return;
        const std::uint32_t address = calledAddress(fd);
        if (!m_machines.workerDoor(address)) {
            resetConnection(fd);
            continue;
        }
        Connection connection;
        connection.address = address;
        m_connections.emplace(fd, std::move(connection));
        watch(m_epoll, fd, EPOLL_CTL_ADD, EPOLLIN);
    }
}

void WorkerServer::read(int fd, Connection &connection)
{
    std::array<char, 16384> bytes{};
    for (;;) {
        const ssize_t got = recv(fd, bytes.data(), bytes.size(), 0);
        if (got > 0) {
            connection.received.append(bytes.data(), static_cast<std::size_t>(got));
            continue;
        }
        if (got < 0 && errno == EINTR)
            continue;
        if (got == 0 || (errno != EAGAIN)) {
            m_dead.push_back(fd);
            return;
        }
        break;
    }
    if (connection.hanging)
        return;
    serve(connection);
    if (connection.job)
        m_jobs.insert(fd);
    flush(fd, connection);
}

void WorkerServer::serve(Connection &connection)
{
    // One request at a time: the next one waits until the generation is over.
    while (!connection.job && !connection.closing) {
        WorkerRequest request;
        const auto parsed = request.takeFrom(connection.received);
        if (parsed == WorkerRequest::Parse::Incomplete)
            return;
        if (parsed == WorkerRequest::Parse::Malformed) {
            connection.toSend += workerReply(400, "text/plain", "Invalid HTTP request received.");
            connection.closing = true;
            return;
        }
        const auto door = m_machines.workerDoor(connection.address);
        if (!door) {
            connection.closing = true;
            return;
        }
        if (door->manner == WorkerDoor::Manner::Hangs) {
            connection.hanging = true;
            return;
        }
        connection.closing = request.wantsClose();
        connection.toSend += answer(request, *door, connection);
    }
}

std::string WorkerServer::answer(const WorkerRequest &request, const WorkerDoor &door, Connection &connection)
{
    if (request.path == "/health")
        return workerReply(200, jsonType, "");
    if (request.path == "/metrics")
        return workerReply(200, "text/plain; version=0.0.4; charset=utf-8", metrics(door));
    if (!request.path.starts_with("/v1/"))
        return workerReply(404, jsonType, R"({"detail":"Not Found"})");
    const auto authorization = request.headers.find("authorization");
    const bool open = door.config.apiKey.empty();
    const bool known = authorization != request.headers.end() && authorization->second == "Bearer " + door.config.apiKey;
    if (door.manner == WorkerDoor::Manner::RefusesEveryKey || (!open && !known))
        return workerReply(401, jsonType, R"({"error":"Unauthorized"})");
    if (request.path == "/v1/models") {
        const Json model{{"id", door.listedModel}, {"object", "model"}, {"owned_by", "vllm"}, {"root", door.config.model},
                         {"parent", nullptr}, {"max_model_len", door.config.maxModelLength}};
        return workerReply(200, jsonType, toText({{"object", "list"}, {"data", Json::array({model})}}));
    }
    const bool chat = request.path == "/v1/chat/completions";
    if (!chat && request.path != "/v1/completions")
        return workerReply(404, jsonType, R"({"detail":"Not Found"})");
    if (request.method != "POST")
        return workerReply(405, jsonType, R"({"detail":"Method Not Allowed"})");
    return generate(request, door, connection, chat ? Completion::Shape::Chat : Completion::Shape::Text);
}

std::string WorkerServer::generate(const WorkerRequest &request, const WorkerDoor &door, Connection &connection, Completion::Shape shape)
{
    const auto body = fromText(request.body);
    const auto refuse = [](int code, const std::string &type, const std::string &message) {
        return workerReply(code, jsonType, toText({{"error", {{"message", message}, {"type", type}, {"param", nullptr}, {"code", code}}}}));
    };
    if (!body || !body->is_object())
        return refuse(400, "BadRequestError", "Invalid JSON body");
    const std::string model = textOf(*body, "model", door.listedModel);
    if (model != door.listedModel)
        return refuse(404, "NotFoundError", "The model `" + model + "` does not exist.");
    auto completion = Completion::fromRequest(*body, shape, model, m_seed);
    if (!completion)
        return refuse(400, "BadRequestError", "no prompt");
    const bool streams = completion->streams();
    const auto lasts = static_cast<Micros>(static_cast<double>(tokenAtScaleOne) / door.scale);
    const Micros first = wallClock() + (streams ? lasts : lasts * static_cast<Micros>(completion->tokenCount()));
    ++m_counters[door.serverId].running;
    connection.job = Job{std::move(*completion), door.serverId, first, lasts};
    return streams ? workerStreamHead() : std::string();
}

std::string WorkerServer::metrics(const WorkerDoor &door) const
{
    const auto found = m_counters.find(door.serverId);
    const Counters counters = found == m_counters.end() ? Counters{} : found->second;
    const std::string labels = "{engine=\"0\",model_name=\"" + door.listedModel + "\"} ";
    std::string text;
    const auto add = [&text, &labels](const char *type, const char *name, const std::string &value) {
        text += std::string("# HELP ") + name + ' ' + name + ".\n# TYPE " + name + ' ' + type + '\n' + name + labels + value + '\n';
    };
    add("gauge", "vllm:num_requests_running", std::to_string(counters.running) + ".0");
    add("gauge", "vllm:num_requests_waiting", "0.0");
    add("gauge", "vllm:kv_cache_usage_perc", std::to_string(std::min(1.0, 0.013 * static_cast<double>(counters.running))));
    add("counter", "vllm:generation_tokens_total", std::to_string(counters.generatedTokens) + ".0");
    add("counter", "vllm:request_success_total", std::to_string(counters.finished) + ".0");
    return text;
}

Micros WorkerServer::advance(Micros now)
{
    Micros next = now + sweepEvery;
    for (const int fd : std::vector(m_jobs.begin(), m_jobs.end())) {
        Connection &connection = m_connections.at(fd);
        Job &job = *connection.job;
        Counters &counters = m_counters[job.serverId];
        while (job.completion.streams() && job.nextAt <= now && job.sent < job.completion.tokenCount()) {
            connection.toSend += chunk(job.completion.tokenEvent(job.sent++));
            job.nextAt += job.tokenLasts;
            ++counters.generatedTokens;
        }
        if (!job.completion.streams() && job.nextAt <= now) {
            connection.toSend += workerReply(200, jsonType, job.completion.wholeReply());
            counters.generatedTokens += static_cast<std::int64_t>(job.completion.tokenCount());
            finishJob(connection);
            m_jobs.erase(fd);
        } else if (job.completion.streams() && job.sent == job.completion.tokenCount()) {
            connection.toSend += chunk(job.completion.lastEvents()) + chunk({});
            finishJob(connection);
            m_jobs.erase(fd);
        } else {
            next = std::min(next, job.nextAt);
            flush(fd, connection);
            continue;
        }
        // Requests that came meanwhile on the same connection.
        serve(connection);
        if (connection.job) {
            m_jobs.insert(fd);
            next = std::min(next, connection.job->nextAt);
        }
        flush(fd, connection);
    }
    dropDead();
    return next;
}

void WorkerServer::finishJob(Connection &connection)
{
    Counters &counters = m_counters[connection.job->serverId];
    --counters.running;
    ++counters.finished;
    connection.job.reset();
}

void WorkerServer::flush(int fd, Connection &connection)
{
    while (!connection.toSend.empty()) {
        const ssize_t sent = send(fd, connection.toSend.data(), connection.toSend.size(), MSG_NOSIGNAL);
        if (sent > 0) {
            connection.toSend.erase(0, static_cast<std::size_t>(sent));
            continue;
        }
        if (errno != EAGAIN)
            m_dead.push_back(fd);
        break;
    }
    const bool waits = !connection.toSend.empty();
    if (waits != connection.waitsForRoom) {
        connection.waitsForRoom = waits;
        watch(m_epoll, fd, EPOLL_CTL_MOD, waits ? EPOLLIN | EPOLLOUT : EPOLLIN);
    }
    if (!waits && connection.closing && !connection.job)
        m_dead.push_back(fd);
}

void WorkerServer::drop(int fd, bool reset)
{
    const auto found = m_connections.find(fd);
    if (found == m_connections.end())
        return;
    if (found->second.job) {
        --m_counters[found->second.job->serverId].running;
        m_jobs.erase(fd);
    }
    m_connections.erase(found);
    // Closing takes it out of the epoll set.
    if (reset)
        resetConnection(fd);
    else
        close(fd);
}

void WorkerServer::dropDead()
{
    for (const int fd : std::exchange(m_dead, {}))
        drop(fd, false);
}

} // namespace vigie::providers::sandbox
