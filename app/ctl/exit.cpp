#include "app/ctl/exit.h"

#include <algorithm>
#include <array>

namespace vigie::ctl {

namespace {

using enum models::ErrorCode;

// What the one who asked can change in the question, or has to. Everything else went wrong on the way.
constexpr std::array refusals{
    MissingCredentials, InvalidRequest,    ModelNotFound,    ModelGated,      ModelDoesNotFit, OfferNotInZone,     ProviderDenied,
    InstanceNotFound,   IllegalTransition, ChangedMeanwhile, AccountNotFound, CreateRefused,   TerminationPending,
};

} // namespace

Exit exitOf(const models::Error &error)
{
    if (error.code == DeadlinePassed)
        return Exit::DeadlinePassed;
    return std::find(refusals.begin(), refusals.end(), error.code) == refusals.end() ? Exit::Failed : Exit::Refused;
}

} // namespace vigie::ctl
