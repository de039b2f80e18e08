#pragma once

#include "models/domain/ids.h"
#include "providers/secret.h"

#include <QString>
#include <QUrl>

namespace vigie::providers {

/// Whose servers, at which address, with which key.
struct ScalewayAccount {
    models::AccountId id;
    QUrl apiUrl;       ///< `https://api.scaleway.com`; plain http is accepted for loopback alone (the sandbox)
    QString projectId; ///< of what is created, and of the SSH keys
    Secret secretKey;
    QString bootImage; ///< pinned by the operator: a marketplace label or an image's UUID; empty: the best for the type is found
};

} // namespace vigie::providers
