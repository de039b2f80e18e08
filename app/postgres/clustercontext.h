#pragma once

#include "app/postgres/account.h"
#include "app/postgres/installation.h"
#include "app/postgres/privatecluster.h"

#include <QList>
#include <QString>

#include <functional>

namespace vigie::postgres {

/// What starting and stopping one cluster need to know. Fixed once the data root is prepared.
struct ClusterContext {
    ServerAccount account;
    QList<Installation> installations;
    /// The folder of the major: it holds the data directory, the log, and what is being initialised.
    QString majorDirectory;
    ClusterPlaces places;
    ClusterOptions options;
    std::function<void(ClusterPhase)> progress;

    QString logFile() const { return majorDirectory + QStringLiteral("/server.log"); }
    void report(ClusterPhase phase) const
    {
        if (progress)
            progress(phase);
    }
};

} // namespace vigie::postgres
