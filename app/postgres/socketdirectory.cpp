#include "app/postgres/socketdirectory.h"

#include "app/postgres/owndirectory.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cstring>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace vigie::postgres {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestSocketPath = sizeof(sockaddr_un::sun_path) - 1;

QString socketPath(const QString &directory)
{
    return u"%1/.s.PGSQL.%2"_s.arg(directory).arg(socketPort);
}

/// Short, since the path's length counts; 48 bits keep two clusters of one user apart.
QString nameFor(const QString &dataDirectory)
{
    return QString::fromLatin1(QCryptographicHash::hash(QFile::encodeName(dataDirectory), QCryptographicHash::Sha256).toHex().left(12));
}

bool someoneListens(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (name.size() > longestSocketPath)
        return false;
    std::memcpy(address.sun_path, name.constData(), static_cast<std::size_t>(name.size()));
    const int connection = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const bool refused = connect(connection, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0
        && (errno == ECONNREFUSED || errno == ENOENT);
    close(connection);
    return !refused;
}

/// mkdtemp's directory is new and ours by its making.
std::optional<QString> makeRandomDirectory(const QString &parent, const ServerAccount &account)
{
    const QString pattern = u"%1/vigie-%2-XXXXXX"_s.arg(parent).arg(account.uid);
    QByteArray name = QFile::encodeName(pattern);
    if (!fitsSocketPath(pattern) || (account.isOther() && findClosedParent(parent, account)) || mkdtemp(name.data()) == nullptr)
        return std::nullopt;
    const QString made = QFile::decodeName(name);
    return makeOwnDirectory(made, account) ? std::nullopt : std::optional(made);
}

} // namespace

SocketSurroundings SocketSurroundings::ofThisProcess()
{
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return {QDir::isAbsolutePath(runtime) ? QDir::cleanPath(runtime) : QString(), QDir::tempPath()};
}

bool fitsSocketPath(const QString &directory)
{
    return QFile::encodeName(socketPath(directory)).size() <= longestSocketPath && !directory.contains(u',');
}

QStringList socketCandidates(const SocketSurroundings &surroundings, const QString &dataDirectory, const ServerAccount &account)
{
    const QString name = nameFor(dataDirectory);
    QStringList all;
    if (!surroundings.runtimeDirectory.isEmpty() && !account.isOther())
        all.append(surroundings.runtimeDirectory + "/vigie/"_L1 + name);
    const QString ownName = u"/vigie-%1-%2"_s.arg(account.uid).arg(name);
    for (const QString &parent : {surroundings.temporaryDirectory, u"/tmp"_s})
        if (!all.contains(parent + ownName))
            all.append(parent + ownName);
    all.removeIf([](const QString &directory) { return !fitsSocketPath(directory); });
    return all;
}

models::Result<QString> makeSocketDirectory(const SocketSurroundings &surroundings, const QString &dataDirectory,
                                            const ServerAccount &account)
{
    DirectoryProblem last{surroundings.temporaryDirectory, u"too_long"_s, u"no directory for a socket has a path short enough"_s};
    for (const QString &candidate : socketCandidates(surroundings, dataDirectory, account)) {
        const QString parent = QFileInfo(candidate).path();
        // Under the runtime directory there is a folder of ours in between.
        auto problem = parent == surroundings.runtimeDirectory + "/vigie"_L1 ? makeOwnDirectory(parent, account) : std::nullopt;
        if (!problem && account.isOther())
            problem = findClosedParent(parent, account);
        if (!problem)
            problem = makeOwnDirectory(candidate, account);
        if (!problem)
            return candidate;
        last = *problem;
    }
    for (const QString &parent : {surroundings.temporaryDirectory, u"/tmp"_s})
        if (const auto made = makeRandomDirectory(parent, account))
            return *made;
    return models::fail(models::ErrorCode::SocketPathUnusable, {{u"path"_s, last.path}, {u"reason"_s, last.reason}}, last.detail);
}

void clearStaleSocketLock(const QString &directory)
{
    if (!someoneListens(socketPath(directory)))
        QFile::remove(socketPath(directory) + ".lock"_L1);
}

void removeSocketDirectory(const QString &directory)
{
    rmdir(QFile::encodeName(directory).constData());
}

} // namespace vigie::postgres
