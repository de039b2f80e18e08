#pragma once

#include "providers/machine/sshsession.h"

#include <libssh/callbacks.h>

#include <optional>

namespace vigie::providers {

/// One command on one channel of a session: opens it, feeds the input while it reads the output, and waits for the exit status.
/// Used once, by SshSession::exec.
class SshExec {
public:
    SshExec(SshSession &session, const FdWaiter &waiter, const SshCommand &command);
    ~SshExec();
    SshExec(const SshExec &) = delete;
    SshExec &operator=(const SshExec &) = delete;

    models::Result<SshOutcome> run();

private:
    struct FreeChannel {
        void operator()(ssh_channel channel) const { ssh_channel_free(channel); }
    };
    enum class Progress { None, Some };

    static int onData(ssh_session session, ssh_channel channel, void *data, uint32_t size, int isStderr, void *self);
    static void onExitStatus(ssh_session session, ssh_channel channel, int status, void *self);
    static void onExitSignal(ssh_session session, ssh_channel channel, const char *signal, int core, const char *message,
                             const char *language, void *self);

    models::Result<void> open();
    models::Result<void> transfer();
    /// Lets the library read what the socket has, without waiting; data and status come by the callbacks.
    void receive();
    models::Result<Progress> writeSome();
    bool isOver() const;
    bool isTooMuch() const { return m_received > m_command.maxOutputBytes; }
    models::Result<SshOutcome> outcome();

    SshSession &m_session;
    const FdWaiter &m_waiter;
    const SshCommand &m_command;
    std::unique_ptr<std::remove_pointer_t<ssh_channel>, FreeChannel> m_channel;
    ssh_channel_callbacks_struct m_callbacks{};
    SshOutcome m_outcome;
    std::optional<int> m_status;
    std::int64_t m_received = 0;
    qsizetype m_written = 0;
    bool m_inputEnded = false;
};

} // namespace vigie::providers
