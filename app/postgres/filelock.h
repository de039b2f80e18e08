#pragma once

#include "models/domain/error.h"

#include <QString>

#include <stop_token>

namespace vigie::postgres {

/// An advisory lock on a file (flock): the kernel drops it when its holder ends, however it ends. Children do not inherit it
/// unless told to. Not shared between threads.
class FileLock {
  public:
    FileLock() = default;
    ~FileLock();
    FileLock(const FileLock &) = delete;
    FileLock &operator=(const FileLock &) = delete;

    /// Makes the file where it is missing; never follows a symlink. Errors: DataDirectoryUnusable (path, detail).
    models::Result<void> open(const QString &path);
    bool tryExclusive();
    bool tryShared();
    void unlock();
    int descriptor() const { return m_descriptor; }

  private:
    int m_descriptor = -1;
};

/// Blocks for `milliseconds`, or until the stop is asked for. Returns whether to go on.
bool pauseUnlessStopped(std::stop_token stop, int milliseconds);

} // namespace vigie::postgres
