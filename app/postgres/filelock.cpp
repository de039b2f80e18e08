#include "app/postgres/filelock.h"

#include <QFile>

#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <mutex>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace vigie::postgres {

using namespace Qt::StringLiterals;

FileLock::~FileLock()
{
    if (m_descriptor >= 0)
        close(m_descriptor);
}

models::Result<void> FileLock::open(const QString &path)
{
    if (m_descriptor >= 0)
        return {};
    m_descriptor = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (m_descriptor < 0)
        return models::fail(models::ErrorCode::DataDirectoryUnusable, {{u"path"_s, path}, {u"reason"_s, u"cannot_create"_s}},
                            QString::fromLocal8Bit(std::strerror(errno)));
    return {};
}

bool FileLock::tryExclusive()
{
    return flock(m_descriptor, LOCK_EX | LOCK_NB) == 0;
}

bool FileLock::tryShared()
{
    return flock(m_descriptor, LOCK_SH | LOCK_NB) == 0;
}

void FileLock::unlock()
{
    flock(m_descriptor, LOCK_UN);
}

bool pauseUnlessStopped(std::stop_token stop, int milliseconds)
{
    std::mutex mutex;
    std::condition_variable_any changed;
    std::unique_lock lock(mutex);
    changed.wait_for(lock, stop, std::chrono::milliseconds(milliseconds), [] { return false; });
    return !stop.stop_requested();
}

} // namespace vigie::postgres
