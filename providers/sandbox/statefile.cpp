#include "providers/sandbox/statefile.h"

#include "providers/sandbox/statejson.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string_view>

namespace vigie::providers::sandbox {

namespace {

/// How long changes that nobody waits for gather before they are written.
constexpr std::chrono::milliseconds gather{50};

bool writeWhole(int fd, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR)
            return false;
        if (written > 0)
            bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

} // namespace

StateFile::StateFile(Cloud &cloud, std::string path) : m_cloud(cloud), m_path(std::move(path))
{
}

StateFile::~StateFile()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wanted.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

std::optional<CloudState> StateFile::load(const std::string &path, std::string &error)
{
    if (path.empty() || access(path.c_str(), F_OK) != 0)
        return std::nullopt;
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    const auto json = fromText(text.str());
    if (!file || !json || !json->is_object() || integerOf(*json, "version") != 1) {
        error = path + " is not a state file of this version";
        return std::nullopt;
    }
    return stateFromJson(*json);
}

void StateFile::start()
{
    if (!m_path.empty())
        m_thread = std::thread([this] { run(); });
}

void StateFile::waitUntilSaved(std::uint64_t change)
{
    if (m_path.empty())
        return;
    std::unique_lock lock(m_mutex);
    ++m_waiting;
    m_wanted.notify_all();
    m_saved.wait(lock, [&] { return m_savedChange >= change || m_stopping; });
    --m_waiting;
}

void StateFile::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wanted.wait_for(lock, gather, [this] { return m_waiting > 0 || m_stopping; });
        const bool last = m_stopping;
        lock.unlock();
        save();
        lock.lock();
        m_saved.notify_all();
        if (last)
            return;
    }
}

void StateFile::save()
{
    std::uint64_t change = 0;
    Json json;
    {
        const auto lock = m_cloud.lock();
        change = m_cloud.changes();
        if (change == m_savedChange)
            return;
        json = toJson(m_cloud.state());
    }
    const std::string temporary = m_path + ".new";
    const int fd = open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool done = fd >= 0 && writeWhole(fd, toText(json)) && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    done = done && rename(temporary.c_str(), m_path.c_str()) == 0;
    if (!done)
        std::fprintf(stderr, "vigie-sandbox: state file=%s error=%s\n", m_path.c_str(), std::strerror(errno));
    const std::lock_guard lock(m_mutex);
    m_savedChange = change;
}

} // namespace vigie::providers::sandbox
