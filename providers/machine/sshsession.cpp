#include "providers/machine/sshsession.h"

#include "providers/machine/sshexec.h"
#include "providers/machine/sshkeys.h"
#include "providers/machine/tcpconnect.h"

#include <QLoggingCategory>

#include <array>
#include <poll.h>
#include <unistd.h>
#include <utility>

namespace vigie::providers {

Q_LOGGING_CATEGORY(logSsh, "vigie.machine.ssh")

using models::ErrorCode;

void SshSession::Free::operator()(ssh_session session) const
{
    // Not ssh_disconnect() first: it forgets a descriptor that was given to it without closing it. This one closes it.
    ssh_free(session);
}

tl::unexpected<models::Error> SshSession::abandon(ErrorCode code, QString detail, QMap<QString, QString> params)
{
    if (detail.isEmpty() && m_session && code != ErrorCode::Cancelled)
        detail = QString::fromUtf8(ssh_get_error(m_session.get()));
    m_session.reset();
    params.insert(QStringLiteral("host"), m_host);
    params.insert(QStringLiteral("port"), QString::number(m_port));
    qCDebug(logSsh).noquote().nospace() << "host=" << m_host << " port=" << m_port << " error=" << models::toName(code)
                                        << " detail=" << detail;
    return models::fail(code, std::move(params), std::move(detail));
}

models::Result<void> SshSession::waitForPeer(const FdWaiter &waiter, const char *phase)
{
    const bool writing = (ssh_get_poll_flags(m_session.get()) & SSH_WRITE_PENDING) != 0;
    const auto events = static_cast<short>(writing ? POLLIN | POLLOUT : POLLIN);
    switch (waiter.wait(ssh_get_fd(m_session.get()), events)) {
    case FdWaiter::Outcome::Ready:
        return {};
    case FdWaiter::Outcome::Stopped:
        return abandon(ErrorCode::Cancelled);
    case FdWaiter::Outcome::DeadlinePassed:
        break;
    }
    return abandon(ErrorCode::SshNotAccessible, QStringLiteral("no answer in time during the ") % QLatin1String(phase));
}

models::Result<QString> SshSession::connect(const SshTarget &target, const QByteArray &privateKey, const CallContext &context)
{
    m_host = target.host;
    m_port = target.port;
    const FdWaiter waiter(context);
    auto done = setUp(target, waiter)
                    .and_then([&] { return exchangeKeys(waiter); })
                    .and_then([&] { return checkHostKey(target.acceptedFingerprints); })
                    .and_then([&] { return authenticate(privateKey, waiter); });
    if (!done)
        return tl::unexpected(std::move(done).error());
    return m_fingerprint;
}

models::Result<void> SshSession::setUp(const SshTarget &target, const FdWaiter &waiter)
{
    const auto fd = connectTcp(target.host, target.port, waiter);
    if (!fd)
        return tl::unexpected(fd.error());
    m_session.reset(ssh_new());
    if (!m_session) {
        ::close(*fd);
        return abandon(ErrorCode::SshNotAccessible, QStringLiteral("out of memory"));
    }
    ssh_session session = m_session.get();
    const int off = 0;
    const unsigned int port = target.port;
    const QByteArray host = target.host.toUtf8();
    const QByteArray user = target.user.toUtf8();
    // Without the two known_hosts files libssh would order the host key algorithms after whatever the user's say; without a
    // directory it would look for a home, which a service account may not have.
    const std::array options{
        std::pair<ssh_options_e, const void *>{SSH_OPTIONS_PROCESS_CONFIG, &off},
        std::pair<ssh_options_e, const void *>{SSH_OPTIONS_SSH_DIR, "/nonexistent"},
        std::pair<ssh_options_e, const void *>{SSH_OPTIONS_KNOWNHOSTS, "/dev/null"},
        std::pair<ssh_options_e, const void *>{SSH_OPTIONS_GLOBAL_KNOWNHOSTS, "/dev/null"},
        std::pair<ssh_options_e, const void *>{SSH_OPTIONS_HOST, host.constData()},
        std::pair<ssh_options_e, const void *>{SSH_OPTIONS_PORT, &port},
        std::pair<ssh_options_e, const void *>{SSH_OPTIONS_USER, user.constData()},
        std::pair<ssh_options_e, const void *>{SSH_OPTIONS_FD, &*fd},
    };
    for (const auto &[option, value] : options) {
        if (ssh_options_set(session, option, value) != SSH_OK) {
            ::close(*fd);
            return abandon(ErrorCode::SshNotAccessible);
        }
    }
    ssh_set_blocking(session, 0);
    return {};
}

models::Result<void> SshSession::exchangeKeys(const FdWaiter &waiter)
{
    while (true) {
        const int result = ssh_connect(m_session.get());
        if (result == SSH_OK)
            return {};
        if (result != SSH_AGAIN)
            return abandon(ErrorCode::SshNotAccessible);
        if (auto waited = waitForPeer(waiter, "key exchange"); !waited)
            return waited;
    }
}

models::Result<void> SshSession::checkHostKey(const QStringList &accepted)
{
    m_fingerprint = hostKeyFingerprint(m_session.get());
    if (m_fingerprint.isEmpty())
        return abandon(ErrorCode::SshNotAccessible);
    if (!accepted.isEmpty() && !accepted.contains(m_fingerprint))
        return abandon(ErrorCode::SshHostKeyMismatch, QStringLiteral("the machine shows another host key"),
                       {{QStringLiteral("expected"), accepted.join(u' ')}, {QStringLiteral("found"), m_fingerprint}});
    return {};
}

models::Result<void> SshSession::authenticate(const QByteArray &privateKey, const FdWaiter &waiter)
{
    const SshKey key = importPrivateKey(privateKey);
    if (!key)
        return abandon(ErrorCode::SshAuthFailed, QStringLiteral("the private key cannot be read"));
    while (true) {
        switch (ssh_userauth_publickey(m_session.get(), nullptr, key.get())) {
        case SSH_AUTH_SUCCESS:
            return {};
        case SSH_AUTH_AGAIN:
            if (auto waited = waitForPeer(waiter, "authentication"); !waited)
                return waited;
            break;
        case SSH_AUTH_DENIED:
            return abandon(ErrorCode::SshAuthFailed);
        case SSH_AUTH_PARTIAL:
            return abandon(ErrorCode::SshAuthFailed, QStringLiteral("the machine wants more than a public key"));
        default: // the connection broke: that says nothing about the key
            return abandon(ErrorCode::SshNotAccessible);
        }
    }
}

models::Result<SshOutcome> SshSession::exec(const SshCommand &command, const CallContext &context)
{
    if (!m_session)
        return abandon(ErrorCode::SshNotAccessible, QStringLiteral("the session is closed"));
    const FdWaiter waiter(context);
    return SshExec(*this, waiter, command).run();
}

bool SshSession::isAlive() const
{
    if (!m_session || !ssh_is_connected(m_session.get()))
        return false;
    // POLLIN alone is well: a server sends requests of its own after a login (its other host keys), read with the next command.
    pollfd polled{ssh_get_fd(m_session.get()), POLLIN | POLLRDHUP, 0};
    return ::poll(&polled, 1, 0) >= 0 && (polled.revents & (POLLRDHUP | POLLHUP | POLLERR | POLLNVAL)) == 0;
}

} // namespace vigie::providers
