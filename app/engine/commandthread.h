#pragma once

#include "app/storage/database.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace vigie::engine {

/// Runs what operators ask for, in order, on a thread and a database connection of its own. Thread-safe.
class CommandThread {
public:
    using Task = std::function<void(storage::Database &)>;
    CommandThread(storage::ConnectionInfo database, QString applicationName);
    ~CommandThread();
    void post(Task task);

private:
    void run(std::stop_token stop);

    storage::ConnectionInfo m_database;
    QString m_applicationName;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<Task> m_tasks;
    std::jthread m_thread; // last: it stops before what it uses goes
};

} // namespace vigie::engine
