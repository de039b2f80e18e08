#include "app/ctl/commands/commands.h"

#include "app/ctl/instancetexts.h"
#include "app/ctl/json.h"
#include "models/domain/timeline.h"
#include "ui/text/actiontext.h"
#include "ui/text/durationtext.h"
#include "ui/text/moneytext.h"
#include "ui/text/plaintext.h"
#include "ui/text/statustext.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace vigie::ctl::commands {

using models::InstanceDetails;
using models::Segment;
using namespace Qt::StringLiterals;
using enum Table::Align;

namespace {

constexpr std::array kinds{QT_TRANSLATE_NOOP("Ctl", "waiting"), QT_TRANSLATE_NOOP("Ctl", "working"), QT_TRANSLATE_NOOP("Ctl", "unattributed")};

QString heading(const char *text)
{
    return QCoreApplication::translate("Ctl", text);
}

models::Duration totalOf(const QVector<Segment> &segments)
{
    return segments.isEmpty() ? models::Duration() : segments.last().to - segments.first().from;
}

QString dimension(const std::optional<models::Instant> &from, const std::optional<models::Instant> &to)
{
    return from && to ? ui::durationText(*to - *from) : ui::unknownText();
}

Table transitionTable(const InstanceDetails &details)
{
    Table table({{heading(QT_TRANSLATE_NOOP("Ctl", "INSTANT"))}, {heading(QT_TRANSLATE_NOOP("Ctl", "STATUS"))}, {heading(QT_TRANSLATE_NOOP("Ctl", "AFTER")), Right},
                 {heading(QT_TRANSLATE_NOOP("Ctl", "WHY"))}, {heading(QT_TRANSLATE_NOOP("Ctl", "BY"))}});
    std::optional<models::Instant> before;
    for (const models::Transition &each : details.transitions) {
        table.add({{ui::exactLocalText(each.at)}, {ui::statusText(each.to, each.toName), toneOf(each.to)},
                   {before ? ui::durationText(each.at - *before) : QString()}, {ui::reasonText(each.reason)}, {ui::shown(each.actor)}});
        before = each.at;
    }
    return table;
}

Table actionTable(const InstanceDetails &details)
{
    Table table({{heading(QT_TRANSLATE_NOOP("Ctl", "QUEUED"))}, {heading(QT_TRANSLATE_NOOP("Ctl", "ACTION"))}, {heading(QT_TRANSLATE_NOOP("Ctl", "OUTCOME"))},
                 {heading(QT_TRANSLATE_NOOP("Ctl", "WAITED")), Right}, {heading(QT_TRANSLATE_NOOP("Ctl", "WORKED")), Right},
                 {heading(QT_TRANSLATE_NOOP("Ctl", "ERROR"))}});
    for (const models::Action &each : details.actions) {
        const bool bad = each.status == models::ActionStatus::Failed || each.status == models::ActionStatus::Interrupted;
        table.add({{ui::exactLocalText(each.queuedAt)}, {ui::actionText(each.code, each.codeName)},
                   {ui::actionStatusText(each.status), bad ? Tone::Bad : Tone::Plain}, {dimension(each.queuedAt, each.startedAt)},
                   {dimension(each.startedAt, each.endedAt)}, {each.error ? QString(toName(each.error->code)) : QString()}});
    }
    return table;
}

Table segmentTable(const QVector<Segment> &segments)
{
    Table table({{heading(QT_TRANSLATE_NOOP("Ctl", "SEGMENT"))}, {heading(QT_TRANSLATE_NOOP("Ctl", "SPENT"))},
                 {heading(QT_TRANSLATE_NOOP("Ctl", "SECONDS")), Right}, {u"%"_s, Right}});
    const auto total = static_cast<double>(std::max<std::int64_t>(totalOf(segments).count(), 1));
    for (const Segment &each : segments) {
        const models::Duration length = each.to - each.from;
        table.add({{each.code ? ui::actionText(*each.code) : ui::unknownText()}, {heading(kinds[static_cast<std::size_t>(each.kind)])},
                   {exactSeconds(length)}, {QLocale().toString(100.0 * static_cast<double>(length.count()) / total, 'f', 1)}});
    }
    table.add({{heading(QT_TRANSLATE_NOOP("Ctl", "Total")), Tone::Bold}, {}, {exactSeconds(totalOf(segments)), Tone::Bold}, {}});
    return table;
}

QVector<int> attemptsOf(const InstanceDetails &details)
{
    QVector<int> attempts;
    for (int attempt = 1; attempt <= details.instance.attempt; ++attempt)
        attempts.append(attempt);
    return attempts;
}

QJsonObject document(const InstanceDetails &details)
{
    QJsonArray attempts;
    for (const int attempt : attemptsOf(details)) {
        const QVector<Segment> segments = models::segmentsOfAttempt(details, attempt, details.readAt);
        attempts.append(QJsonObject{{u"attempt"_s, attempt}, {u"segments"_s, toJson(segments)}, {u"total_us"_s, static_cast<qint64>(totalOf(segments).count())}});
    }
    return {{u"instance"_s, toJson(details.instance)}, {u"transitions"_s, toJson(details.transitions)}, {u"actions"_s, toJson(details.actions)},
            {u"attempts"_s, attempts}, {u"read_at_us"_s, static_cast<qint64>(details.readAt.microseconds())}};
}

} // namespace

Exit timeline(Session &session, const Arguments &arguments)
{
    Output &output = session.output();
    const auto details = session.find(arguments.subject);
    if (!details)
        return refuse(output, details.error());
    if (output.isJson()) {
        output.document(document(*details));
        return Exit::Done;
    }
    output.line(ui::shown(details->instance.name) + u"  "_s + details->instance.id.toString() + u'\n');
    print(output, transitionTable(*details));
    output.line({});
    print(output, actionTable(*details));
    for (const int attempt : attemptsOf(*details)) {
        const QVector<Segment> segments = models::segmentsOfAttempt(*details, attempt, details->readAt);
        if (segments.isEmpty())
            continue;
        output.line(u'\n' + QCoreApplication::translate("Ctl", "Attempt %1").arg(attempt));
        print(output, segmentTable(segments));
    }
    return Exit::Done;
}

} // namespace vigie::ctl::commands
