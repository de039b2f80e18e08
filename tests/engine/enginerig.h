#pragma once

#include "app/engine/orchestrator.h"
#include "app/engine/world.h"
#include "tests/storage/rig.h"
#include "tests/support/sandboxprocess.h"

#include <QSet>
#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace vigie::test {

/// The engine on real parts: a migrated database of its own, the real sandbox as the cloud, SSH and HTTP to its machines. The waits are
/// short ones; the sandbox runs many times faster than life.
class EngineRig {
public:
    explicit EngineRig(double timeScale = 60);
    /// False with a warning when something did not start.
    bool start(Rig &cluster);

    SandboxProcess &sandbox() { return m_sandbox; }
    Bench &bench() { return *m_bench; }
    engine::World world(const QByteArray &secretKey = {}) const;
    /// A new orchestrator, started.
    std::unique_ptr<engine::Orchestrator> orchestrate(const QByteArray &secretKey = {}) const;

    models::InstanceId create(const QString &name, const QString &type = QStringLiteral("L4-1-24G"), const QString &zone = QStringLiteral("fr-par-2"));
    void terminate(const models::InstanceId &id);
    models::InstanceDetails details(const models::InstanceId &id);
    models::Status status(const models::InstanceId &id) { return details(id).instance.status; }

    /// Until it holds, at most so long; looks every few milliseconds.
    static bool until(const std::function<bool()> &holds, int seconds = 60);
    bool reaches(const models::InstanceId &id, models::Status status, int seconds = 60);

    /// The statuses that it went through, in order.
    QVector<models::Status> history(const models::InstanceId &id);
    /// Every transition is one of the table, and the versions have no gap.
    bool historyIsLegal(const models::InstanceId &id);
    /// Servers, volumes and addresses that exist at the cloud now.
    int leftAtTheCloud();
    /// How often servers were created there since its start.
    int created();

private:
    QTemporaryDir m_secrets; ///< and the cloud's state, so that a cloud that is started again is the same one
    SandboxProcess m_sandbox;
    std::unique_ptr<Bench> m_bench;
    models::Account m_account;
    engine::World m_world;
};

} // namespace vigie::test
