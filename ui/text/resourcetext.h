#pragma once

#include "models/domain/instance.h"
#include "models/domain/offer.h"

#include <QString>

namespace vigie::ui {

QString resourceKindText(models::ResourceKind kind);
QString stockText(models::Stock stock);
/// `2 x 48 GiB L40S`.
QString gpusText(const models::Offer &offer);

} // namespace vigie::ui
