#pragma once

#include "app/postgres/account.h"
#include "models/domain/error.h"

#include <QString>

namespace vigie::postgres {

/// Where the private cluster's data are kept: $VIGIE_DATA_DIR, else $XDG_DATA_HOME/vigie, else ~/.local/share/vigie.
/// For root, whose server runs as the `postgres` account and whose home that account cannot enter: $VIGIE_DATA_DIR, else
/// $XDG_DATA_HOME/vigie where that is set and can be entered, else `vigie` in the home of the `postgres` account
/// (/var/lib/postgresql/vigie). Any thread.
QString defaultDataRoot();

/// Makes `<dataRoot>/pg`, the account's own, and returns its path. Errors: DataDirectoryUnusable, with path (the directory at
/// fault), account, reason (see DirectoryProblem) and a detail that says how to mend it.
models::Result<QString> preparePgDirectory(const QString &dataRoot, const ServerAccount &account);

/// The error for a directory under the data root: DataDirectoryUnusable.
struct DirectoryProblem;
tl::unexpected<models::Error> unusable(const DirectoryProblem &problem, const ServerAccount &account);

} // namespace vigie::postgres
