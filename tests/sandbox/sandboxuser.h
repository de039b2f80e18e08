#pragma once

#include "tests/support/sandboxprocess.h"

#include <QDeadlineTimer>
#include <QThread>

namespace vigie::test {

/// What the sandbox's tests do with it again and again, as a client of the provider would.
class SandboxUser {
public:
    explicit SandboxUser(const SandboxProcess &sandbox, const QString &zone = QStringLiteral("fr-par-2")) : m_sandbox(sandbox),
        m_zone(zone) {}

    /// A path of the Instance API in the zone: zoned("/servers").
    QString zoned(const QString &path) const { return QStringLiteral("/instance/v1/zones/") + m_zone + path; }
    QString block(const QString &path) const { return QStringLiteral("/block/v1/zones/") + m_zone + path; }

    /// The id of a label's block image for x86_64.
    QString image(const QString &label = QStringLiteral("ubuntu_noble_gpu_os_13_nvidia"),
        const QString &type = QStringLiteral("instance_sbs")) const;
    /// The body of a usual create, to be changed where a test wants it otherwise.
    QJsonObject createBody(const QString &name = QStringLiteral("gpu-1")) const;
    /// Creates a server, which must succeed; the server of the reply.
    QJsonObject create(const QJsonObject &body) const;
    QJsonObject create(const QString &name = QStringLiteral("gpu-1")) const { return create(createBody(name)); }
    HttpReply act(const QString &serverId, const QString &action) const;
    QJsonObject server(const QString &serverId) const;
    /// Polls until the server's state is that, "gone" for none; false when it takes more than the timeout.
    bool waitForState(const QString &serverId, const QString &state, int timeoutMs = 20'000) const;
    /// Created, powered on, and its host key published: the address, empty when it did not work.
    QString bootedAddress(const QString &serverId) const;
    /// The fingerprint among what the provider publishes of the machine.
    QByteArray publishedFingerprint(const QString &serverId) const;

private:
    const SandboxProcess &m_sandbox;
    QString m_zone;
};

/// Polls a condition every few milliseconds until it holds; false when it takes more than the timeout.
template <class Condition>
bool eventually(Condition condition, int timeoutMs = 20'000)
{
    for (QDeadlineTimer deadline(timeoutMs); !condition(); QThread::msleep(10)) {
        if (deadline.hasExpired())
            return false;
    }
    return true;
}

} // namespace vigie::test
