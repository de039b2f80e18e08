#pragma once

#include "app/postgres/account.h"

#include <QString>

#include <optional>

#include <sys/stat.h>

namespace vigie::postgres {

/// Why a directory cannot be used; the names are error parameters (`reason`), stable.
struct DirectoryProblem {
    QString path;
    /// cannot_create, not_a_directory, foreign_owner, not_traversable, bad_name
    QString reason;
    QString detail;
};

/// Makes the directory for the account alone (0700, of that owner), or checks that it is one already: a directory, no
/// symlink, of that owner. Its parents have to exist.
std::optional<DirectoryProblem> makeOwnDirectory(const QString &path, const ServerAccount &account);

/// Makes the missing directories of the path: private, or, where another account has to pass through them, passable (0711).
std::optional<DirectoryProblem> makePath(const QString &path, const ServerAccount &account);

/// The first directory on the way to `path` (itself included) that the account cannot pass through, by owner and mode.
std::optional<DirectoryProblem> findClosedParent(const QString &path, const ServerAccount &account);

/// Whether owner and mode let the account pass through a directory.
bool canPassThrough(const struct stat &directory, const ServerAccount &account);

} // namespace vigie::postgres
