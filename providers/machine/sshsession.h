#pragma once

#include "models/domain/error.h"
#include "providers/callcontext.h"
#include "providers/machine/fdwaiter.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <functional>
#include <libssh/libssh.h>
#include <memory>

namespace vigie::providers {

/// Where to log in, as whom, and which host keys are the right ones.
struct SshTarget {
    QString host; ///< a numeric address
    quint16 port = 22;
    QString user;
    QStringList acceptedFingerprints; ///< `SHA256:...`; empty: any, which the caller then pins
};

/// One command for the other side.
struct SshCommand {
    QString text;
    QByteArray input;                                ///< its standard input, followed by the end of file
    std::int64_t maxOutputBytes = 4LL * 1024 * 1024; ///< of stdout and stderr together; more is an error, and ends the session
    std::function<void(QByteArrayView)> onOutput;    ///< each piece of stdout as it comes, on the calling thread; empty: collected
};

struct SshOutcome {
    int exitStatus = 0;
    QString signal;     ///< when a signal ended it, without `SIG`; exitStatus is then 255
    QByteArray output;  ///< stdout, unless onOutput took it
    QByteArray errors;  ///< stderr, its first 64 KiB
};

/// One SSH session over libssh, for one thread at a time. Every call blocks until it is done, the context's deadline, or soon after
/// a requested stop, in whatever phase: the socket is non-blocking and polled with the stop. After an error that is not a command's
/// own exit status the session is torn down (isOpen() is false): nobody knows what the peer would still send.
///
/// The user's ssh configuration, agent and known_hosts are not used. Errors, all with parameters `host` and `port`, and the
/// library's sentence as detail: SshNotAccessible, SshHostKeyMismatch (`expected`, `found`), SshAuthFailed, Cancelled.
class SshSession {
public:
    SshSession() = default;
    SshSession(const SshSession &) = delete;
    SshSession &operator=(const SshSession &) = delete;

    /// Connects, checks the host key, and only then authenticates with this private key (OpenSSH or PEM, without passphrase).
    /// Gives the fingerprint that the host showed. A fresh object connects once.
    models::Result<QString> connect(const SshTarget &target, const QByteArray &privateKey, const CallContext &context);
    /// Runs one command to its end. A command that fails is a value with its exit status.
    models::Result<SshOutcome> exec(const SshCommand &command, const CallContext &context);

    bool isOpen() const { return m_session != nullptr; }
    /// Whether an idle session is still connected, as far as the socket knows: false once the peer has closed it.
    bool isAlive() const;
    const QString &fingerprint() const { return m_fingerprint; }

private:
    struct Free {
        void operator()(ssh_session session) const;
    };
    friend class SshExec;

    models::Result<void> setUp(const SshTarget &target, const FdWaiter &waiter);
    models::Result<void> exchangeKeys(const FdWaiter &waiter);
    models::Result<void> checkHostKey(const QStringList &accepted);
    models::Result<void> authenticate(const QByteArray &privateKey, const FdWaiter &waiter);
    /// Waits for what libssh wants to do next on the socket; an error when the call's bounds are reached.
    models::Result<void> waitForPeer(const FdWaiter &waiter, const char *phase);
    /// Tears the session down and makes the error, with the library's own sentence unless one is given.
    tl::unexpected<models::Error> abandon(models::ErrorCode code, QString detail = {}, QMap<QString, QString> params = {});

    std::unique_ptr<std::remove_pointer_t<ssh_session>, Free> m_session;
    QString m_host;
    quint16 m_port = 0;
    QString m_fingerprint;
};

} // namespace vigie::providers
