#include "providers/sandbox/journal.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>

namespace vigie::providers::sandbox {

Journal::Journal(const std::string &path)
{
    if (path.empty())
        return;
    std::ifstream earlier(path);
    for (std::string line; std::getline(earlier, line);) {
        // The last line of a killed sandbox may be cut: the file goes on after it, so it keeps its number.
        m_entries.push_back(fromText(line) ? line : std::string("{}"));
    }
    m_fd = open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (m_fd < 0)
        std::perror("vigie-sandbox: journal");
}

Journal::~Journal()
{
    if (m_fd >= 0)
        close(m_fd);
}

void Journal::append(Json entry)
{
    const std::lock_guard lock(m_mutex);
    entry["seq"] = m_entries.size() + 1;
    std::string line = toText(entry);
    if (m_fd >= 0) {
        const std::string bytes = line + '\n';
        if (write(m_fd, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
            std::perror("vigie-sandbox: journal");
    }
    m_entries.push_back(std::move(line));
}

std::string Journal::since(std::int64_t seq) const
{
    const std::lock_guard lock(m_mutex);
    std::string text = R"({"entries":[)";
    const std::size_t first = static_cast<std::size_t>(std::max<std::int64_t>(0, seq));
    for (std::size_t i = first; i < m_entries.size(); ++i) {
        if (i > first)
            text += ',';
        text += m_entries[i];
    }
    return text + "]}";
}

} // namespace vigie::providers::sandbox
