#include "app/engine/steps/providerfailure.h"

#include <array>

namespace vigie::engine::steps {

using models::ErrorCode;
using models::Status;
using providers::ErrorClass;

namespace {

enum class Consequence { TryAgain, Refused, NotTheProvider };

struct ClassRow {
    ErrorClass errorClass;
    Consequence consequence;
};

// A right or a credential that is missing can be given while the row waits; a quota, a stock or an argument that is refused ends the offer.
constexpr std::array classes{
    ClassRow{ErrorClass::Unsent, Consequence::TryAgain},     ClassRow{ErrorClass::Ambiguous, Consequence::TryAgain},
    ClassRow{ErrorClass::Rate, Consequence::TryAgain},       ClassRow{ErrorClass::Capacity, Consequence::Refused},
    ClassRow{ErrorClass::Quota, Consequence::Refused},       ClassRow{ErrorClass::Auth, Consequence::TryAgain},
    ClassRow{ErrorClass::Permission, Consequence::TryAgain}, ClassRow{ErrorClass::Invalid, Consequence::Refused},
    ClassRow{ErrorClass::Busy, Consequence::TryAgain},       ClassRow{ErrorClass::Locked, Consequence::TryAgain},
    ClassRow{ErrorClass::Gone, Consequence::TryAgain},       ClassRow{ErrorClass::Cancelled, Consequence::TryAgain},
};

Consequence consequenceOf(const providers::ProviderError &error)
{
    // These codes say by themselves what they mean, whatever request brought them.
    if (error.code == ErrorCode::ScwDisklessBootImageRequired)
        return Consequence::NotTheProvider;
    if (error.code == ErrorCode::OfferNotInZone)
        return Consequence::Refused;
    for (const ClassRow &row : classes) {
        if (row.errorClass == error.errorClass)
            return row.consequence;
    }
    return Consequence::TryAgain;
}

} // namespace

storage::Conclusion afterProviderError(const StepContext &context, models::ActionCode action, const providers::ProviderError &error)
{
    switch (consequenceOf(error)) {
    case Consequence::Refused:
        return failed(context, Status::ProvisioningFailed, action, error.toError());
    case Consequence::NotTheProvider:
        return failed(context, Status::Failed, action, error.toError());
    case Consequence::TryAgain:
        break;
    }
    return trouble(context, action, error.toError());
}

models::IntentStatus intentAfter(const providers::ProviderError &error)
{
    return error.errorClass == ErrorClass::Ambiguous ? models::IntentStatus::Unknown : models::IntentStatus::Refused;
}

} // namespace vigie::engine::steps
