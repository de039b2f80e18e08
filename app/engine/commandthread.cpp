#include "app/engine/commandthread.h"

namespace vigie::engine {

CommandThread::CommandThread(storage::ConnectionInfo database, QString applicationName)
    : m_database(std::move(database)), m_applicationName(std::move(applicationName)), m_thread([this](std::stop_token stop) { run(stop); })
{
}

CommandThread::~CommandThread()
{
    m_thread.request_stop();
}

void CommandThread::post(Task task)
{
    {
        const std::lock_guard lock(m_mutex);
        m_tasks.push_back(std::move(task));
    }
    m_changed.notify_one();
}

void CommandThread::run(std::stop_token stop)
{
    storage::Database database(m_database, m_applicationName);
    for (;;) {
        Task task;
        {
            std::unique_lock lock(m_mutex);
            // What was asked for before the end is done before the end: a click is not lost because the window closed.
            m_changed.wait(lock, stop, [this] { return !m_tasks.empty(); });
            if (m_tasks.empty())
                return;
            task = std::move(m_tasks.front());
            m_tasks.pop_front();
        }
        task(database);
    }
}

} // namespace vigie::engine
