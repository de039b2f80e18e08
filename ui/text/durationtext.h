#pragma once

#include "models/domain/instant.h"

#include <QString>

namespace vigie::ui {

/// A duration with the units that matter: `183.5 ms`, `12.3 s`, `3 min 05 s`, `1 h 55 min`, `2 d 3 h`. Rounded down, never up to
/// a whole that was not reached. A negative one (clocks apart) is zero.
QString durationText(models::Duration duration);
/// A round duration for a scale: without parts that are zero, `30 s`, `2 min`, `1 h`.
QString roundDurationText(models::Duration duration);
/// An age: the same, in whole seconds.
QString ageText(models::Duration age);
/// The local time of day, with the date when it is not today's (`now` says what today is).
QString timeText(models::Instant at, models::Instant now);
/// The full instant to the microsecond, local time and UTC, for tooltips and tables.
QString exactText(models::Instant at);
QString exactLocalText(models::Instant at);

} // namespace vigie::ui
