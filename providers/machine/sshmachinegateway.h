#pragma once

#include "providers/machine/machine.h"
#include "providers/machine/sessionpool.h"
#include "providers/machine/sshsession.h"
#include "providers/secret.h"

#include <QByteArray>
#include <QString>

#include <chrono>

namespace vigie::providers {

/// How the gateway logs in. Keys and tokens stay in memory and are never logged.
struct MachineAccess {
    Secret privateKey;                        ///< OpenSSH or PEM text without passphrase
    Secret hubToken;                          ///< for gated models; may be empty
    QString user = QStringLiteral("root");
    std::chrono::milliseconds longestIdle{60'000};   ///< how long an unused session is kept
    /// Of a worker's status, whatever the call's deadline: a worker that is up answers in milliseconds, and QNetworkAccessManager now and
    /// then does not notice that a connection was reset in the instant in which it came to stand (as before a worker listens).
    std::chrono::milliseconds longestStatus{3'000};
};

/// Machines over libssh, and their workers over HTTP. Thread-safe; sessions are reused between calls and threads. The commands that
/// it runs may all be repeated, so one that fails on a reused session, which may have died unseen, is tried once more on a new one.
/// Of one machine only one startInstall() may run at a time (its uploads share a temporary name), as an instance has one reconciler.
class SshMachineGateway final : public MachineGateway {
public:
    explicit SshMachineGateway(MachineAccess access);

    models::Result<QString> checkSsh(const MachineAddress &address, const CallContext &context) override;
    models::Result<InstallProgress> startInstall(const MachineAddress &address, const WorkerPlan &plan,
                                                 const CallContext &context) override;
    models::Result<InstallProgress> installProgress(const MachineAddress &address, std::int64_t offset,
                                                    const CallContext &context) override;
    models::Result<WorkerStatus> workerStatus(const MachineAddress &address, const QByteArray &apiKey, const CallContext &context) override;
    models::Result<void> warmUp(const MachineAddress &address, const QString &model, const QByteArray &apiKey,
                                const CallContext &context) override;

    /// The address is no longer this machine's: its idle session is closed.
    void forget(const MachineAddress &address);
    qsizetype idleSessions() const { return m_pool.idleCount(); }

private:
    models::Result<SessionPool::Session> connect(const MachineAddress &address, const CallContext &context) const;
    /// One command, on a kept session or a new one.
    models::Result<SshOutcome> run(const MachineAddress &address, const SshCommand &command, const CallContext &context);
    /// One command that has to end with status 0; InstallFailed otherwise.
    models::Result<QByteArray> runChecked(const MachineAddress &address, const SshCommand &command, const CallContext &context);

    const MachineAccess m_access;
    SessionPool m_pool;
};

} // namespace vigie::providers
