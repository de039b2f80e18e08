#include "ui/timeline/timelinetexts.h"

#include "ui/text/actiontext.h"
#include "ui/text/durationtext.h"
#include "ui/text/errortext.h"
#include "ui/text/plaintext.h"
#include "ui/text/statustext.h"

#include <QStringList>

#include <algorithm>

namespace vigie::ui {

using models::TimelineItem;

QString TimelineTexts::title(const models::InstanceDetails &details, const models::TimelineLayout &layout, const TimelineItem &item)
{
    if (item.kind == TimelineItem::Kind::Action) {
        const models::Action &action = details.actions.at(item.index);
        return actionText(action.code, action.codeName);
    }
    const models::StatusSpan &span = layout.spans().at(item.index);
    return statusText(span.status, span.statusName);
}

QString TimelineTexts::duration(models::Instant from, std::optional<models::Instant> to, models::Instant now)
{
    return to ? durationText(*to - from) : tr("%1 so far").arg(ageText(now - from));
}

QString TimelineTexts::describe(const models::InstanceDetails &details, const models::TimelineLayout &layout, const TimelineItem &item,
                                models::Instant now)
{
    QStringList lines{title(details, layout, item)};
    if (item.kind == TimelineItem::Kind::Status) {
        lines.append(tr("From %1").arg(exactText(item.from)));
        if (item.to)
            lines.append(tr("To %1").arg(exactText(*item.to)));
        lines.append(tr("Duration: %1").arg(duration(item.from, item.to, now)));
        const auto entered = std::find_if(details.transitions.cbegin(), details.transitions.cend(),
                                          [&](const models::Transition &each) { return each.at == item.from; });
        if (entered != details.transitions.cend()) {
            if (!entered->reason.isEmpty())
                lines.append(tr("Reason: %1").arg(reasonText(entered->reason)));
            lines.append(tr("By: %1").arg(shown(entered->actor)));
        }
        return lines.join(QLatin1Char('\n'));
    }
    const models::Action &action = details.actions.at(item.index);
    lines.append(tr("Outcome: %1").arg(actionStatusText(action.status)));
    lines.append(tr("Queued %1").arg(exactText(action.queuedAt)));
    if (action.startedAt) {
        lines.append(
            tr("Started %1, after waiting %2").arg(exactText(*action.startedAt), durationText(*action.startedAt - action.queuedAt)));
        if (action.endedAt)
            lines.append(tr("Ended %1").arg(exactText(*action.endedAt)));
        lines.append(tr("Duration: %1").arg(duration(*action.startedAt, action.endedAt, now)));
    } else {
        lines.append(tr("Waiting: %1").arg(duration(action.queuedAt, action.endedAt, now)));
    }
    if (action.error)
        lines.append(tr("Error: %1").arg(errorText(*action.error).cause));
    return lines.join(QLatin1Char('\n'));
}

QString TimelineTexts::segments(const models::InstanceDetails &details, int attempt, models::Instant now)
{
    const QVector<models::Segment> found = models::segmentsOfAttempt(details, attempt, now);
    if (found.isEmpty())
        return {};
    // One entry per kind of work, in order of appearance; waiting is one entry, whatever it waited for.
    QVector<std::pair<QString, models::Duration>> sums;
    for (const models::Segment &segment : found) {
        const QString name = segment.kind == models::SegmentKind::Waiting ? tr("waiting")
            : segment.kind == models::SegmentKind::Working && segment.code ? actionText(*segment.code)
                                                                           : tr("unattributed");
        const auto known = std::find_if(sums.begin(), sums.end(), [&](const auto &sum) { return sum.first == name; });
        if (known == sums.end())
            sums.append({name, segment.to - segment.from});
        else
            known->second += segment.to - segment.from;
    }
    QStringList parts;
    for (const auto &[name, sum] : std::as_const(sums))
        parts.append(tr("%1 %2", "what, how long").arg(name, durationText(sum)));
    return tr("%1: %2 in all = %3")
        .arg(TimelineTexts::attempt(attempt), durationText(found.last().to - found.first().from), parts.join(QStringLiteral(" + ")));
}

} // namespace vigie::ui
