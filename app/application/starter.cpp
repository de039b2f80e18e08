#include "app/application/starter.h"

#include "app/engine/waiting.h"

namespace vigie::application {

using models::ConnectionState;

namespace {

/// A server that restarts by itself is back before this; ours does not restart by itself.
constexpr std::chrono::milliseconds mendAfter(1000);

} // namespace

Starter::Starter(engine::EngineConsole &console, RuntimeOptions options)
    : m_console(console), m_runtime(std::move(options), [this](ConnectionState::Step step) {
          QMetaObject::invokeMethod(&m_console, [this, step] {
              if (m_console.connectionState().phase == ConnectionState::Phase::Starting)
                  m_console.setStep(step);
          }, Qt::QueuedConnection);
      })
{
    m_console.setRetry([this] { start(); });
    connect(&m_console, &models::Console::connectionChanged, this, [this](const ConnectionState &state) {
        if (state.phase == ConnectionState::Phase::Reconnecting)
            mend();
    });
}

Starter::~Starter()
{
    m_thread = {};
    m_console.detach();
    m_runtime.leave();
}

void Starter::start()
{
    if (m_busy)
        return;
    m_busy = true;
    m_console.setStep(ConnectionState::Step::ProbingCluster);
    m_thread = std::jthread([this](std::stop_token stop) { prepare(stop); });
}

void Starter::prepare(std::stop_token stop)
{
    const auto prepared = m_runtime.prepare(stop);
    QMetaObject::invokeMethod(this, [this, prepared] {
        m_busy = false;
        if (!prepared) {
            m_console.setFailed(prepared.error());
            return;
        }
        m_controlUrl = m_runtime.sandboxControlUrl();
        m_console.attach(prepared->world, prepared->databaseName, prepared->accounts);
    }, Qt::QueuedConnection);
}

void Starter::mend()
{
    if (m_busy)
        return;
    m_busy = true;
    m_thread = std::jthread([this](std::stop_token stop) {
        models::Result<void> mended;
        bool goOn = engine::waitFor(mendAfter, stop);
        // As long as it cannot be started, and the window says so, it is tried again: somebody may be making room on the disk.
        while (goOn && !(mended = m_runtime.mend(stop)))
            goOn = engine::waitFor(mendAfter * 5, stop);
        QMetaObject::invokeMethod(this, [this] {
            m_busy = false;
            m_console.retryNow();
        }, Qt::QueuedConnection);
    });
}

} // namespace vigie::application
