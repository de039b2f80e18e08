#pragma once

#include "providers/machine/machine.h"

#include <QJsonObject>

namespace vigie::engine {

/// What an install action's metadata becomes after a look at the install's log: `phases` with their instants, in the order in which they
/// began, and `tail`, the last 200 lines. Pure.
QJsonObject withProgress(QJsonObject metadata, const providers::InstallProgress &progress);

/// The phase that failed, with what it said; empty when none did.
struct FailedPhase {
    QString phase;
    int exitCode = 0;
    QString note;
};
FailedPhase failedPhase(const providers::InstallProgress &progress);

} // namespace vigie::engine
