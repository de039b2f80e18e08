#include "ui/details/actionreport.h"

#include "ui/text/durationtext.h"
#include "ui/text/errortext.h"
#include "ui/text/plaintext.h"

#include <QJsonArray>

namespace vigie::ui {

namespace {

std::optional<models::Instant> instantOf(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(models::Instant::fromMicroseconds(value.toInteger())) : std::nullopt;
}

} // namespace

QString ActionReport::of(const models::Action &action, models::Instant now)
{
    QStringList lines;
    if (action.error) {
        const ErrorText text = errorText(*action.error);
        lines.append(text.cause);
        if (!action.error->detail.isEmpty())
            lines.append(QStringLiteral("    ") + shown(action.error->detail));
        lines.append(text.remedy);
    }
    const QJsonArray phases = action.metadata.value(QLatin1String("phases")).toArray();
    if (!phases.isEmpty())
        lines.append(tr("Phases:"));
    for (const QJsonValue &each : phases) {
        const QJsonObject phase = each.toObject();
        const auto begin = instantOf(phase.value(QLatin1String("begin")));
        const auto end = instantOf(phase.value(QLatin1String("end")));
        QString took = tr("not begun");
        if (phase.value(QLatin1String("skipped")).toBool())
            took = tr("skipped");
        else if (begin)
            took = end ? durationText(*end - *begin) : tr("%1 so far").arg(durationText(now - *begin));
        if (phase.value(QLatin1String("failed")).toBool())
            took += tr("  failed");
        const QString note = shown(phase.value(QLatin1String("note")).toString());
        const QString name = shown(phase.value(QLatin1String("phase")).toString());
        lines.append(QStringLiteral("    ") + QString(name.leftJustified(20) + took + QStringLiteral("  ") + note).trimmed());
    }
    const QJsonArray tail = action.metadata.value(QLatin1String("tail")).toArray();
    if (!tail.isEmpty())
        lines.append(tr("Last lines:"));
    for (const QJsonValue &line : tail)
        lines.append(QStringLiteral("    ") + shown(line.toString()));
    for (auto entry = action.metadata.begin(); entry != action.metadata.end(); ++entry) {
        if (entry.key() == QLatin1String("phases") || entry.key() == QLatin1String("tail"))
            continue;
        const QString value = entry.value().toVariant().toString();
        if (!value.isEmpty())
            lines.append(QStringLiteral("%1: %2").arg(shown(entry.key()), shown(value)));
    }
    return lines.isEmpty() ? tr("Nothing more is recorded of this action.") : lines.join(QLatin1Char('\n'));
}

} // namespace vigie::ui
