#include "app/ctl/instancetexts.h"

#include "ui/text/actiontext.h"
#include "ui/text/durationtext.h"
#include "ui/text/moneytext.h"
#include "ui/text/plaintext.h"
#include "ui/text/resourcetext.h"
#include "ui/text/statustext.h"

#include <QCoreApplication>

namespace vigie::ctl {

using models::Instance;
using models::Status;
using namespace Qt::StringLiterals;

namespace {

QString heading(const char *text)
{
    return QCoreApplication::translate("Ctl", text);
}

} // namespace

Tone toneOf(Status status)
{
    if (status == Status::Ready)
        return Tone::Good;
    if (models::isFailed(status) || status == Status::Unavailable)
        return Tone::Bad;
    return models::isGone(status) ? Tone::Dim : Tone::Busy;
}

Table::Cell statusCell(const Instance &instance)
{
    return {ui::statusText(instance.status, instance.statusName), toneOf(instance.status)};
}

QString transitionText(const models::Transition &transition, models::Instant now, Table::Ink ink)
{
    const QString to = ui::statusText(transition.to, transition.toName);
    QString text = ui::timeText(transition.at, now) + u"  "_s;
    if (transition.from)
        text += ui::statusText(*transition.from) + u" -> "_s;
    text += ink == Table::Ink::Coloured ? toned(to, toneOf(transition.to)) : to;
    if (!transition.reason.isEmpty())
        text += u"  ("_s + ui::reasonText(transition.reason) + u')';
    return text;
}

Table fleetTable(const QVector<Instance> &instances, models::Instant now)
{
    using enum Table::Align;
    Table table({{heading(QT_TRANSLATE_NOOP("Ctl", "ID"))}, {heading(QT_TRANSLATE_NOOP("Ctl", "NAME"))}, {heading(QT_TRANSLATE_NOOP("Ctl", "STATUS"))},
                 {u"%"_s, Right}, {heading(QT_TRANSLATE_NOOP("Ctl", "TYPE"))}, {heading(QT_TRANSLATE_NOOP("Ctl", "ZONE"))},
                 {heading(QT_TRANSLATE_NOOP("Ctl", "MODEL"))}, {heading(QT_TRANSLATE_NOOP("Ctl", "AGE")), Right}, {u"EUR/h"_s, Right},
                 {heading(QT_TRANSLATE_NOOP("Ctl", "SO FAR")), Right}});
    for (const Instance &each : instances) {
        table.add({{each.id.toString().left(8)}, {ui::shown(each.name)}, statusCell(each), {QString::number(each.progress)}, {ui::shown(each.type.toString())},
                   {ui::shown(each.zone.toString())}, {ui::shown(each.model)}, {ui::ageText(now - each.createdAt)},
                   {each.pricePerHour ? ui::amountText(*each.pricePerHour) : ui::unknownText()}, {ui::amountText(each.costAtInstant(now))}});
    }
    return table;
}

Table resourceTable(const QVector<models::Resource> &resources)
{
    using enum Table::Align;
    Table table({{heading(QT_TRANSLATE_NOOP("Ctl", "RESOURCE"))}, {heading(QT_TRANSLATE_NOOP("Ctl", "ID AT THE PROVIDER"))},
                 {heading(QT_TRANSLATE_NOOP("Ctl", "WHAT"))}, {u"EUR/h"_s, Right}, {heading(QT_TRANSLATE_NOOP("Ctl", "SITUATION"))}});
    for (const models::Resource &each : resources) {
        const char *situation = each.goneAt ? QT_TRANSLATE_NOOP("Ctl", "verified gone")
            : each.condemned               ? QT_TRANSLATE_NOOP("Ctl", "being deleted")
            : each.billedFrom              ? QT_TRANSLATE_NOOP("Ctl", "billed")
                                           : QT_TRANSLATE_NOOP("Ctl", "not billed");
        table.add({{ui::resourceKindText(each.kind)}, {ui::shown(each.providerId)}, {ui::shown(each.detail)},
                   {each.pricePerHour ? ui::amountText(*each.pricePerHour) : ui::unknownText()},
                   {heading(situation), each.goneAt ? Tone::Dim : Tone::Plain}});
    }
    return table;
}

QVector<models::Resource> liveResources(const models::InstanceDetails &details)
{
    QVector<models::Resource> live;
    for (const models::Resource &each : details.resources) {
        if (!each.goneAt)
            live.append(each);
    }
    return live;
}

QString exactSeconds(models::Duration duration)
{
    return u"%1.%2"_s.arg(duration.count() / 1'000'000).arg(duration.count() % 1'000'000, 6, 10, QLatin1Char('0'));
}

void print(Output &output, const Table &table)
{
    for (const QString &line : table.lines(output.colours() ? Table::Ink::Coloured : Table::Ink::Plain))
        output.line(line);
}

} // namespace vigie::ctl
