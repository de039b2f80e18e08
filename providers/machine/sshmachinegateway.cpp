#include "providers/machine/sshmachinegateway.h"

#include "providers/machine/installlogparser.h"
#include "providers/machine/installscript.h"
#include "providers/machine/workerclient.h"
#include "providers/machine/workerconf.h"

#include <algorithm>
#include <utility>

namespace vigie::providers {

using models::ErrorCode;

namespace {

constexpr std::int64_t maxStatusBytes = 256 * 1024; // the script prints at most 64 KiB of its log at a time

/// Puts a file in place whole or not at all, readable by its owner only.
QString uploadCommand(const char *path)
{
    return QStringLiteral("umask 077; mkdir -p /var/lib/vigie && cat > %1.new && mv %1.new %1").arg(QLatin1String(path));
}

bool accepts(const MachineAddress &address, const QString &fingerprint)
{
    return address.acceptedFingerprints.isEmpty() || address.acceptedFingerprints.contains(fingerprint);
}

SessionPool::Key keyOf(const MachineAddress &address)
{
    return {address.host, address.sshPort};
}

} // namespace

SshMachineGateway::SshMachineGateway(MachineAccess access) : m_access(std::move(access)), m_pool(m_access.longestIdle) {}

models::Result<SessionPool::Session> SshMachineGateway::connect(const MachineAddress &address, const CallContext &context) const
{
    auto session = std::make_unique<SshSession>();
    const SshTarget target{address.host, address.sshPort, m_access.user, address.acceptedFingerprints};
    auto connected = session->connect(target, m_access.privateKey.reveal(), context);
    if (!connected)
        return tl::unexpected(std::move(connected).error());
    return session;
}

models::Result<QString> SshMachineGateway::checkSsh(const MachineAddress &address, const CallContext &context)
{
    // Always a new session: an idle one would answer for a machine that no longer lets anybody in.
    auto session = connect(address, context);
    if (!session)
        return tl::unexpected(std::move(session).error());
    const QString fingerprint = (*session)->fingerprint();
    m_pool.give(keyOf(address), std::move(*session));
    return fingerprint;
}

models::Result<SshOutcome> SshMachineGateway::run(const MachineAddress &address, const SshCommand &command, const CallContext &context)
{
    if (auto kept = m_pool.take(keyOf(address)); kept && accepts(address, kept->fingerprint())) {
        auto outcome = kept->exec(command, context);
        if (outcome || outcome.error().code != ErrorCode::SshNotAccessible) {
            m_pool.give(keyOf(address), std::move(kept));
            return outcome;
        }
    }
    auto session = connect(address, context);
    if (!session)
        return tl::unexpected(std::move(session).error());
    auto outcome = (*session)->exec(command, context);
    m_pool.give(keyOf(address), std::move(*session)); // one that was torn down is not kept
    return outcome;
}

models::Result<QByteArray> SshMachineGateway::runChecked(const MachineAddress &address, const SshCommand &command,
                                                         const CallContext &context)
{
    auto outcome = run(address, command, context);
    if (!outcome)
        return tl::unexpected(std::move(outcome).error());
    if (outcome->exitStatus != 0)
        return models::fail(ErrorCode::InstallFailed,
                            {{QStringLiteral("phase"), QStringLiteral("check")},
                             {QStringLiteral("exit"), QString::number(outcome->exitStatus)},
                             {QStringLiteral("host"), address.host}},
                            QString::fromUtf8(outcome->errors).trimmed().left(2000));
    return std::move(outcome->output);
}

models::Result<InstallProgress> SshMachineGateway::startInstall(const MachineAddress &address, const WorkerPlan &plan,
                                                                const CallContext &context)
{
    const auto conf = workerConf(plan, m_access.hubToken.reveal());
    if (!conf)
        return tl::unexpected(conf.error());
    const auto upload = [&](const char *path, const QByteArray &content) {
        return runChecked(
            address, SshCommand{.text = uploadCommand(path), .input = content, .maxOutputBytes = maxStatusBytes, .onOutput = {}}, context);
    };
    return upload("/var/lib/vigie/install.sh", installScript())
        .and_then([&](const QByteArray &) { return upload("/var/lib/vigie/worker.conf", *conf); })
        .and_then([&](const QByteArray &) {
            return runChecked(address,
                              SshCommand{.text = QStringLiteral("bash /var/lib/vigie/install.sh start"),
                                         .input = {},
                                         .maxOutputBytes = maxStatusBytes,
                                         .onOutput = {}},
                              context);
        })
        .and_then([](const QByteArray &printed) { return InstallLogParser::parse(printed); });
}

models::Result<InstallProgress> SshMachineGateway::installProgress(const MachineAddress &address, std::int64_t offset,
                                                                   const CallContext &context)
{
    const QString text = QStringLiteral("bash /var/lib/vigie/install.sh status %1").arg(std::max<std::int64_t>(offset, 0));
    return runChecked(address, SshCommand{.text = text, .input = {}, .maxOutputBytes = maxStatusBytes, .onOutput = {}}, context)
        .and_then([](const QByteArray &printed) { return InstallLogParser::parse(printed); });
}

// A client for each call: it belongs to one thread, and one kept per thread would outlive the application on some of them.
models::Result<WorkerStatus> SshMachineGateway::workerStatus(const MachineAddress &address, const QByteArray &apiKey,
                                                             const CallContext &context)
{
    // A look is repeated by who wants to know. Qt 6.4 now and then misses that a connection was reset right after it was made, as
    // one is before the container listens; without a bound of its own such a look would take all of the call's time.
    const QDeadlineTimer longest(m_access.longestStatus);
    return WorkerClient(address, apiKey).status({std::min(context.deadline, longest), context.stop});
}

models::Result<void> SshMachineGateway::warmUp(const MachineAddress &address, const QString &model, const QByteArray &apiKey,
                                               const CallContext &context)
{
    return WorkerClient(address, apiKey).complete(model, context);
}

void SshMachineGateway::forget(const MachineAddress &address)
{
    m_pool.drop(keyOf(address));
}

} // namespace vigie::providers
