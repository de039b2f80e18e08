#pragma once

#include <QMap>
#include <QMetaType>
#include <QString>

#include <optional>
#include <tl/expected.hpp>

namespace vigie::models {

/// What went wrong, as a stable code. The text that people see is made in ui/text at the moment of showing, in the language
/// of that moment; the code itself is what is stored, printed in JSON and branched on. The database knows the same names.
enum class ErrorCode {
    // The domain (the create, its boot image, the machine, the worker).
    MissingCredentials, InvalidRequest, ModelNotFound, ModelGated, ModelDoesNotFit, OfferNotInZone,
    ScwDisklessBootImageRequired, BootImageResolveFailed, ProviderQuotaExceeded, ProviderOutOfStock, ProviderDenied,
    ProviderInvalidArguments, ProviderUnreachable, ProviderStartTimeout, ProviderNoCapacity, ProviderDeleted,
    SshNotAccessible, SshHostKeyMismatch, SshAuthFailed, InstallFailed, VllmNotResponding, ModelLoadFailed,
    VllmKvCacheTooSmall, StartupTimeout, HealthCheckFailed, TerminationPending,
    // Our own requests.
    InstanceNotFound, IllegalTransition, ChangedMeanwhile, AccountNotFound, Fenced, CreateRefused, Cancelled, DeadlinePassed,
    // The database, private or shared.
    DatabaseUnreachable, DatabaseTooNew, DatabaseRefused, MigrationFailed, MigrationChanged,
    PostgresNotInstalled, PostgresVersionMissing, PostgresTooNew, ClusterBroken, ClusterInitFailed, ClusterStartFailed,
    ClusterForeign, SocketPathUnusable, DiskFull, NoPasswdEntry, DataDirectoryUnusable,
    // The programs that a demonstration starts.
    SandboxFailed,
    Internal
};

/// The stable name of a code, UPPER_SNAKE, never translated.
QLatin1String toName(ErrorCode code);
/// The code of a stable name; nothing for a name that this program does not know (a newer console may have stored it).
std::optional<ErrorCode> errorCodeFromName(QStringView name);

/// An error as a value: the code, the parameters that its sentence needs (zone, type, path, seconds, ...), and what the
/// other side said, word for word and untranslated. Never holds a secret.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    QMap<QString, QString> params;
    QString detail;

    bool operator==(const Error &) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;

/// `return fail(ErrorCode::X, {{"zone", zone}}, detail)` in a function that returns a Result.
tl::unexpected<Error> fail(ErrorCode code, QMap<QString, QString> params = {}, QString detail = {});

} // namespace vigie::models

Q_DECLARE_METATYPE(vigie::models::Error)
