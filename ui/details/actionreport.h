#pragma once

#include "models/domain/action.h"

#include <QCoreApplication>

namespace vigie::ui {

/// All that an action recorded, as plain lines: its error and what was said, the phases of an installation with their
/// durations, its last lines of output. Written from metadata of any shape: what is not as described is left out.
class ActionReport {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::ActionReport)
public:
    static QString of(const models::Action &action, models::Instant now);
};

} // namespace vigie::ui
