#pragma once

#include "models/domain/account.h"
#include "providers/secret.h"

#include <QProcessEnvironment>

#include <optional>

namespace vigie::application {

/// An account and the key to it.
struct UsableAccount {
    models::Account account;
    providers::Secret secretKey;
};

/// The account that the environment describes, with the variables of Scaleway's own tools: `SCW_SECRET_KEY` (without it there is none),
/// `SCW_DEFAULT_PROJECT_ID` (or `SCW_DEFAULT_ORGANIZATION_ID`), `SCW_API_URL`, `SCW_DEFAULT_ZONE`. `VIGIE_ZONES` names the enabled zones,
/// separated by commas; without it they are the default zone and those where GPUs are known to be sold. `VIGIE_ACCOUNT` is its short name,
/// `scaleway` by default; `VIGIE_ENVIRONMENT` is `sandbox`, `staging` or `production` (the default). `VIGIE_SSH_PORT` and
/// `VIGIE_WORKER_PORT` are for clouds whose machines have others than 22 and 8000. Pure.
std::optional<UsableAccount> accountFromEnvironment(const QProcessEnvironment &environment);

} // namespace vigie::application
