#pragma once

#include "models/domain/error.h"
#include "models/domain/instant.h"
#include "providers/callcontext.h"

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QVector>

#include <cstdint>
#include <optional>

namespace vigie::providers {

/// Where a machine's SSH server is, and which host key it must show.
struct MachineAddress {
    QString host;
    quint16 sshPort = 22;
    quint16 workerPort = 8000;
    QStringList acceptedFingerprints; ///< `SHA256:...`; empty: any key, which the caller then pins
};

/// What the worker is to serve. Secrets reach the machine in a file of mode 0600, sent over SSH.
struct WorkerPlan {
    QString model;
    QString revision;
    QString image = QStringLiteral("vllm/vllm-openai:v0.13.0");
    int tensorParallel = 1;
    int maxModelLength = 0; ///< tokens; 0: the model's own
    double gpuMemoryUtilization = 0.90;
    QString dtype = QStringLiteral("auto");
    quint16 port = 8000;
    QByteArray apiKey; ///< secret
};

/// One event of the install script, as it announced it.
struct InstallEvent {
    QString phase;  ///< `check`, `scratch`, `pull`, `weights`, `start`
    QString event;  ///< `begin`, `end`, `skip`, `failed`
    models::Instant at; ///< the machine's clock
    int exitCode = 0;
    QString note;
};

enum class InstallState { Idle, Running, Done, Failed };

/// What a look at the install gave: what was logged since the offset that was asked from.
struct InstallProgress {
    InstallState state = InstallState::Idle;
    std::int64_t nextOffset = 0; ///< bytes of the log read so far
    QVector<InstallEvent> events;
    QStringList lines;           ///< plain output lines, in order
};

/// What a worker's HTTP API answered.
struct WorkerStatus {
    bool httpAnswers = false;
    QStringList models; ///< ids that it lists
};

/// The machine behind an address, over SSH and HTTP. Calls block until done, the deadline, or a requested stop; thread-safe.
/// Errors: SshNotAccessible, SshAuthFailed, SshHostKeyMismatch (parameters `expected`, `found`; nothing was sent),
/// InstallFailed (parameter `phase`), VllmNotResponding, MissingCredentials (the worker refused the key), Cancelled.
class MachineGateway {
public:
    virtual ~MachineGateway() = default;

    /// Connects, checks the host key, authenticates. Gives the fingerprint of the key that the machine showed.
    virtual models::Result<QString> checkSsh(const MachineAddress &address, const CallContext &context) = 0;
    /// Sends the script and the worker's settings and starts the install, detached; repeating it while one runs or after it
    /// has ended does no harm.
    virtual models::Result<InstallProgress> startInstall(const MachineAddress &address, const WorkerPlan &plan, const CallContext &context) = 0;
    virtual models::Result<InstallProgress> installProgress(const MachineAddress &address, std::int64_t offset, const CallContext &context) = 0;

    /// What `GET /v1/models` says. A worker that does not answer yet is VllmNotResponding.
    virtual models::Result<WorkerStatus> workerStatus(const MachineAddress &address, const QByteArray &apiKey, const CallContext &context) = 0;
    /// One completion of one token by this model.
    virtual models::Result<void> warmUp(const MachineAddress &address, const QString &model, const QByteArray &apiKey, const CallContext &context) = 0;
};

} // namespace vigie::providers
