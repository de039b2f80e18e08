#pragma once

#include "models/domain/error.h"
#include "providers/httpclient.h"
#include "providers/machine/machine.h"

#include <QByteArray>
#include <QString>

namespace vigie::providers {

/// A worker's HTTP API, as vLLM speaks it. Its answers are not trusted: bounded, and read without assumptions. For the thread that
/// made it. Errors (`host`, `port`, and `status` when there was an answer): VllmNotResponding, MissingCredentials, Cancelled.
class WorkerClient {
public:
    WorkerClient(const MachineAddress &address, QByteArray apiKey);

    /// The ids that `GET /v1/models` lists.
    models::Result<WorkerStatus> status(const CallContext &context);
    /// One completion of one token (`POST /v1/completions`, which needs no chat template).
    models::Result<void> complete(const QString &model, const CallContext &context);

private:
    models::Result<QByteArray> send(HttpMethod method, const QString &path, const QByteArray &body, const CallContext &context);
    tl::unexpected<models::Error> failure(models::ErrorCode code, const QString &detail, int status = 0) const;

    MachineAddress m_address;
    QByteArray m_apiKey;
    HttpClient m_http;
};

} // namespace vigie::providers
