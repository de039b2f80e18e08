#pragma once

#include "app/engine/steps/stepcontext.h"

namespace vigie::engine::steps {

/// What a failed request means for a create under way: tried again as trouble, or the end of the attempt. Not for an ambiguous
/// create, whose effect must be looked for first.
storage::Conclusion afterProviderError(const StepContext &context, models::ActionCode action, const providers::ProviderError &error);

/// How an intent ends after its request failed: with class Ambiguous it stays open (Unknown), otherwise nothing happened (Refused).
models::IntentStatus intentAfter(const providers::ProviderError &error);

} // namespace vigie::engine::steps
