#include "app/postgres/dataroot.h"

#include "app/postgres/owndirectory.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace vigie::postgres {

using namespace Qt::StringLiterals;

namespace {

/// Whether the account can enter what exists of the path; the rest is ours to make.
bool canBeEntered(QString path, const ServerAccount &account)
{
    while (!QFileInfo::exists(path))
        path = QFileInfo(path).path();
    return !findClosedParent(path, account);
}

QString remedy(const DirectoryProblem &problem, const ServerAccount &account)
{
    const QString elsewhere = u"or set VIGIE_DATA_DIR to another directory"_s;
    if (problem.reason == "not_traversable"_L1)
        return u"let the account %1 pass through it (chmod o+x '%2') %3"_s.arg(account.name, problem.path, elsewhere);
    if (problem.reason == "foreign_owner"_L1)
        return u"it has to belong to %1 (chown %1 '%2') %3"_s.arg(account.name, problem.path, elsewhere);
    return u"make it writable for %1 %2"_s.arg(account.ownName, elsewhere);
}

} // namespace

QString defaultDataRoot()
{
    if (const QString chosen = qEnvironmentVariable("VIGIE_DATA_DIR"); !chosen.isEmpty())
        return QDir::cleanPath(QDir().absoluteFilePath(chosen));
    const QString xdg = qEnvironmentVariable("XDG_DATA_HOME");
    const QString shared = QDir::isAbsolutePath(xdg) ? QDir::cleanPath(xdg + "/vigie"_L1) : QString();
    const auto account = serverAccount();
    if (account && account->isOther())
        return !shared.isEmpty() && canBeEntered(shared, *account) ? shared : account->home + "/vigie"_L1;
    return shared.isEmpty() ? QDir::homePath() + "/.local/share/vigie"_L1 : shared;
}

tl::unexpected<models::Error> unusable(const DirectoryProblem &problem, const ServerAccount &account)
{
    const QString why = problem.detail.isEmpty() ? QString() : problem.detail + "; "_L1;
    return models::fail(models::ErrorCode::DataDirectoryUnusable,
                        {{u"path"_s, problem.path}, {u"account"_s, account.name}, {u"reason"_s, problem.reason}},
                        why + remedy(problem, account));
}

models::Result<QString> preparePgDirectory(const QString &dataRoot, const ServerAccount &account)
{
    const QString root = QDir::cleanPath(QDir().absoluteFilePath(dataRoot));
    // postmaster.pid holds the path on a line of its own.
    if (dataRoot.isEmpty() || std::any_of(root.begin(), root.end(), [](QChar c) { return c.category() == QChar::Other_Control; }))
        return unusable({root, u"bad_name"_s, u"the path is empty or has control characters"_s}, account);
    if (const auto problem = makePath(root, account))
        return unusable(*problem, account);
    if (const auto problem = account.isOther() ? findClosedParent(root, account) : std::nullopt)
        return unusable(*problem, account);
    const QString pg = root + "/pg"_L1;
    if (const auto problem = makeOwnDirectory(pg, account))
        return unusable(*problem, account);
    return pg;
}

} // namespace vigie::postgres
