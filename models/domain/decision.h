#pragma once

#include "models/domain/facts.h"

namespace vigie::models {

/// The next single thing that an orchestrator does for an instance.
enum class Step {
    Nothing,         ///< nothing is to be done by itself
    Fail,            ///< a deadline passed: the failed status that belongs to it
    ResolveBootImage,
    CreateServer,    ///< ask for the server, stopped
    ObserveCreate,   ///< a create was sent and its outcome is not known: look for it by its tag
    RecordVolumes,   ///< write down (and tag) what was made with the server
    PowerOn,
    AwaitRunning,
    GetAddress,
    AwaitSsh,
    Install,
    AwaitWorker,     ///< its HTTP API answers and lists the model
    WarmUp,
    FirstHealth,     ///< the health check whose pass makes it ready
    CheckHealth,     ///< of a ready or unavailable one
    CondemnAll,      ///< write down all that is to be deleted, before anything is
    DeleteServer,
    DeleteVolume,
    DeleteAddress,
    ConfirmAbsence,  ///< the second look that proves something gone
    VerifyGone       ///< nothing carries the instance's tag any more: terminated
};

/// Which step is next. Pure: a function of what the database says and of nothing else, so that a crash at any instant is an ordinary call later.
Step decide(const Facts &facts);

/// The failed status and the first cause for an instance whose deadline passed in this status.
struct DeadlineFailure {
    Status status;
    ErrorCode code;
};
/// Only for the statuses that have a deadline: provisioning, booting, installing, starting.
DeadlineFailure deadlineFailure(const Facts &facts);

} // namespace vigie::models
