#pragma once

#include "models/domain/money.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace vigie::ui {

/// An amount without its unit, for columns whose header says it: two decimals, more when they are all there is (`0.016`).
QString amountText(models::Money money);
/// For a column of amounts: always two decimals, so that they line up; what is more than nothing and less than a cent says so.
QString columnAmountText(models::Money money);
/// `2.94 EUR`, written as the language does.
QString moneyText(models::Money money);
/// `2.94 EUR/h`; a dash when it is not known, for that is not zero.
QString pricePerHourText(std::optional<models::Money> price);
/// What stands for a figure that is not known.
QString unknownText();
QString percentText(int percent);
/// `24 GiB`, binary, as GPU memory is counted.
QString memoryText(std::int64_t bytes);
/// `125 GB`, decimal, as volumes are sold.
QString volumeText(std::int64_t bytes);

} // namespace vigie::ui
