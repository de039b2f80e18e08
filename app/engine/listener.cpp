#include "app/engine/listener.h"

#include "app/storage/database.h"

#include <QLoggingCategory>
#include <QTimer>

namespace vigie::engine {

namespace {

Q_LOGGING_CATEGORY(log, "vigie.engine.listener")

constexpr std::chrono::milliseconds pingInterval(5000);
constexpr std::chrono::milliseconds reconnectInterval(500);

} // namespace

class Listener::Ear : public QObject {
public:
    Ear(storage::ConnectionInfo database, const QString &applicationName, std::function<void()> hinted)
        : m_database(std::move(database), applicationName), m_hinted(std::move(hinted)), m_timer(this)
    {
        connect(&m_timer, &QTimer::timeout, this, &Ear::check);
    }

    void check()
    {
        if (m_subscribed && m_database.isOpen()) {
            if (m_database.runScript(QStringLiteral("select 1")))
                return;
        }
        m_subscribed = false;
        if (const auto opened = m_database.open(); !opened) {
            m_timer.start(reconnectInterval);
            return;
        }
        m_subscribed = m_database.listen(QStringLiteral("vigie"), this, [this] { m_hinted(); });
        if (!m_subscribed)
            qCWarning(log) << "event=listen_failed";
        m_timer.start(m_subscribed ? pingInterval : reconnectInterval);
        m_hinted();
    }

private:
    storage::Database m_database;
    std::function<void()> m_hinted;
    QTimer m_timer;
    bool m_subscribed = false;
};

Listener::Listener(storage::ConnectionInfo database, QString applicationName, std::function<void()> hinted)
{
    m_thread.setObjectName(QStringLiteral("vigie-listener"));
    m_ear = new Ear(std::move(database), applicationName, std::move(hinted));
    m_ear->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::started, m_ear, [ear = m_ear] { ear->check(); });
    QObject::connect(&m_thread, &QThread::finished, m_ear, &QObject::deleteLater);
    m_thread.start();
}

Listener::~Listener()
{
    m_thread.quit();
    m_thread.wait();
}

} // namespace vigie::engine
