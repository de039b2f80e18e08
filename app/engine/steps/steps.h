#pragma once

#include "app/engine/steps/stepcontext.h"
#include "models/domain/decision.h"

namespace vigie::engine::steps {

// One function per step of models::Step. Each does one thing, with at most one request that changes something at the provider, and
// says how it ended. All may be repeated after a crash at any instant.

StepResult fail(StepContext &context);

StepResult resolveBootImage(StepContext &context);
StepResult createServer(StepContext &context);
StepResult observeCreate(StepContext &context);
StepResult recordVolumes(StepContext &context);
StepResult powerOn(StepContext &context);
StepResult awaitRunning(StepContext &context);

StepResult getAddress(StepContext &context);
StepResult awaitSsh(StepContext &context);
StepResult install(StepContext &context);
StepResult awaitWorker(StepContext &context);
StepResult warmUp(StepContext &context);
StepResult firstHealth(StepContext &context);
StepResult checkHealth(StepContext &context);

StepResult condemnAll(StepContext &context);
StepResult deleteServer(StepContext &context);
StepResult deleteVolume(StepContext &context);
StepResult deleteAddress(StepContext &context);
StepResult confirmAbsence(StepContext &context);
StepResult verifyGone(StepContext &context);

/// Runs a step. Step::Nothing ends with a row that is not due by itself.
StepResult run(models::Step step, StepContext &context);

} // namespace vigie::engine::steps
