#include "app/ctl/commands/commands.h"

#include "app/ctl/instancetexts.h"
#include "app/ctl/json.h"
#include "app/engine/offersloader.h"
#include "app/engine/wakeup.h"
#include "ui/text/moneytext.h"
#include "ui/text/plaintext.h"
#include "ui/text/resourcetext.h"

#include <QCoreApplication>

#include <algorithm>
#include <mutex>

namespace vigie::ctl::commands {

using models::ErrorCode;
using models::fail;
using models::ZoneOffers;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The accounts and zones that are asked: all that can be used, or those that the command names.
models::Result<QVector<models::Account>> accountsAsked(const Session &session, const Arguments &arguments)
{
    QVector<models::Account> asked = session.world().accounts;
    if (arguments.has(Option::Account)) {
        const auto account = session.usableAccount(models::AccountId(arguments.value(Option::Account)));
        if (!account)
            return tl::unexpected(account.error());
        asked = {*account};
    }
    if (asked.isEmpty())
        return fail(ErrorCode::MissingCredentials);
    if (arguments.has(Option::Zone)) {
        const models::Zone zone(arguments.value(Option::Zone));
        asked.removeIf([&zone](const models::Account &each) { return !each.zones.contains(zone); });
        if (asked.isEmpty())
            return fail(ErrorCode::InvalidRequest, {{u"field"_s, u"zone"_s}, {u"zone"_s, zone.toString()}});
        for (models::Account &each : asked)
            each.zones = {zone};
    }
    return asked;
}

/// Every zone's answer, in the order of accounts and zones; those that came until it was interrupted.
QVector<ZoneOffers> ask(const engine::World &world, std::stop_token stop)
{
    qsizetype expected = 0;
    for (const models::Account &each : world.accounts)
        expected += each.zones.size();
    std::mutex mutex;
    QVector<ZoneOffers> answers;
    engine::WakeUp answered;
    {
        engine::OffersLoader loader(world);
        loader.load([&](const ZoneOffers &offers) {
            const std::lock_guard lock(mutex);
            answers.append(offers);
            answered.ring();
        });
        const auto isComplete = [&] {
            const std::lock_guard lock(mutex);
            return answers.size() == expected;
        };
        while (!isComplete() && answered.wait(1s, stop)) { }
    }
    std::sort(answers.begin(), answers.end(), [](const ZoneOffers &left, const ZoneOffers &right) {
        return std::pair(left.account, left.zone) < std::pair(right.account, right.zone);
    });
    for (ZoneOffers &each : answers) {
        each.offers.removeIf([](const models::Offer &offer) { return offer.gpus < 1; });
        std::sort(each.offers.begin(), each.offers.end(), [](const models::Offer &left, const models::Offer &right) {
            return std::tuple(left.pricePerHour, left.type) < std::tuple(right.pricePerHour, right.type);
        });
    }
    return answers;
}

void printDocument(Output &output, const QVector<ZoneOffers> &answers)
{
    QJsonArray zones;
    for (const ZoneOffers &each : answers) {
        zones.append(QJsonObject{{u"account"_s, each.account.toString()},
                                 {u"zone"_s, each.zone.toString()},
                                 {u"offers"_s, toJson(each.offers)},
                                 {u"error"_s, each.error ? QJsonValue(toJson(*each.error)) : QJsonValue()}});
    }
    output.document({{u"zones"_s, zones}});
}

void printTable(Output &output, const QVector<ZoneOffers> &answers)
{
    using enum Table::Align;
    Table table({{QCoreApplication::translate("Ctl", "ACCOUNT")}, {QCoreApplication::translate("Ctl", "ZONE")}, {QCoreApplication::translate("Ctl", "TYPE")},
                 {QCoreApplication::translate("Ctl", "GPUS")}, {u"EUR/h"_s, Right}, {QCoreApplication::translate("Ctl", "STOCK")}});
    for (const ZoneOffers &zone : answers) {
        for (const models::Offer &each : zone.offers) {
            const Tone tone = each.stock == models::Stock::Available ? Tone::Good : each.stock == models::Stock::Scarce ? Tone::Busy : Tone::Dim;
            table.add({{ui::shown(zone.account.toString())}, {ui::shown(zone.zone.toString())}, {ui::shown(each.type.toString())},
                       {ui::shown(ui::gpusText(each))}, {each.pricePerHour ? ui::amountText(*each.pricePerHour) : ui::unknownText()},
                       {ui::stockText(each.stock), tone}});
        }
    }
    if (!table.isEmpty())
        print(output, table);
}

} // namespace

Exit offers(Session &session, const Arguments &arguments)
{
    Output &output = session.output();
    const auto accounts = accountsAsked(session, arguments);
    if (!accounts)
        return refuse(output, accounts.error());
    engine::World world = session.world();
    world.accounts = *accounts;
    const QVector<ZoneOffers> answers = ask(world, session.stop());
    if (session.isInterrupted())
        return refuse(output, {ErrorCode::Cancelled, {}, {}});
    if (output.isJson())
        printDocument(output, answers);
    else
        printTable(output, answers);
    Exit exit = Exit::Done;
    for (const ZoneOffers &each : answers) {
        if (!each.error)
            continue;
        exit = Exit::Failed;
        models::Error error = *each.error;
        error.params.insert(u"zone"_s, each.zone.toString());
        output.problem(error);
    }
    return exit;
}

} // namespace vigie::ctl::commands
