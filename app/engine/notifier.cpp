#include "app/engine/notifier.h"

#include "app/engine/waiting.h"
#include "app/storage/database.h"

#include <QLoggingCategory>

namespace vigie::engine {

namespace {

Q_LOGGING_CATEGORY(log, "vigie.engine.notifier")

constexpr std::chrono::milliseconds coalescing(20);

} // namespace

Notifier::Notifier(storage::ConnectionInfo database, QString applicationName)
    : m_database(std::move(database)), m_applicationName(std::move(applicationName)), m_thread([this](std::stop_token stop) { run(stop); })
{
}

void Notifier::run(std::stop_token stop)
{
    storage::Database database(m_database, m_applicationName);
    while (m_wakeUp.wait(stop)) {
        if (const auto sent = database.runScript(QStringLiteral("select pg_notify('vigie', '')")); !sent)
            qCDebug(log).noquote().nospace() << "event=notify_failed detail=" << sent.error().detail;
        waitFor(coalescing, stop);
    }
}

} // namespace vigie::engine
