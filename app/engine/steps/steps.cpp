#include "app/engine/steps/steps.h"

#include <array>

namespace vigie::engine::steps {

namespace {

StepResult nothing(StepContext &context)
{
    storage::Conclusion conclusion = goOn(context);
    conclusion.next.reset();
    return conclusion;
}

struct Row {
    models::Step step;
    StepResult (*run)(StepContext &);
};

using enum models::Step;

constexpr std::array rows{
    Row{Nothing, nothing},           Row{Fail, fail},
    Row{ResolveBootImage, resolveBootImage}, Row{CreateServer, createServer},
    Row{ObserveCreate, observeCreate}, Row{RecordVolumes, recordVolumes},
    Row{PowerOn, powerOn},           Row{AwaitRunning, awaitRunning},
    Row{GetAddress, getAddress},     Row{AwaitSsh, awaitSsh},
    Row{Install, install},           Row{AwaitWorker, awaitWorker},
    Row{WarmUp, warmUp},             Row{FirstHealth, firstHealth},
    Row{CheckHealth, checkHealth},   Row{CondemnAll, condemnAll},
    Row{DeleteServer, deleteServer}, Row{DeleteVolume, deleteVolume},
    Row{DeleteAddress, deleteAddress}, Row{ConfirmAbsence, confirmAbsence},
    Row{VerifyGone, verifyGone},
};

constexpr bool inOrder()
{
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].step != static_cast<models::Step>(i))
            return false;
    }
    return rows.size() == static_cast<std::size_t>(VerifyGone) + 1;
}
static_assert(inOrder(), "every step has its row, in the order of the enumeration");

} // namespace

StepResult run(models::Step step, StepContext &context)
{
    return rows[static_cast<std::size_t>(step)].run(context);
}

StepResult fail(StepContext &context)
{
    const models::DeadlineFailure failure = models::deadlineFailure(context.facts);
    models::Error error{failure.code, {{QStringLiteral("status"), toName(context.facts.status)}}, {}};
    if (context.facts.trouble) {
        error.params.insert(context.facts.trouble->params);
        error.detail = context.facts.trouble->detail;
    }
    return failed(context, failure.status, {}, error);
}

} // namespace vigie::engine::steps
