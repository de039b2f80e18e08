#pragma once

#include "providers/sandbox/controlapi.h"

#include <memory>

namespace vigie::providers::sandbox {

/// The HTTP server of the API on 127.0.0.1, with cpp-httplib behind this class: its header is heavy, and only one file includes it.
/// Every reply closes its connection, and says so: a server that closed idle connections could meet a request on its way.
class ApiListener {
public:
    ApiListener(Api &api, ControlApi &control);
    /// Stops it and joins its threads.
    ~ApiListener();
    ApiListener(const ApiListener &) = delete;
    ApiListener &operator=(const ApiListener &) = delete;

    /// Binds and starts; gives the port, or nothing when it is taken. Port 0 lets the system choose.
    std::optional<int> start(int port);

private:
    class Server;
    std::unique_ptr<Server> m_server;
};

} // namespace vigie::providers::sandbox
