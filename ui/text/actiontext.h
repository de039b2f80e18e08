#pragma once

#include "models/domain/action.h"

#include <QString>

namespace vigie::ui {

/// What an action does, for people. A code that this program does not know is shown as it is stored.
QString actionText(models::ActionCode code, const QString &storedName = {});
QString actionStatusText(models::ActionStatus status);
QString componentText(models::Component component);
/// Why a transition happened: an error's short name in words, or a code of ours; anything else as it is stored.
QString reasonText(const QString &reason);

} // namespace vigie::ui
