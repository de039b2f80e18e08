#include "providers/secrets/privatefile.h"

#include <QDir>
#include <QFile>
#include <QUuid>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace vigie::providers {

using models::ErrorCode;

namespace {

class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    int get() const { return m_fd; }
    bool isOpen() const { return m_fd >= 0; }

private:
    int m_fd;
};

QString sentence(int error)
{
    return QString::fromLocal8Bit(std::strerror(error));
}

/// Why this is not a thing for its owner's eyes only; empty when it is.
QString objection(const struct stat &info, mode_t kind)
{
    if ((info.st_mode & S_IFMT) != kind)
        return QStringLiteral("not a %1").arg(kind == S_IFDIR ? QStringLiteral("directory") : QStringLiteral("regular file"));
    if (info.st_uid != ::geteuid())
        return QStringLiteral("belongs to another user");
    return (info.st_mode & (S_IRWXG | S_IRWXO)) != 0 ? QStringLiteral("open to other users") : QString();
}

bool writeAll(int fd, const QByteArray &content)
{
    qsizetype done = 0;
    while (done < content.size()) {
        const ssize_t count = ::write(fd, content.constData() + done, static_cast<std::size_t>(content.size() - done));
        if (count < 0 && errno != EINTR)
            return false;
        done += count > 0 ? count : 0;
    }
    return ::fsync(fd) == 0;
}

} // namespace

tl::unexpected<models::Error> PrivateFile::unusable(const QString &path, const QString &why) const
{
    return models::fail(ErrorCode::DataDirectoryUnusable, {{QStringLiteral("path"), path}}, why);
}

models::Result<int> PrivateFile::openDirectory() const
{
    const QByteArray path = QFile::encodeName(m_directory);
    if (::mkdir(path.constData(), S_IRWXU) != 0 && errno == ENOENT) {
        // The directories above are the program's data directory and its parents; only the last one has to be private.
        QDir().mkpath(QFileInfo(m_directory).path());
        ::mkdir(path.constData(), S_IRWXU);
    }
    const int fd = ::open(path.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return unusable(m_directory, errno == ELOOP || errno == ENOTDIR ? QStringLiteral("not a directory") : sentence(errno));
    struct stat info {};
    const QString why = ::fstat(fd, &info) != 0 ? sentence(errno) : objection(info, S_IFDIR);
    if (why.isEmpty())
        return fd;
    ::close(fd);
    return unusable(m_directory, why);
}

models::Result<std::optional<QByteArray>> PrivateFile::read(int directory, qsizetype maxBytes) const
{
    // Not blocking: somebody may have put a pipe there.
    const Descriptor file(::openat(directory, QFile::encodeName(m_name).constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
    if (!file.isOpen() && errno == ENOENT)
        return std::optional<QByteArray>();
    if (!file.isOpen())
        return unusable(path(), errno == ELOOP ? QStringLiteral("a symbolic link") : sentence(errno));
    struct stat info {};
    if (::fstat(file.get(), &info) != 0)
        return unusable(path(), sentence(errno));
    if (const QString why = objection(info, S_IFREG); !why.isEmpty())
        return unusable(path(), why);
    if (info.st_size > maxBytes)
        return unusable(path(), QStringLiteral("too large"));
    QByteArray content(maxBytes, '\0');
    const ssize_t count = ::pread(file.get(), content.data(), static_cast<std::size_t>(maxBytes), 0);
    if (count < 0)
        return unusable(path(), sentence(errno));
    content.truncate(count);
    return std::optional(std::move(content));
}

models::Result<void> PrivateFile::create(int directory, const QByteArray &content) const
{
    const QByteArray name = QFile::encodeName(m_name);
    const QByteArray temporary = name + ".new-" + QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    bool written = false;
    int error = 0;
    {
        const Descriptor file(
            ::openat(directory, temporary.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
        written = file.isOpen() && writeAll(file.get(), content);
        error = errno;
    }
    // link(2), not rename(2): it does not replace what another program has just made, whose key may already be in use.
    if (written && ::linkat(directory, temporary.constData(), directory, name.constData(), 0) != 0 && errno != EEXIST) {
        written = false;
        error = errno;
    }
    ::unlinkat(directory, temporary.constData(), 0);
    if (!written)
        return unusable(path(), sentence(error));
    if (::fsync(directory) != 0)
        return unusable(m_directory, sentence(errno));
    return {};
}

models::Result<QByteArray> PrivateFile::readOrCreate(qsizetype maxBytes, const std::function<models::Result<QByteArray>()> &make) const
{
    const auto opened = openDirectory();
    if (!opened)
        return tl::unexpected(opened.error());
    const Descriptor directory(*opened);
    auto found = read(directory.get(), maxBytes);
    if (found && !*found) {
        const auto made = make().and_then([&](const QByteArray &content) { return create(directory.get(), content); });
        if (!made)
            return tl::unexpected(made.error());
        found = read(directory.get(), maxBytes);
    }
    if (!found)
        return tl::unexpected(std::move(found).error());
    if (!*found)
        return unusable(path(), QStringLiteral("removed while it was being made"));
    return **std::move(found);
}

} // namespace vigie::providers
