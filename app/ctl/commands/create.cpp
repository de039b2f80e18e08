#include "app/ctl/commands/commands.h"

#include "app/ctl/json.h"
#include "app/ctl/waiter.h"
#include "app/storage/fleetrepository.h"
#include "app/storage/requestrepository.h"
#include "models/domain/modelid.h"
#include "ui/text/errortext.h"
#include "ui/text/modelidtext.h"
#include "ui/text/moneytext.h"
#include "ui/text/plaintext.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace vigie::ctl::commands {

using models::CreatePlan;
using models::Error;
using models::ErrorCode;
using models::fail;
using models::Result;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// How long the price is waited for: the request itself does not need the provider.
constexpr std::chrono::seconds offersPatience = 8s;

/// What a type's name says of its GPUs, for when the provider cannot be asked: `L40S-2-48G` has two.
int gpusInName(const QString &type)
{
    static const QRegularExpression pattern(u"-(\\d{1,2})-\\d+G$"_s);
    return std::max(1, pattern.match(type).captured(1).toInt());
}

Result<CreatePlan> planOf(Session &session, const Arguments &arguments)
{
    CreatePlan plan;
    plan.request = models::RequestId::generate();
    plan.name = arguments.value(Option::Name);
    plan.account = models::AccountId(arguments.value(Option::Account));
    plan.zone = models::Zone(arguments.value(Option::Zone));
    plan.type = models::CommercialType(arguments.value(Option::Type));
    const models::ParsedModelReference model = models::parseModelReference(arguments.value(Option::Model));
    if (!model.reference) {
        const QString why = model.problem ? ui::modelIdProblemText(*model.problem) : QString();
        return fail(ErrorCode::InvalidRequest, {{u"field"_s, u"model"_s}, {u"model"_s, arguments.value(Option::Model)}}, why);
    }
    plan.model = model.reference->id;
    plan.revision = model.reference->revision;
    plan.gpus = gpusInName(plan.type.toString());
    const auto account = session.usableAccount(plan.account);
    if (!account)
        return tl::unexpected(account.error());
    if (!account->zones.contains(plan.zone)) {
        QStringList zones;
        for (const models::Zone &zone : account->zones)
            zones.append(zone.toString());
        return fail(ErrorCode::InvalidRequest, {{u"field"_s, u"zone"_s}, {u"zone"_s, plan.zone.toString()}, {u"enabled"_s, zones.join(", "_L1)}});
    }
    return plan;
}

/// Takes the price and the GPUs from the zone's offers. A provider that cannot be reached does not stand in the way; one that does not have
/// the type does.
Result<void> priceIt(Session &session, CreatePlan &plan)
{
    const auto provider = session.world().makeProvider(plan.account);
    if (!provider)
        return fail(ErrorCode::MissingCredentials, {{u"account"_s, plan.account.toString()}});
    const auto offers = provider->offers(plan.zone, {QDeadlineTimer(offersPatience), session.stop()});
    if (!offers) {
        const Error error = offers.error().toError();
        if (session.isInterrupted() || exitOf(error) == Exit::Refused)
            return tl::unexpected(error);
        session.output().note(QCoreApplication::translate("Ctl", "The price is not known: %1.").arg(ui::errorText(error).cause));
        return {};
    }
    const auto offer = std::find_if(offers->begin(), offers->end(), [&](const models::Offer &each) { return each.type == plan.type; });
    if (offer == offers->end())
        return fail(ErrorCode::OfferNotInZone, {{u"type"_s, plan.type.toString()}, {u"zone"_s, plan.zone.toString()}});
    if (offer->gpus < 1)
        return fail(ErrorCode::ModelDoesNotFit, {{u"type"_s, plan.type.toString()}, {u"gpus"_s, u"0"_s}});
    plan.gpus = offer->gpus;
    plan.pricePerHour = offer->pricePerHour;
    return {};
}

Result<models::InstanceId> record(Session &session, const CreatePlan &plan)
{
    storage::RequestRepository requests(session.database());
    std::optional<models::Instant> begun;
    return session.persistently([&]() -> Result<models::InstanceId> {
        if (!begun) {
            const auto now = requests.clock();
            if (!now)
                return tl::unexpected(now.error());
            begun = *now;
        }
        return requests.create(plan, *begun);
    });
}

Exit await(Session &session, const models::InstanceId &id, std::chrono::milliseconds timeout)
{
    const Waiter::Outcome outcome = Waiter(session).until(id, Waiter::Goal::Ready, timeout);
    if (outcome.error)
        session.output().problem(*outcome.error);
    if (session.output().isJson()) {
        QJsonObject document{{u"instance"_s, toJson(outcome.details.instance)}, {u"transitions"_s, toJson(outcome.details.transitions)}};
        if (outcome.error)
            document.insert(u"error"_s, toJson(*outcome.error));
        session.output().document(document);
    }
    return outcome.exit;
}

} // namespace

Exit create(Session &session, const Arguments &arguments)
{
    Output &output = session.output();
    auto plan = planOf(session, arguments);
    if (!plan)
        return refuse(output, plan.error());
    if (const auto priced = priceIt(session, *plan); !priced)
        return refuse(output, priced.error());
    const auto id = record(session, *plan);
    if (!id)
        return refuse(output, id.error());
    session.announce();
    const auto details = session.persistently([&] { return storage::FleetRepository(session.database()).details(*id); });
    if (!details)
        return refuse(output, details.error());
    if (!output.isJson()) {
        output.line(QCoreApplication::translate("Ctl", "The creation of %1 is recorded: %2, %3 for the server.")
                        .arg(ui::shown(details->instance.name), id->toString(), ui::pricePerHourText(plan->pricePerHour)));
    }
    if (arguments.has(Option::Wait))
        return await(session, *id, arguments.timeout);
    if (output.isJson())
        output.document({{u"instance"_s, toJson(details->instance)}});
    noteWhenNobodyWorks(session, plan->account);
    return Exit::Done;
}

} // namespace vigie::ctl::commands
