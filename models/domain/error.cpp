#include "models/domain/error.h"

#include <algorithm>
#include <array>
#include <utility>

namespace vigie::models {

namespace {

struct Name {
    ErrorCode code;
    const char *name;
};

constexpr std::array names{
    Name{ErrorCode::MissingCredentials, "MISSING_CREDENTIALS"},
    Name{ErrorCode::InvalidRequest, "INVALID_REQUEST"},
    Name{ErrorCode::ModelNotFound, "MODEL_NOT_FOUND"},
    Name{ErrorCode::ModelGated, "MODEL_GATED"},
    Name{ErrorCode::ModelDoesNotFit, "MODEL_DOES_NOT_FIT"},
    Name{ErrorCode::OfferNotInZone, "OFFER_NOT_IN_ZONE"},
    Name{ErrorCode::ScwDisklessBootImageRequired, "SCW_DISKLESS_BOOT_IMAGE_REQUIRED"},
    Name{ErrorCode::BootImageResolveFailed, "BOOT_IMAGE_RESOLVE_FAILED"},
    Name{ErrorCode::ProviderQuotaExceeded, "PROVIDER_QUOTA_EXCEEDED"},
    Name{ErrorCode::ProviderOutOfStock, "PROVIDER_OUT_OF_STOCK"},
    Name{ErrorCode::ProviderDenied, "PROVIDER_DENIED"},
    Name{ErrorCode::ProviderInvalidArguments, "PROVIDER_INVALID_ARGUMENTS"},
    Name{ErrorCode::ProviderUnreachable, "PROVIDER_UNREACHABLE"},
    Name{ErrorCode::ProviderStartTimeout, "PROVIDER_START_TIMEOUT"},
    Name{ErrorCode::ProviderNoCapacity, "PROVIDER_NO_CAPACITY"},
    Name{ErrorCode::ProviderDeleted, "PROVIDER_DELETED"},
    Name{ErrorCode::SshNotAccessible, "SSH_NOT_ACCESSIBLE"},
    Name{ErrorCode::SshHostKeyMismatch, "SSH_HOST_KEY_MISMATCH"},
    Name{ErrorCode::SshAuthFailed, "SSH_AUTH_FAILED"},
    Name{ErrorCode::InstallFailed, "INSTALL_FAILED"},
    Name{ErrorCode::VllmNotResponding, "VLLM_NOT_RESPONDING"},
    Name{ErrorCode::ModelLoadFailed, "MODEL_LOAD_FAILED"},
    Name{ErrorCode::VllmKvCacheTooSmall, "VLLM_KV_CACHE_TOO_SMALL"},
    Name{ErrorCode::StartupTimeout, "STARTUP_TIMEOUT"},
    Name{ErrorCode::HealthCheckFailed, "HEALTH_CHECK_FAILED"},
    Name{ErrorCode::TerminationPending, "TERMINATION_PENDING"},
    Name{ErrorCode::InstanceNotFound, "INSTANCE_NOT_FOUND"},
    Name{ErrorCode::IllegalTransition, "ILLEGAL_TRANSITION"},
    Name{ErrorCode::ChangedMeanwhile, "CHANGED_MEANWHILE"},
    Name{ErrorCode::AccountNotFound, "ACCOUNT_NOT_FOUND"},
    Name{ErrorCode::Fenced, "FENCED"},
    Name{ErrorCode::CreateRefused, "CREATE_REFUSED"},
    Name{ErrorCode::Cancelled, "CANCELLED"},
    Name{ErrorCode::DeadlinePassed, "DEADLINE_PASSED"},
    Name{ErrorCode::DatabaseUnreachable, "DATABASE_UNREACHABLE"},
    Name{ErrorCode::DatabaseTooNew, "DATABASE_TOO_NEW"},
    Name{ErrorCode::DatabaseRefused, "DATABASE_REFUSED"},
    Name{ErrorCode::MigrationFailed, "MIGRATION_FAILED"},
    Name{ErrorCode::MigrationChanged, "MIGRATION_CHANGED"},
    Name{ErrorCode::PostgresNotInstalled, "POSTGRES_NOT_INSTALLED"},
    Name{ErrorCode::PostgresVersionMissing, "POSTGRES_VERSION_MISSING"},
    Name{ErrorCode::PostgresTooNew, "POSTGRES_TOO_NEW"},
    Name{ErrorCode::ClusterBroken, "CLUSTER_BROKEN"},
    Name{ErrorCode::ClusterInitFailed, "CLUSTER_INIT_FAILED"},
    Name{ErrorCode::ClusterStartFailed, "CLUSTER_START_FAILED"},
    Name{ErrorCode::ClusterForeign, "CLUSTER_FOREIGN"},
    Name{ErrorCode::SocketPathUnusable, "SOCKET_PATH_UNUSABLE"},
    Name{ErrorCode::DiskFull, "DISK_FULL"},
    Name{ErrorCode::NoPasswdEntry, "NO_PASSWD_ENTRY"},
    Name{ErrorCode::DataDirectoryUnusable, "DATA_DIRECTORY_UNUSABLE"},
    Name{ErrorCode::SandboxFailed, "SANDBOX_FAILED"},
    Name{ErrorCode::Internal, "INTERNAL"},
};

static_assert(names.size() == static_cast<std::size_t>(ErrorCode::Internal) + 1, "every code has its name");

} // namespace

QLatin1String toName(ErrorCode code)
{
    return QLatin1String(names[static_cast<std::size_t>(code)].name);
}

std::optional<ErrorCode> errorCodeFromName(QStringView name)
{
    const auto found = std::find_if(names.begin(), names.end(), [name](const Name &each) { return name == QLatin1String(each.name); });
    return found == names.end() ? std::nullopt : std::optional(found->code);
}

tl::unexpected<Error> fail(ErrorCode code, QMap<QString, QString> params, QString detail)
{
    return tl::unexpected(Error{code, std::move(params), std::move(detail)});
}

} // namespace vigie::models
