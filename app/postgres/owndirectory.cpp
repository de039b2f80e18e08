#include "app/postgres/owndirectory.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStringList>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace vigie::postgres {

using namespace Qt::StringLiterals;

namespace {

DirectoryProblem problem(const QString &path, const QString &reason, int error = 0)
{
    return {path, reason, error == 0 ? QString() : QString::fromLocal8Bit(std::strerror(error))};
}

bool isEmptyDirectory(const QString &path)
{
    return QDir(path).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
}

/// The directory gets its name with its mode, whatever the umask is: another starter must never see one that is closed.
bool makePassable(const QByteArray &name)
{
    QByteArray fresh = name + ".XXXXXX";
    if (mkdtemp(fresh.data()) == nullptr)
        return false;
    if (chmod(fresh.constData(), 0711) == 0 && std::rename(fresh.constData(), name.constData()) == 0)
        return true;
    const int error = errno;
    rmdir(fresh.constData());
    errno = error;
    return false;
}

/// "/a/b/c" -> "/", "/a", "/a/b", "/a/b/c"
QStringList stepsTo(const QString &path)
{
    QStringList steps{u"/"_s};
    QString step;
    for (const QString &name : path.split(u'/', Qt::SkipEmptyParts)) {
        step += u'/' + name;
        steps.append(step);
    }
    return steps;
}

} // namespace

std::optional<DirectoryProblem> makeOwnDirectory(const QString &path, const ServerAccount &account)
{
    const QByteArray name = QFile::encodeName(path);
    const bool made = mkdir(name.constData(), 0700) == 0;
    if (!made && errno != EEXIST)
        return problem(path, u"cannot_create"_s, errno);
    const int directory = open(name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (directory < 0)
        return problem(path, errno == EACCES ? u"foreign_owner"_s : u"not_a_directory"_s, errno);
    std::optional<DirectoryProblem> found;
    struct stat seen{};
    if (fstat(directory, &seen) != 0)
        found = problem(path, u"cannot_create"_s, errno);
    // Root makes it and gives it away. An empty one of root's is what a kill between the two leaves.
    else if (seen.st_uid == geteuid() && account.isOther() && (made || isEmptyDirectory(path))
             && fchown(directory, account.uid, account.gid) != 0)
        found = problem(path, u"cannot_create"_s, errno);
    else if (fstat(directory, &seen) != 0 || seen.st_uid != account.uid)
        found = problem(path, u"foreign_owner"_s);
    else if ((seen.st_mode & 07777) != 0700 && fchmod(directory, 0700) != 0)
        found = problem(path, u"cannot_create"_s, errno);
    close(directory);
    return found;
}

std::optional<DirectoryProblem> makePath(const QString &path, const ServerAccount &account)
{
    for (const QString &step : stepsTo(path)) {
        const QByteArray name = QFile::encodeName(step);
        if (QFileInfo::exists(step))
            continue;
        const bool made = account.isOther() ? makePassable(name) : mkdir(name.constData(), 0700) == 0;
        if (!made && errno != EEXIST && errno != ENOTEMPTY)
            return problem(step, u"cannot_create"_s, errno);
    }
    return QFileInfo(path).isDir() ? std::nullopt : std::optional(problem(path, u"not_a_directory"_s));
}

bool canPassThrough(const struct stat &directory, const ServerAccount &account)
{
    if (account.uid == directory.st_uid)
        return (directory.st_mode & S_IXUSR) != 0;
    return (directory.st_mode & (account.gid == directory.st_gid ? S_IXGRP : S_IXOTH)) != 0;
}

std::optional<DirectoryProblem> findClosedParent(const QString &path, const ServerAccount &account)
{
    for (const QString &step : stepsTo(path)) {
        struct stat seen{};
        if (stat(QFile::encodeName(step).constData(), &seen) != 0)
            return problem(step, u"not_traversable"_s, errno);
        if (!canPassThrough(seen, account))
            return problem(step, u"not_traversable"_s, EACCES);
    }
    return std::nullopt;
}

} // namespace vigie::postgres
