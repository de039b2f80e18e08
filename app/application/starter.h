#pragma once

#include "app/application/runtime.h"
#include "app/engine/engineconsole.h"

#include <memory>
#include <thread>

namespace vigie::application {

/// Brings a console from nothing to live on a thread of its own, says on the way where it is, and mends the private database when it
/// goes away later. Lives on the GUI thread, which never waits for it but at the end.
class Starter : public QObject {
    Q_OBJECT
public:
    Starter(engine::EngineConsole &console, RuntimeOptions options);
    /// Ends the console's engine and leaves the database. Blocks, some seconds at most.
    ~Starter() override;

    /// Begins, or begins again after a failure. Returns at once.
    void start();
    /// Of the demonstration's cloud; empty in a normal run, and before it is there.
    QUrl sandboxControlUrl() const { return m_controlUrl; }

private:
    void prepare(std::stop_token stop);
    /// The connection is lost: the private database is started again when it is not there.
    void mend();

    engine::EngineConsole &m_console;
    Runtime m_runtime;
    QUrl m_controlUrl;
    bool m_busy = false;
    std::jthread m_thread; // last: it uses the others
};

} // namespace vigie::application
