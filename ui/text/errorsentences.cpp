#include "ui/text/errortext.h"

#include <QCoreApplication>

#include <array>

namespace vigie::ui {

namespace {

using enum models::ErrorCode;

// Causes have no full stop: particulars in brackets may follow. Remedies are sentences.
constexpr std::array table{
    ErrorSentences{MissingCredentials, QT_TRANSLATE_NOOP("Error", "This account has no credentials here"),
                   QT_TRANSLATE_NOOP("Error", "Give this console the account's secret key, then try again.")},
    ErrorSentences{InvalidRequest, QT_TRANSLATE_NOOP("Error", "The request is not valid"),
                   QT_TRANSLATE_NOOP("Error", "Correct what is named and send it again.")},
    ErrorSentences{ModelNotFound, QT_TRANSLATE_NOOP("Error", "The Hub does not know this model, or does not show it to this token"),
                   QT_TRANSLATE_NOOP("Error", "Check the model's id; for a private model, give a token that may read it.")},
    ErrorSentences{ModelGated, QT_TRANSLATE_NOOP("Error", "The model's authors ask for an agreement before it can be read"),
                   QT_TRANSLATE_NOOP("Error", "Accept it on the model's page, and give the token of the account that did.")},
    ErrorSentences{ModelDoesNotFit, QT_TRANSLATE_NOOP("Error", "The model does not fit in the memory of these GPUs"),
                   QT_TRANSLATE_NOOP("Error", "Choose a type with more GPU memory, or a smaller or quantised model.")},
    ErrorSentences{OfferNotInZone, QT_TRANSLATE_NOOP("Error", "This type is not sold in this zone"),
                   QT_TRANSLATE_NOOP("Error", "Choose another zone or another type.")},
    ErrorSentences{ScwDisklessBootImageRequired, QT_TRANSLATE_NOOP("Error", "No usable boot image for this type in this zone"),
                   QT_TRANSLATE_NOOP("Error", "Read why each candidate was refused, then try another zone or type.")},
    ErrorSentences{BootImageResolveFailed, QT_TRANSLATE_NOOP("Error", "The search for a boot image failed"),
                   QT_TRANSLATE_NOOP("Error", "Try again; when it fails again, look at the provider's status page.")},
    ErrorSentences{ProviderQuotaExceeded, QT_TRANSLATE_NOOP("Error", "The account's quota is used up"),
                   QT_TRANSLATE_NOOP("Error", "Ask the provider for a larger quota, or terminate something first.")},
    ErrorSentences{ProviderOutOfStock, QT_TRANSLATE_NOOP("Error", "The provider has none of this type left"),
                   QT_TRANSLATE_NOOP("Error", "Choose another zone or type, or try later.")},
    ErrorSentences{ProviderDenied, QT_TRANSLATE_NOOP("Error", "The provider denies this to these credentials"),
                   QT_TRANSLATE_NOOP("Error", "Give the key the rights on instances and block storage in this project.")},
    ErrorSentences{ProviderInvalidArguments, QT_TRANSLATE_NOOP("Error", "The provider refused the request as wrong"),
                   QT_TRANSLATE_NOOP("Error", "Read what the provider said, and change what it names.")},
    ErrorSentences{ProviderUnreachable, QT_TRANSLATE_NOOP("Error", "The provider cannot be reached"),
                   QT_TRANSLATE_NOOP("Error", "Check the network; the work goes on by itself when it answers again.")},
    ErrorSentences{ProviderStartTimeout, QT_TRANSLATE_NOOP("Error", "The server was not powered on in time"),
                   QT_TRANSLATE_NOOP("Error", "Terminate it, and create another, in another zone if it happens again.")},
    ErrorSentences{ProviderNoCapacity, QT_TRANSLATE_NOOP("Error", "The provider accepted to power the server on, then had no room for it"),
                   QT_TRANSLATE_NOOP("Error", "Terminate it, and choose another zone or type.")},
    ErrorSentences{ProviderDeleted, QT_TRANSLATE_NOOP("Error", "The server was deleted at the provider, and not by this program"),
                   QT_TRANSLATE_NOOP("Error", "Ask who deleted it; create another when it is still wanted.")},
    ErrorSentences{SshNotAccessible, QT_TRANSLATE_NOOP("Error", "The machine did not answer over SSH in time"),
                   QT_TRANSLATE_NOOP("Error", "Check its security group and its console at the provider, or terminate it.")},
    ErrorSentences{SshHostKeyMismatch, QT_TRANSLATE_NOOP("Error", "The machine showed another host key than expected: nothing was sent to it"),
                   QT_TRANSLATE_NOOP("Error", "Terminate it. If this happens again, somebody may be in between.")},
    ErrorSentences{SshAuthFailed, QT_TRANSLATE_NOOP("Error", "The machine refused the SSH key"),
                   QT_TRANSLATE_NOOP("Error", "Check that the project at the provider has this console's public key.")},
    ErrorSentences{InstallFailed, QT_TRANSLATE_NOOP("Error", "The worker could not be installed"),
                   QT_TRANSLATE_NOOP("Error", "Read the last lines of the installation under Actions.")},
    ErrorSentences{VllmNotResponding, QT_TRANSLATE_NOOP("Error", "vLLM does not answer"),
                   QT_TRANSLATE_NOOP("Error", "Read its log on the machine, or terminate and create it again.")},
    ErrorSentences{ModelLoadFailed, QT_TRANSLATE_NOOP("Error", "The model could not be loaded"),
                   QT_TRANSLATE_NOOP("Error", "Check that vLLM serves this kind of model, and that it fits.")},
    ErrorSentences{VllmKvCacheTooSmall, QT_TRANSLATE_NOOP("Error", "The GPU memory left holds less than one request of full length"),
                   QT_TRANSLATE_NOOP("Error", "Lower the context length, or choose a type with more GPU memory.")},
    ErrorSentences{StartupTimeout, QT_TRANSLATE_NOOP("Error", "It was not ready in time"),
                   QT_TRANSLATE_NOOP("Error", "See under Timeline where the time went; it is still billed until terminated.")},
    ErrorSentences{HealthCheckFailed, QT_TRANSLATE_NOOP("Error", "Its health checks fail"),
                   QT_TRANSLATE_NOOP("Error", "Checks go on; terminate it if it does not come back.")},
    ErrorSentences{TerminationPending, QT_TRANSLATE_NOOP("Error", "Its termination is under way"),
                   QT_TRANSLATE_NOOP("Error", "Wait until every resource is gone.")},
    ErrorSentences{InstanceNotFound, QT_TRANSLATE_NOOP("Error", "There is no such instance"),
                   QT_TRANSLATE_NOOP("Error", "Refresh the list and choose again.")},
    ErrorSentences{IllegalTransition, QT_TRANSLATE_NOOP("Error", "Its status does not allow this"),
                   QT_TRANSLATE_NOOP("Error", "Look at its status now, then choose again.")},
    ErrorSentences{ChangedMeanwhile, QT_TRANSLATE_NOOP("Error", "Its status changed meanwhile"),
                   QT_TRANSLATE_NOOP("Error", "Look at it as it is now, and confirm again.")},
    ErrorSentences{AccountNotFound, QT_TRANSLATE_NOOP("Error", "There is no such account"),
                   QT_TRANSLATE_NOOP("Error", "Choose one of the accounts in the list.")},
    ErrorSentences{Fenced, QT_TRANSLATE_NOOP("Error", "Another orchestrator has taken this over"),
                   QT_TRANSLATE_NOOP("Error", "Nothing to do: the other one goes on with it.")},
    ErrorSentences{CreateRefused, QT_TRANSLATE_NOOP("Error", "The create was refused"),
                   QT_TRANSLATE_NOOP("Error", "Change what is named and try again.")},
    ErrorSentences{Cancelled, QT_TRANSLATE_NOOP("Error", "It was cancelled"), QT_TRANSLATE_NOOP("Error", "Ask again when it is still wanted.")},
    ErrorSentences{DeadlinePassed, QT_TRANSLATE_NOOP("Error", "It took longer than allowed"),
                   QT_TRANSLATE_NOOP("Error", "Try again; look at the connection when it happens again.")},
    ErrorSentences{DatabaseUnreachable, QT_TRANSLATE_NOOP("Error", "The database cannot be reached"),
                   QT_TRANSLATE_NOOP("Error", "Check the network and the server; the console tries again by itself.")},
    ErrorSentences{DatabaseTooNew, QT_TRANSLATE_NOOP("Error", "The database was made by a newer version of this program"),
                   QT_TRANSLATE_NOOP("Error", "Update this program: an older one must not write there.")},
    ErrorSentences{DatabaseRefused, QT_TRANSLATE_NOOP("Error", "The database refuses this user"),
                   QT_TRANSLATE_NOOP("Error", "Check the user, the password and the rights given to it.")},
    ErrorSentences{MigrationFailed, QT_TRANSLATE_NOOP("Error", "The tables could not be brought up to date; they are as they were"),
                   QT_TRANSLATE_NOOP("Error", "Read what the database said, mend it, then try again.")},
    ErrorSentences{MigrationChanged, QT_TRANSLATE_NOOP("Error", "The tables were made by another edition of the same migrations"),
                   QT_TRANSLATE_NOOP("Error", "Use the program that made them, or another database.")},
    ErrorSentences{PostgresNotInstalled, QT_TRANSLATE_NOOP("Error", "PostgreSQL is not installed on this machine"),
                   QT_TRANSLATE_NOOP("Error", "Install the package postgresql, or set VIGIE_DATABASE_URL to a server.")},
    ErrorSentences{PostgresVersionMissing, QT_TRANSLATE_NOOP("Error", "The version of PostgreSQL that made the private database is missing"),
                   QT_TRANSLATE_NOOP("Error", "Install that version again: the data is intact.")},
    ErrorSentences{PostgresTooNew, QT_TRANSLATE_NOOP("Error", "The private database was made by a newer PostgreSQL than is installed"),
                   QT_TRANSLATE_NOOP("Error", "Install that newer version: the data is intact.")},
    ErrorSentences{ClusterBroken, QT_TRANSLATE_NOOP("Error", "The private database is damaged or incomplete"),
                   QT_TRANSLATE_NOOP("Error", "Restore its folder from a backup, or move it away to begin anew.")},
    ErrorSentences{ClusterInitFailed, QT_TRANSLATE_NOOP("Error", "The private database could not be made"),
                   QT_TRANSLATE_NOOP("Error", "Read what initdb said, mend it, then try again.")},
    ErrorSentences{ClusterStartFailed, QT_TRANSLATE_NOOP("Error", "The private database does not start"),
                   QT_TRANSLATE_NOOP("Error", "Read its log, mend what it names, then try again.")},
    ErrorSentences{ClusterForeign, QT_TRANSLATE_NOOP("Error", "Another server uses the private database's folder"),
                   QT_TRANSLATE_NOOP("Error", "Stop that server, or give this program another data folder.")},
    ErrorSentences{SocketPathUnusable, QT_TRANSLATE_NOOP("Error", "The private database's socket has a path that cannot be used"),
                   QT_TRANSLATE_NOOP("Error", "Use a data folder with a shorter path that you may write to.")},
    ErrorSentences{DiskFull, QT_TRANSLATE_NOOP("Error", "The disk is full"), QT_TRANSLATE_NOOP("Error", "Make room on the disk, then try again.")},
    ErrorSentences{NoPasswdEntry, QT_TRANSLATE_NOOP("Error", "The user that would run the database is not in the password file"),
                   QT_TRANSLATE_NOOP("Error", "Run this program as a user that exists on this machine.")},
    ErrorSentences{DataDirectoryUnusable, QT_TRANSLATE_NOOP("Error", "The data folder cannot be used"),
                   QT_TRANSLATE_NOOP("Error", "Check that the folder is yours and that you may write to it.")},
    ErrorSentences{SandboxFailed, QT_TRANSLATE_NOOP("Error", "The sandbox cloud does not start"),
                   QT_TRANSLATE_NOOP("Error", "Read what it said; another demonstration may be running.")},
    ErrorSentences{Internal, QT_TRANSLATE_NOOP("Error", "Something unexpected happened in this program"),
                   QT_TRANSLATE_NOOP("Error", "Try again, and report it with the details when it happens again.")},
};
static_assert(table.size() == static_cast<std::size_t>(Internal) + 1, "every code has its sentences");

} // namespace

std::span<const ErrorSentences> errorSentences()
{
    return table;
}

} // namespace vigie::ui
