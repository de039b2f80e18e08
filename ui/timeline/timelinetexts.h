#pragma once

#include "models/views/timelinelayout.h"

#include <QCoreApplication>

namespace vigie::ui {

/// The words of a timeline.
class TimelineTexts {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::TimelineTexts)
public:
    /// What an item is: on its bar.
    static QString title(const models::InstanceDetails &details, const models::TimelineLayout &layout, const models::TimelineItem &item);
    /// How long it lasted, or has lasted so far.
    static QString duration(models::Instant from, std::optional<models::Instant> to, models::Instant now);
    /// Everything about an item: title, exact instants, waiting and working time, outcome, reason, who.
    static QString describe(const models::InstanceDetails &details, const models::TimelineLayout &layout, const models::TimelineItem &item,
                            models::Instant now);
    static QString attempt(int number) { return tr("Attempt %1").arg(number); }
    /// How an attempt's time was spent: `waiting 46.6 ms, find a boot image 90.7 ms, unattributed 11.2 ms: 183.5 ms in all`.
    static QString segments(const models::InstanceDetails &details, int attempt, models::Instant now);
};

} // namespace vigie::ui
