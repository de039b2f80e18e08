#include "app/ctl/commands/commands.h"

#include "app/ctl/instancetexts.h"
#include "app/ctl/json.h"
#include "ui/text/durationtext.h"
#include "ui/text/errortext.h"
#include "ui/text/moneytext.h"
#include "ui/text/plaintext.h"

#include <QCoreApplication>

#include <algorithm>

namespace vigie::ctl::commands {

using models::Instance;
using namespace Qt::StringLiterals;

namespace {

using Fields = QVector<std::pair<QString, QString>>;

void add(Fields &fields, const char *label, const QString &value)
{
    if (!value.isEmpty())
        fields.append({QCoreApplication::translate("Ctl", label), value});
}

void addError(Fields &fields, const char *label, const std::optional<models::Error> &error)
{
    if (!error)
        return;
    const ui::ErrorText text = ui::errorText(*error);
    add(fields, label, text.cause + u" ["_s + toName(error->code) + u']');
    add(fields, QT_TRANSLATE_NOOP("Ctl", "What to do"), text.remedy);
    add(fields, QT_TRANSLATE_NOOP("Ctl", "Said"), ui::shown(error->detail));
}

Fields fieldsOf(const Instance &instance, models::Instant now, Table::Ink ink)
{
    Fields fields;
    const Table::Cell status = statusCell(instance);
    add(fields, QT_TRANSLATE_NOOP("Ctl", "Name"), ui::shown(instance.name));
    add(fields, QT_TRANSLATE_NOOP("Ctl", "Id"), instance.id.toString());
    add(fields, QT_TRANSLATE_NOOP("Ctl", "Status"),
        QCoreApplication::translate("Ctl", "%1, for %2")
            .arg(ink == Table::Ink::Coloured ? toned(status.text, status.tone) : status.text, ui::ageText(now - instance.statusSince)));
    add(fields, QT_TRANSLATE_NOOP("Ctl", "Progress"), QCoreApplication::translate("Ctl", "%1 (attempt %2)").arg(ui::percentText(instance.progress)).arg(instance.attempt));
    add(fields, QT_TRANSLATE_NOOP("Ctl", "Model"), ui::shown(instance.model));
    add(fields, QT_TRANSLATE_NOOP("Ctl", "Type"), ui::shown(instance.type.toString()));
    add(fields, QT_TRANSLATE_NOOP("Ctl", "Zone"), ui::shown(instance.zone.toString()));
    add(fields, QT_TRANSLATE_NOOP("Ctl", "Account"), ui::shown(instance.account.toString()));
    add(fields, QT_TRANSLATE_NOOP("Ctl", "Address"), ui::shown(instance.address));
    add(fields, QT_TRANSLATE_NOOP("Ctl", "Created"), ui::exactText(instance.createdAt));
    add(fields, QT_TRANSLATE_NOOP("Ctl", "Asked by"), ui::shown(instance.createdBy));
    add(fields, QT_TRANSLATE_NOOP("Ctl", "Cost"),
        QCoreApplication::translate("Ctl", "%1 so far, %2 now").arg(ui::moneyText(instance.costAtInstant(now)), ui::pricePerHourText(instance.pricePerHour)));
    addError(fields, QT_TRANSLATE_NOOP("Ctl", "Error"), instance.error);
    addError(fields, QT_TRANSLATE_NOOP("Ctl", "In its way"), instance.trouble);
    return fields;
}

} // namespace

Exit show(Session &session, const Arguments &arguments)
{
    Output &output = session.output();
    const auto details = session.find(arguments.subject);
    if (!details)
        return refuse(output, details.error());
    if (output.isJson()) {
        output.document({{u"instance"_s, toJson(details->instance)},
                         {u"resources"_s, toJson(details->resources)},
                         {u"read_at_us"_s, static_cast<qint64>(details->readAt.microseconds())}});
        return Exit::Done;
    }
    const Fields fields = fieldsOf(details->instance, details->readAt, output.colours() ? Table::Ink::Coloured : Table::Ink::Plain);
    int widest = 0;
    for (const auto &[label, value] : fields)
        widest = std::max(widest, columnsOf(label));
    for (const auto &[label, value] : fields)
        output.line(label + QString(widest - columnsOf(label) + 2, u' ') + value);
    if (!details->resources.isEmpty()) {
        output.line({});
        print(output, resourceTable(details->resources));
    }
    return Exit::Done;
}

} // namespace vigie::ctl::commands
