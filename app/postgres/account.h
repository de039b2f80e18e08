#pragma once

#include "models/domain/error.h"

#include <QString>

#include <sys/types.h>

namespace vigie::postgres {

/// The system account that PostgreSQL's programs run as. Ours, or, for root (whom they refuse), the `postgres` account that
/// Debian's package makes. We never create one.
struct ServerAccount {
    uid_t uid = 0;
    gid_t gid = 0;
    QString name;
    QString home;
    /// The account of this process; the same as `name` except for root.
    QString ownName;

    /// Whether children have to change credentials to become this account: this process is root.
    bool isOther() const { return name != ownName; }
};

/// The account for this process's effective user. Errors: NoPasswdEntry (param uid) where the uid has no passwd entry, which
/// initdb refuses; PostgresNotInstalled where root finds no `postgres` account. Any thread.
models::Result<ServerAccount> serverAccount();

/// Takes the account's credentials on, in a child between fork and exec: async-signal-safe, raw system calls only (glibc's
/// wrappers take locks that another thread may have held at the fork). Ends the child with status 126 when refused.
void becomeAccount(const ServerAccount &account) noexcept;

} // namespace vigie::postgres
