#pragma once

#include "app/storage/conninfo.h"
#include "models/domain/account.h"
#include "models/domain/ids.h"
#include "providers/cloudprovider.h"
#include "providers/machine/machine.h"

#include <QByteArray>
#include <QString>
#include <QVector>

#include <functional>
#include <memory>

namespace vigie::engine {

/// What the engine needs of the outside, named by the composition root. Every function is called from the engine's threads.
struct World {
    QString program;               ///< `vigie`, `vigiectl`: shown in the database's list of sessions
    QString applicationName;       ///< of its connections
    storage::ConnectionInfo database;
    QVector<models::Account> accounts; ///< those whose credentials this process has

    /// A provider for the calling thread; null when there are no credentials for the account.
    std::function<std::unique_ptr<providers::CloudProvider>(const models::AccountId &)> makeProvider;
    std::shared_ptr<providers::MachineGateway> machine; ///< thread-safe
    /// The API key of an instance's own worker: secret, the same in every process that has the fleet's secret.
    std::function<QByteArray(const models::InstanceId &)> workerApiKey;
    QString sshPublicKey;          ///< `ssh-ed25519 AAAA...`, which machines must accept
};

} // namespace vigie::engine
