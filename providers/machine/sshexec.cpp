#include "providers/machine/sshexec.h"

#include <algorithm>

namespace vigie::providers {

using models::ErrorCode;

namespace {

constexpr qsizetype pieceBytes = 32 * 1024;        // the usual maximum packet of an SSH channel
constexpr qsizetype maxErrorBytes = 64 * 1024;
constexpr qsizetype maxSignalName = 32;
constexpr int statusOfSignal = 255;                // what ssh(1) gives too

} // namespace

SshExec::SshExec(SshSession &session, const FdWaiter &waiter, const SshCommand &command)
    : m_session(session), m_waiter(waiter), m_command(command)
{
    m_callbacks.userdata = this;
    m_callbacks.channel_data_function = &SshExec::onData;
    m_callbacks.channel_exit_status_function = &SshExec::onExitStatus;
    m_callbacks.channel_exit_signal_function = &SshExec::onExitSignal;
    ssh_callbacks_init(&m_callbacks);
}

SshExec::~SshExec()
{
    // The session may have been torn down on an error, which frees its channels with it.
    if (!m_session.isOpen())
        static_cast<void>(m_channel.release());
    else if (m_channel)
        ssh_remove_channel_callbacks(m_channel.get(), &m_callbacks);
}

void SshExec::onExitStatus(ssh_session, ssh_channel, int status, void *self)
{
    static_cast<SshExec *>(self)->m_status = status;
}

void SshExec::onExitSignal(ssh_session, ssh_channel, const char *signal, int, const char *, const char *, void *self)
{
    auto *exec = static_cast<SshExec *>(self);
    exec->m_status = statusOfSignal;
    exec->m_outcome.signal
        = QString::fromLatin1(QByteArrayView(signal ? signal : "").first(static_cast<qsizetype>(qstrnlen(signal, maxSignalName))));
}

models::Result<SshOutcome> SshExec::run()
{
    return open().and_then([this] { return transfer(); }).and_then([this] { return outcome(); });
}

models::Result<void> SshExec::open()
{
    m_channel.reset(ssh_channel_new(m_session.m_session.get()));
    if (!m_channel)
        return m_session.abandon(ErrorCode::SshNotAccessible);
    ssh_set_channel_callbacks(m_channel.get(), &m_callbacks);
    const QByteArray text = m_command.text.toUtf8();
    const auto repeat = [this](auto step, const char *phase) -> models::Result<void> {
        while (true) {
            const int result = step();
            if (result == SSH_OK)
                return {};
            if (result != SSH_AGAIN)
                return m_session.abandon(ErrorCode::SshNotAccessible);
            if (auto waited = m_session.waitForPeer(m_waiter, phase); !waited)
                return waited;
        }
    };
    return repeat([this] { return ssh_channel_open_session(m_channel.get()); }, "opening of a channel").and_then([&] {
        return repeat([&] { return ssh_channel_request_exec(m_channel.get(), text.constData()); }, "start of a command");
    });
}

models::Result<void> SshExec::transfer()
{
    while (true) {
        const std::int64_t before = m_received;
        receive();
        if (isTooMuch())
            return m_session.abandon(ErrorCode::SshNotAccessible,
                                     QStringLiteral("the machine answered more than the %1 bytes allowed").arg(m_command.maxOutputBytes));
        if (isOver())
            return {};
        if (!ssh_is_connected(m_session.m_session.get()))
            return m_session.abandon(ErrorCode::SshNotAccessible);
        const auto wrote = writeSome();
        if (!wrote)
            return tl::unexpected(wrote.error());
        // A peer that never pauses must not hold us past the bounds, so they are looked at in every round.
        const bool isIdle = *wrote == Progress::None && m_received == before;
        if (isIdle || m_waiter.state() != FdWaiter::Outcome::Ready) {
            if (auto waited = m_session.waitForPeer(m_waiter, "run of a command"); !waited)
                return waited;
        }
    }
}

void SshExec::receive()
{
    // Each of these reads the socket only until what it asks for is known. Asking for the status alone would leave output unread
    // that comes after it; asking for data alone, a status that comes after the end of the data.
    if (!m_status)
        ssh_channel_get_exit_status(m_channel.get());
    else
        ssh_channel_poll(m_channel.get(), 0);
}

int SshExec::onData(ssh_session, ssh_channel, void *data, uint32_t size, int isStderr, void *self)
{
    auto *exec = static_cast<SshExec *>(self);
    exec->m_received += size;
    const QByteArrayView bytes(static_cast<const char *>(data), static_cast<qsizetype>(size));
    SshOutcome &outcome = exec->m_outcome;
    // The session cannot be torn down in here, so too much is only dropped; transfer() looks at it after the call.
    if (exec->isTooMuch())
        return static_cast<int>(size);
    if (isStderr)
        outcome.errors.append(bytes.first(std::min(bytes.size(), maxErrorBytes - outcome.errors.size())));
    else if (exec->m_command.onOutput)
        exec->m_command.onOutput(bytes);
    else
        outcome.output.append(bytes);
    return static_cast<int>(size);
}

bool SshExec::isOver() const
{
    ssh_channel channel = m_channel.get();
    return (m_status && ssh_channel_is_eof(channel)) || ssh_channel_is_closed(channel);
}

models::Result<SshExec::Progress> SshExec::writeSome()
{
    ssh_session session = m_session.m_session.get();
    ssh_channel channel = m_channel.get();
    // A command that has ended, or closed its input, takes no more; its exit status tells what that meant.
    if (m_inputEnded || m_status || ssh_channel_is_closed(channel))
        return Progress::None;
    if (m_written == m_command.input.size()) {
        if (ssh_channel_send_eof(channel) == SSH_ERROR)
            return m_session.abandon(ErrorCode::SshNotAccessible);
        m_inputEnded = true;
        return Progress::Some;
    }
    // What the socket has not taken yet is buffered by the library, so no more is given before it is gone.
    if ((ssh_get_poll_flags(session) & SSH_WRITE_PENDING) != 0)
        return Progress::None;
    const auto window = static_cast<qsizetype>(ssh_channel_window_size(channel));
    const qsizetype size = std::min({window, pieceBytes, m_command.input.size() - m_written});
    if (size == 0)
        return Progress::None;
    const int count = ssh_channel_write(channel, m_command.input.constData() + m_written, static_cast<uint32_t>(size));
    if (count == SSH_ERROR)
        return m_session.abandon(ErrorCode::SshNotAccessible);
    m_written += std::max(count, 0);
    return count > 0 ? Progress::Some : Progress::None;
}

models::Result<SshOutcome> SshExec::outcome()
{
    if (!m_status)
        return m_session.abandon(ErrorCode::SshNotAccessible, QStringLiteral("the command ended without an exit status"));
    m_outcome.exitStatus = *m_status;
    return std::move(m_outcome);
}

} // namespace vigie::providers
