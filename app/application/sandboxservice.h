#pragma once

#include "app/postgres/filelock.h"
#include "models/domain/account.h"
#include "models/domain/error.h"
#include "providers/secret.h"

#include <QJsonObject>
#include <QString>
#include <QUrl>

#include <stop_token>

namespace vigie::application {

/// The demonstration's cloud: one vigie-sandbox for all programs of a data directory, started by the first, stopped by the last that
/// leaves, adopted after a crash. Its servers and volumes are kept in a file and outlive it. Calls block; one at a time.
class SandboxService {
public:
    SandboxService(QString directory, double timeScale);

    /// Errors: SandboxFailed (parameter `log`; the detail is the log's end), DataDirectoryUnusable, Cancelled.
    models::Result<void> start(std::stop_token stop);
    /// Stops it when nobody else uses it.
    void leave();

    // After start():
    models::Account account() const;
    providers::Secret secretKey() const;
    QUrl controlUrl() const;

private:
    bool adopt();
    models::Result<void> launch(std::stop_token stop);
    QString path(const char *name) const { return m_directory + QLatin1Char('/') + QLatin1String(name); }

    QString m_directory;
    double m_timeScale;
    postgres::FileLock m_starter; ///< while looking, starting and stopping
    postgres::FileLock m_users;   ///< shared, while used
    QJsonObject m_ready;          ///< its start line
};

} // namespace vigie::application
