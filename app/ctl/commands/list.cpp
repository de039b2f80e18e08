#include "app/ctl/commands/commands.h"

#include "app/ctl/instancetexts.h"
#include "app/ctl/json.h"
#include "app/storage/fleetrepository.h"
#include "app/storage/requestrepository.h"
#include "ui/text/plaintext.h"
#include "ui/text/statustext.h"

#include <QCoreApplication>

namespace vigie::ctl::commands {

using namespace Qt::StringLiterals;

namespace {

QString zoneNames(const models::Account &account)
{
    QStringList names;
    for (const models::Zone &zone : account.zones)
        names.append(ui::shown(zone.toString()));
    return names.join(", "_L1);
}

} // namespace

Exit list(Session &session, const Arguments &arguments)
{
    Output &output = session.output();
    const auto instances = storage::FleetRepository(session.database()).all(arguments.has(Option::All));
    if (!instances)
        return refuse(output, instances.error());
    const auto now = storage::RequestRepository(session.database()).clock();
    if (!now)
        return refuse(output, now.error());
    if (output.isJson())
        output.document({{u"instances"_s, toJson(*instances)}, {u"read_at_us"_s, static_cast<qint64>(now->microseconds())}});
    else if (instances->isEmpty())
        output.note(QCoreApplication::translate("Ctl", "There are no instances."));
    else
        print(output, fleetTable(*instances, *now));
    return Exit::Done;
}

Exit accounts(Session &session, const Arguments &)
{
    Output &output = session.output();
    if (output.isJson()) {
        output.document({{u"accounts"_s, toJson(session.accounts())}});
        return Exit::Done;
    }
    if (session.accounts().isEmpty()) {
        output.note(QCoreApplication::translate("Ctl", "There are no accounts: set SCW_SECRET_KEY and SCW_DEFAULT_PROJECT_ID, or use --demo."));
        return Exit::Done;
    }
    Table table({{QCoreApplication::translate("Ctl", "ACCOUNT")}, {QCoreApplication::translate("Ctl", "ENVIRONMENT")},
                 {QCoreApplication::translate("Ctl", "CREDENTIALS")}, {QCoreApplication::translate("Ctl", "ZONES")}, {u"API"_s}});
    for (const models::Account &each : session.accounts()) {
        table.add({{ui::shown(each.id.toString())}, {ui::environmentText(each.environment)},
                   {each.hasCredentials ? QCoreApplication::translate("Ctl", "here") : QCoreApplication::translate("Ctl", "not here")},
                   {zoneNames(each)}, {ui::shown(each.apiUrl)}});
    }
    print(output, table);
    return Exit::Done;
}

} // namespace vigie::ctl::commands
