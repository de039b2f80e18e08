#pragma once

#include "models/domain/account.h"
#include "models/domain/status.h"

#include <QHash>
#include <QString>

namespace vigie::ui {

/// How a status is called, in the language of this moment. One that this program does not know is shown as it is stored.
QString statusText(models::Status status, const QString &storedName = {});
/// Of every status.
QHash<models::Status, QString> statusWords();
QString environmentText(models::Environment environment);

} // namespace vigie::ui
