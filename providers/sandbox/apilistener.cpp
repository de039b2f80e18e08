#include "providers/sandbox/apilistener.h"

#include "providers/sandbox/loopback.h"

#include <httplib.h>

#include <sys/socket.h>

#include <thread>

namespace vigie::providers::sandbox {

namespace {

constexpr std::size_t threadCount = 16;
constexpr std::size_t mostHeld = 1024;
constexpr std::size_t largestBody = 4 << 20;
constexpr const char *garbage = "\x16\x03\x01 this is no HTTP \r\n\x00\xff\xfe<html>";

/// Reads from the socket as httplib does; keeps what is written, so that a fault can have its way with the bytes of the reply.
class KeepingStream : public httplib::Stream {
public:
    explicit KeepingStream(socket_t socket) : m_socket(socket) {}

    bool is_readable() const override { return true; }
    bool is_writable() const override { return true; }
    ssize_t read(char *bytes, size_t size) override { return recv(m_socket, bytes, size, 0); }
    ssize_t write(const char *bytes, size_t size) override
    {
        m_written.append(bytes, size);
        return static_cast<ssize_t>(size);
    }
    void get_remote_ip_and_port(std::string &ip, int &port) const override
    {
        ip = "127.0.0.1";
        port = 0;
    }
    void get_local_ip_and_port(std::string &ip, int &port) const override { get_remote_ip_and_port(ip, port); }
    socket_t socket() const override { return m_socket; }
    const std::string &written() const { return m_written; }

private:
    socket_t m_socket;
    std::string m_written;
};

void sendAll(socket_t socket, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        // The client left: nobody to tell.
        if (sent <= 0)
            return;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void drip(socket_t socket, std::string_view bytes, Micros lasts, Pause &pause)
{
    constexpr Micros step = 10 * millisecond;
    const auto slices = static_cast<std::size_t>(std::max<Micros>(1, lasts / step));
    const std::size_t slice = bytes.size() / slices + 1;
    while (!bytes.empty()) {
        const auto piece = bytes.substr(0, slice);
        sendAll(socket, piece);
        bytes.remove_prefix(piece.size());
        pause.wait(step);
    }
}

ApiRequest requestOf(const httplib::Request &request)
{
    ApiRequest result{request.method, request.path, {}, request.get_header_value("X-Auth-Token"), request.body};
    for (const auto &[name, value] : request.params)
        result.query.emplace(name, value);
    return result;
}

// What the handler decided for the request that this thread is answering.
thread_local Outcome currentOutcome;

} // namespace

class ApiListener::Server : public httplib::Server {
public:
    Server(Api &api, ControlApi &control) : m_pause(api.pause())
    {
        const auto handler = [&api, &control](const httplib::Request &request, httplib::Response &response) {
            const ApiRequest asked = requestOf(request);
            Outcome &outcome = currentOutcome;
            outcome = ControlApi::isFor(asked) ? Outcome{control.handle(asked), Wire::Send, 0} : api.handle(asked);
            response.status = outcome.reply.status;
            for (const auto &[name, value] : outcome.reply.headers)
                response.set_header(name, value);
            response.body = outcome.reply.body;
            if (!outcome.reply.contentType.empty() && !response.has_header("Content-Type"))
                response.set_header("Content-Type", outcome.reply.contentType);
        };
        Get(".*", handler);
        Post(".*", handler);
        Put(".*", handler);
        Patch(".*", handler);
        Delete(".*", handler);
        set_payload_max_length(largestBody);
        new_task_queue = [] { return new httplib::ThreadPool(threadCount); };
    }

    ~Server() override
    {
        stop();
        if (m_thread.joinable())
            m_thread.join();
        for (const socket_t socket : m_held)
            resetConnection(socket);
    }

    std::optional<int> start(int port)
    {
        const bool bound = port == 0 ? (port = bind_to_any_port("127.0.0.1")) > 0 : bind_to_port("127.0.0.1", port);
        if (!bound)
            return std::nullopt;
        m_thread = std::thread([this] { listen_after_bind(); });
        // Else a stop() right now would come before the loop begins, and be lost.
        while (!is_running())
            std::this_thread::yield();
        return port;
    }

private:
    bool process_and_close_socket(socket_t socket) override
    {
        const timeval patience{10, 0};
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        KeepingStream stream(socket);
        currentOutcome = {};
        bool closed = false;
        // Without its Accept-Encoding the reply is not compressed: faults cut plain bytes.
        process_request(stream, true, closed, [](httplib::Request &request) { request.headers.erase("Accept-Encoding"); });
        const std::string_view bytes = stream.written();
        switch (currentOutcome.wire) {
        case Wire::Send:
            sendAll(socket, bytes);
            break;
        case Wire::Drip:
            drip(socket, bytes, currentOutcome.dripLasts, m_pause);
            break;
        case Wire::Truncate:
            sendAll(socket, bytes.substr(0, bytes.size() - currentOutcome.reply.body.size() / 2));
            break;
        case Wire::Garbage:
            sendAll(socket, std::string_view(garbage, 32));
            break;
        case Wire::Close:
            break;
        case Wire::Reset:
            resetConnection(socket);
            return true;
        case Wire::Hang:
            hold(socket);
            return true;
        }
        shutdown(socket, SHUT_RDWR);
        close(socket);
        return true;
    }

    /// Keeps a connection that is never answered, without a thread; lets go of those whose client has given up.
    void hold(socket_t socket)
    {
        const std::lock_guard lock(m_heldMutex);
        std::erase_if(m_held, [](socket_t each) {
            const bool over = isHungUp(each);
            if (over)
                close(each);
            return over;
        });
        if (m_held.size() >= mostHeld) {
            resetConnection(m_held.front());
            m_held.erase(m_held.begin());
        }
        m_held.push_back(socket);
    }

    Pause &m_pause;
    std::thread m_thread;
    std::mutex m_heldMutex;
    std::vector<socket_t> m_held;
};

ApiListener::ApiListener(Api &api, ControlApi &control) : m_server(std::make_unique<Server>(api, control))
{
}

ApiListener::~ApiListener() = default;

std::optional<int> ApiListener::start(int port)
{
    return m_server->start(port);
}

} // namespace vigie::providers::sandbox
