#pragma once

#include "models/domain/ids.h"

#include <QMetaType>
#include <QString>
#include <QVector>

namespace vigie::models {

/// How careful the windows are with an account, and what colour its edge has.
enum class Environment { Sandbox, Staging, Production };

/// A provider account, without its secret.
struct Account {
    AccountId id;                ///< its short name
    QString apiUrl;
    QString projectId;
    QVector<Zone> zones;         ///< enabled ones
    Environment environment = Environment::Production;
    quint16 sshPort = 22;        ///< of its machines
    quint16 workerPort = 8000;
    bool hasCredentials = false; ///< this process can use it

    bool operator==(const Account &) const = default;
};

} // namespace vigie::models
