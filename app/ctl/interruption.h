#pragma once

#include <stop_token>
#include <thread>

namespace vigie::ctl {

/// SIGINT, SIGTERM and SIGHUP ask for an orderly end; a second one ends the process at once (which is always safe: what it was doing is in the
/// database). The handler only writes to a pipe, and a thread of this object turns that into a request to stop. One per process, made
/// before any other thread.
class Interruption {
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption &) = delete;
    Interruption &operator=(const Interruption &) = delete;

    std::stop_token token() const { return m_source.get_token(); }
    bool isRequested() const { return m_source.stop_requested(); }

private:
    std::stop_source m_source;
    std::jthread m_thread;
};

} // namespace vigie::ctl
