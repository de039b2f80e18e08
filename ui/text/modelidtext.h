#pragma once

#include "models/domain/modelid.h"

#include <QString>

namespace vigie::ui {

/// Why a text does not name a model, in a sentence that says what to do.
QString modelIdProblemText(models::ModelIdProblem problem);

} // namespace vigie::ui
