#include "app/engine/steps/installmetadata.h"

#include <QJsonArray>

namespace vigie::engine {

namespace {

constexpr qsizetype keptLines = 200;
constexpr qsizetype keptLineLength = 500;

/// The place of a phase in the list, at its end when it is new.
qsizetype placeOf(const QJsonArray &phases, const QString &phase)
{
    for (qsizetype i = 0; i < phases.size(); ++i) {
        if (phases[i][QLatin1String("phase")].toString() == phase)
            return i;
    }
    return phases.size();
}

} // namespace

QJsonObject withProgress(QJsonObject metadata, const providers::InstallProgress &progress)
{
    QJsonArray phases = metadata.value(QLatin1String("phases")).toArray();
    for (const providers::InstallEvent &event : progress.events) {
        const qsizetype place = placeOf(phases, event.phase);
        QJsonObject phase = place < phases.size() ? phases[place].toObject() : QJsonObject{{QStringLiteral("phase"), event.phase}};
        const auto at = static_cast<qint64>(event.at.microseconds());
        if (event.event == QLatin1String("begin")) {
            phase.insert(QStringLiteral("begin"), at);
            phase.remove(QLatin1String("end"));
            phase.remove(QLatin1String("failed"));
        } else {
            if (!phase.contains(QLatin1String("begin")))
                phase.insert(QStringLiteral("begin"), at);
            phase.insert(QStringLiteral("end"), at);
            if (event.event == QLatin1String("failed"))
                phase.insert(QStringLiteral("failed"), true);
            if (event.event == QLatin1String("skip"))
                phase.insert(QStringLiteral("skipped"), true);
        }
        if (!event.note.isEmpty())
            phase.insert(QStringLiteral("note"), event.note.left(keptLineLength));
        if (place < phases.size())
            phases[place] = phase;
        else
            phases.append(phase);
    }
    QJsonArray tail = metadata.value(QLatin1String("tail")).toArray();
    for (const QString &line : progress.lines.mid(std::max<qsizetype>(0, progress.lines.size() - keptLines))) {
        QString kept = line.left(keptLineLength);
        kept.remove(QChar(u'\0')); // jsonb has no such character
        tail.append(kept);
    }
    while (tail.size() > keptLines)
        tail.removeFirst();
    metadata.insert(QStringLiteral("phases"), phases);
    metadata.insert(QStringLiteral("tail"), tail);
    return metadata;
}

FailedPhase failedPhase(const providers::InstallProgress &progress)
{
    for (const providers::InstallEvent &event : progress.events) {
        if (event.event == QLatin1String("failed"))
            return {event.phase, event.exitCode, event.note};
    }
    return {};
}

} // namespace vigie::engine
