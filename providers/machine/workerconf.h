#pragma once

#include "models/domain/error.h"
#include "providers/machine/machine.h"

#include <QByteArray>

namespace vigie::providers {

/// The text of `worker.conf`: lines `KEY=value`, read as data by the install script, never as shell. Secret: it holds the API key.
/// `hubToken` may be empty. Error: InvalidRequest (`field`) for a value with a control character, which would forge a line, or
/// without sense (no model, a port of zero).
models::Result<QByteArray> workerConf(const WorkerPlan &plan, const QByteArray &hubToken);

} // namespace vigie::providers
