#pragma once

#include "app/application/runtime.h"
#include "app/ctl/arguments.h"
#include "app/ctl/output.h"
#include "app/engine/waiting.h"
#include "app/storage/database.h"
#include "models/domain/instance.h"

#include <QDeadlineTimer>

#include <memory>
#include <stop_token>

namespace vigie::ctl {

/// What a command stands on: the database and the accounts, from open() to the end of this object, which leaves them: what only this program
/// used is stopped then. For the main thread; calls block.
class Session {
public:
    Session(const Arguments &arguments, Output &output, std::stop_token stop);
    ~Session();
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    models::Result<void> open();

    Output &output() { return m_output; }
    std::stop_token stop() const { return m_stop; }
    bool isInterrupted() const { return m_stop.stop_requested(); }

    // After open():
    storage::Database &database() { return *m_database; }
    const engine::World &world() const { return m_prepared.world; }
    const QVector<models::Account> &accounts() const { return m_prepared.accounts; }
    const QString &databaseName() const { return m_prepared.databaseName; }

    /// An instance by the beginning of its id, or its name. Where several fit, the one that is not gone, if it is but one.
    /// Errors: InstanceNotFound, InvalidRequest with the parameter `matches`.
    models::Result<models::InstanceDetails> find(const QString &text);
    /// An account that this process can work with. Errors: AccountNotFound, MissingCredentials.
    models::Result<models::Account> usableAccount(const models::AccountId &id) const;
    /// Tells the other programs on the database that something was committed; one that does not hear it looks by itself within seconds.
    void announce();

    /// Starts the private database again when it is not there. True when the database can be used. After open().
    bool mend();
    /// Runs a request, and again for a while as long as the connection is lost. It carries its own id: a repeat does nothing twice.
    template <class Request>
    auto persistently(Request request)
    {
        const QDeadlineTimer patience(std::chrono::seconds(5));
        auto result = request();
        while (!result && storage::isConnectionLost(result.error()) && !patience.hasExpired() && engine::waitFor(retryInterval, m_stop)) {
            mend();
            result = request();
        }
        return result;
    }

private:
    static constexpr std::chrono::milliseconds retryInterval{250};

    Output &m_output;
    std::stop_token m_stop;
    application::Runtime m_runtime;
    application::Prepared m_prepared;
    std::unique_ptr<storage::Database> m_database;
};

} // namespace vigie::ctl
