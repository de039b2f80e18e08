#include "app/ctl/interruption.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace vigie::ctl {

namespace {

constexpr std::array signals{SIGINT, SIGTERM, SIGHUP};
constexpr int fatalBase = 128; // as shells report a death by signal

std::array<int, 2> pipeEnds{-1, -1};
std::atomic<int> received = 0;
static_assert(std::atomic<int>::is_always_lock_free, "a signal handler may not wait");

extern "C" void onSignal(int number)
{
    if (received.fetch_add(1) > 0)
        ::_exit(fatalBase + number);
    const int saved = errno;
    const char byte = 's';
    [[maybe_unused]] const ssize_t written = ::write(pipeEnds[1], &byte, 1);
    errno = saved;
}

} // namespace

Interruption::Interruption()
{
    if (::pipe2(pipeEnds.data(), O_CLOEXEC) != 0)
        return; // out of descriptors at the very start: signals keep their default, which ends the process
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    for (const int number : signals) {
        struct sigaction before = {};
        ::sigaction(number, nullptr, &before);
        // nohup is heeded; the SIGINT that scripts ignore for their background jobs is not: it ends `watch`, and scripts send it.
        if (number != SIGHUP || before.sa_handler != SIG_IGN)
            ::sigaction(number, &action, nullptr);
    }
    m_thread = std::jthread([this] {
        char byte = 0;
        ssize_t count = 0;
        do {
            count = ::read(pipeEnds[0], &byte, 1);
        } while (count < 0 && errno == EINTR);
        if (count == 1 && byte == 's')
            m_source.request_stop();
    });
}

Interruption::~Interruption()
{
    if (!m_thread.joinable())
        return;
    const char byte = 'e';
    [[maybe_unused]] const ssize_t written = ::write(pipeEnds[1], &byte, 1);
    m_thread.join();
}

} // namespace vigie::ctl
