#pragma once

#include "models/console.h"

#include <QString>

namespace vigie::ui {

/// What is being done while the program starts.
QString stepText(models::ConnectionState::Step step);

} // namespace vigie::ui
