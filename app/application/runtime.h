#pragma once

#include "app/application/sandboxservice.h"
#include "app/engine/world.h"
#include "app/postgres/privatecluster.h"
#include "models/console.h"

#include <QString>
#include <QVector>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace vigie::application {

enum class Mode { Normal, Demonstration };

struct RuntimeOptions {
    QString program;                  ///< `vigie` or `vigiectl`
    Mode mode = Mode::Normal;
    std::optional<double> timeScale;  ///< of a demonstration: how much faster than life its cloud is
};

/// What a program has once everything that it stands on is there.
struct Prepared {
    engine::World world;
    QString databaseName;              ///< for people: `private`, or host/name of a shared one
    QVector<models::Account> accounts; ///< all that the database knows, and whether this process can use them
};

/// The ground that the programs stand on: the database (the user's private cluster, or `VIGIE_DATABASE_URL`), its schema, the accounts, the
/// secrets; for a demonstration also the sandbox. This is where the concrete classes of all layers are named. Calls block: never
/// on the GUI thread; one at a time.
///
/// Accounts with credentials come from the environment (`SCW_SECRET_KEY`, `SCW_DEFAULT_PROJECT_ID`, ...: see accountsource.h), or are
/// the demonstration's own. All data are under `$VIGIE_DATA_DIR` (postgres::defaultDataRoot()), a demonstration's in `demo` there.
class Runtime {
public:
    using Progress = std::function<void(models::ConnectionState::Step)>;
    explicit Runtime(RuntimeOptions options, Progress progress = {});
    ~Runtime();

    /// May be called again after it failed.
    models::Result<Prepared> prepare(std::stop_token stop);
    /// Starts the private cluster again if it went away (killed, crashed); nothing for a shared server.
    models::Result<void> mend(std::stop_token stop);
    /// Stops what only this program used. After everything that uses the database has ended.
    void leave();

    QString dataRoot() const { return m_dataRoot; }
    QUrl sandboxControlUrl() const;

private:
    models::Result<QString> database(std::stop_token stop);
    void say(models::ConnectionState::Step step) const;

    RuntimeOptions m_options;
    Progress m_progress;
    QString m_dataRoot;
    QString m_applicationName;
    std::unique_ptr<postgres::PrivateCluster> m_cluster; ///< none with VIGIE_DATABASE_URL
    std::unique_ptr<SandboxService> m_sandbox;           ///< in a demonstration
};

} // namespace vigie::application
