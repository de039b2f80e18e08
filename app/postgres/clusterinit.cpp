#include "app/postgres/clusterinit.h"

#include "app/postgres/childprocess.h"
#include "app/postgres/observer.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace vigie::postgres {

using namespace Qt::StringLiterals;

namespace {

QString systemError()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

/// Replaces the contents of a file that initdb made, keeping its owner and mode, down to the disk. Empty when it went well.
QString rewrite(const QString &path, const QByteArray &contents)
{
    const int file = open(QFile::encodeName(path).constData(), O_WRONLY | O_TRUNC | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0)
        return path + ": "_L1 + systemError();
    QString error;
    if (write(file, contents.constData(), static_cast<std::size_t>(contents.size())) != contents.size() || fsync(file) != 0)
        error = path + ": "_L1 + systemError();
    close(file);
    return error;
}

QString syncDirectory(const QString &path)
{
    const int directory = open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    QString error;
    if (directory < 0 || fsync(directory) != 0)
        error = path + ": "_L1 + systemError();
    if (directory >= 0)
        close(directory);
    return error;
}

QString renameDurably(const QString &from, const QString &to)
{
    if (std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return to + ": "_L1 + systemError();
    return syncDirectory(QFileInfo(to).path());
}

} // namespace

QByteArray hostBasedAccess()
{
    return "# Written by Vigie when it made this cluster: its own user over the unix socket, and nobody else.\n"
           "local  all  vigie  peer map=vigie\n"
           "local  all  all    reject\n"
           "host   all  all    all  reject\n";
}

QByteArray identMap(const ServerAccount &account)
{
    const auto line = [](QString name) { return u"vigie  \"%1\"  vigie\n"_s.arg(name.replace(u'"', "\"\""_L1)).toUtf8(); };
    QByteArray map = "# Written by Vigie when it made this cluster: map, system user, database user.\n" + line(account.ownName);
    if (account.isOther())
        map += line(account.name);
    return map;
}

models::Result<void> initialiseCluster(const ClusterContext &context, int lockDescriptor, std::stop_token stop)
{
    const QString data = context.places.dataDirectory;
    const QString creating = creatingDirectory(data);
    const auto failed = [&](const QString &why) {
        const auto code = why.contains("No space left on device"_L1) ? models::ErrorCode::DiskFull : models::ErrorCode::ClusterInitFailed;
        return models::fail(code, {{u"path"_s, data}, {u"version"_s, QString::number(context.places.majorVersion)}}, why.right(4000));
    };
    const auto run = [&](const QString &program, const QStringList &arguments) -> models::Result<void> {
        const auto finished = runAs(context.account, program, arguments, stop, lockDescriptor);
        if (!finished)
            return finished.error().code == models::ErrorCode::Cancelled ? models::Result<void>(tl::unexpected(finished.error()))
                                                                         : failed(finished.error().detail);
        return finished->status == 0 ? models::Result<void>() : failed(finished->output);
    };

    if (auto removed = run(u"/bin/rm"_s, {u"-rf"_s, u"--"_s, creating}); !removed)
        return removed;
    const QStringList arguments{u"-D"_s,         creating,        u"-U"_s,
                                u"vigie"_s,      u"-E"_s,         u"UTF8"_s,
                                u"--locale=C"_s, u"--data-checksums"_s, u"--auth-local=peer"_s,
                                u"--auth-host=reject"_s, u"--no-instructions"_s};
    if (auto made = run(context.places.programDirectory + "/initdb"_L1, arguments); !made)
        return made;
    // The renaming is what makes it a cluster, so everything else is on the disk before.
    QString error = rewrite(creating + "/pg_hba.conf"_L1, hostBasedAccess());
    if (error.isEmpty())
        error = rewrite(creating + "/pg_ident.conf"_L1, identMap(context.account));
    if (error.isEmpty())
        error = syncDirectory(creating);
    if (error.isEmpty())
        error = renameDurably(creating, data);
    return error.isEmpty() ? models::Result<void>() : failed(error);
}

} // namespace vigie::postgres
