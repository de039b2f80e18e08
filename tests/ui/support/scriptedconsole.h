#pragma once

#include "models/console.h"

namespace vigie::tests {

/// A console whose answers a test gives: it records every wish, and says nothing by itself except the details and offers that it
/// was given.
class ScriptedConsole : public models::Console {
    Q_OBJECT
public:
    using models::Console::Console;

    models::ConnectionState connectionState() const override { return state; }
    QVector<models::Account> accounts() const override { return accountList; }
    void createInstance(const models::CreatePlan &plan) override { creates.append(plan); }
    models::RequestId terminateInstance(const models::InstanceId &id, std::int64_t seenVersion) override;
    models::RequestId archiveInstance(const models::InstanceId &id) override;
    models::RequestId unarchiveInstance(const models::InstanceId &id) override;
    void loadDetails(const models::InstanceId &id) override;
    void loadOffers() override;
    void retryNow() override { ++retries; }

    void setState(const models::ConnectionState &next);
    void goLive();
    void setAccounts(const QVector<models::Account> &next);
    void reset(const QVector<models::Instance> &fleet);
    void change(const QVector<models::Instance> &changed);
    /// By a queued call, as the engine's answers come.
    void answerDetails(const models::InstanceDetails &details);

    models::ConnectionState state;
    QVector<models::Account> accountList;
    QVector<models::ZoneOffers> offers;                        ///< answered to loadOffers
    QHash<models::InstanceId, models::InstanceDetails> details; ///< answered to loadDetails; without an entry there is no answer
    models::Instant now;

    QVector<models::CreatePlan> creates;
    QVector<std::pair<models::InstanceId, std::int64_t>> terminations;
    QVector<models::RequestId> requests; ///< of terminations and archivings, in order
    QVector<models::InstanceId> archived;
    QVector<models::InstanceId> unarchived;
    QVector<models::InstanceId> detailLoads;
    int offerLoads = 0;
    int retries = 0;
};

} // namespace vigie::tests
