#pragma once

#include "app/engine/world.h"
#include "models/console.h"

#include <QThread>

#include <functional>
#include <memory>

namespace vigie::engine {

/// The windows' way to the engine, implemented: commands go to a thread, changes come from the feed, and an orchestrator works in this
/// process. Lives on the GUI thread, where all its signals are; nothing it does there waits for anything.
class EngineConsole final : public models::Console {
    Q_OBJECT
public:
    explicit EngineConsole(QObject *parent = nullptr);
    ~EngineConsole() override;

    // Start-up, told by the composition root, on this object's thread.
    void setStep(models::ConnectionState::Step step);
    void setFailed(const models::Error &error);
    /// The database is ready: begins the feed, the commands and the orchestrator.
    void attach(World world, const QString &databaseName, const QVector<models::Account> &accounts);
    /// Ends them, orderly. Blocks, some seconds at most: at the program's end.
    void detach();
    /// What retryNow() does while the start-up has failed.
    void setRetry(std::function<void()> retry) { m_retry = std::move(retry); }

    models::ConnectionState connectionState() const override { return m_state; }
    QVector<models::Account> accounts() const override { return m_accounts; }
    void createInstance(const models::CreatePlan &plan) override;
    models::RequestId terminateInstance(const models::InstanceId &id, std::int64_t seenVersion) override;
    models::RequestId archiveInstance(const models::InstanceId &id) override;
    models::RequestId unarchiveInstance(const models::InstanceId &id) override;
    void loadDetails(const models::InstanceId &id) override;
    void loadOffers() override;
    void retryNow() override;

private:
    struct Running;
    void setState(const models::ConnectionState &state);
    void feedIsLive(models::Instant asOf, int orchestrators);
    void feedIsLost(const models::Error &error);
    /// Something was committed by us: the orchestrator, the feed and the other programs look.
    void committed();

    models::ConnectionState m_state;
    QVector<models::Account> m_accounts;
    std::function<void()> m_retry;
    std::unique_ptr<Running> m_running;
};

} // namespace vigie::engine
