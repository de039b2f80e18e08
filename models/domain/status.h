#pragma once

#include <QLatin1String>
#include <QStringView>

#include <array>
#include <cstddef>
#include <optional>
#include <span>

namespace vigie::models {

/// The statuses of an instance. Unknown stands for one that a newer database has and this program does not: it is shown as it
/// is and never acted on.
enum class Status {
    Provisioning, Booting, Installing, Starting, Ready, Unavailable, Draining, Terminating, Terminated, Archived,
    ProvisioningFailed, StartupFailed, Failed, Unknown
};

/// Who may take an edge: anybody (an operator's wish), or only the orchestrator that holds the instance's lease.
enum class EdgeOwner { Anybody, LeaseHolder };

struct Edge {
    Status from;
    Status to;
    EdgeOwner owner;
    bool operator==(const Edge &) const = default;
};

inline constexpr std::size_t statusCount = static_cast<std::size_t>(Status::Unknown);

/// Every legal change of status; the table `status_edge` of the database has the same rows, and a test compares them. An instance
/// begins as Provisioning.
std::span<const Edge> legalEdges();
bool isLegal(Status from, Status to);

/// The stable name, as stored: `startup_failed`.
QLatin1String toName(Status status);
/// Unknown for a name that this program does not know.
Status statusFromName(QStringView name);

/// It failed: provisioning_failed, startup_failed, failed.
bool isFailed(Status status);
/// On its way to ready: provisioning, booting, installing, starting.
bool isComingUp(Status status);
/// Nothing of it can exist at the provider any more: terminated, archived.
bool isGone(Status status);
/// An operator may ask for its termination now.
bool canTerminate(Status status);

} // namespace vigie::models
