#include "app/ctl/session.h"

#include "app/storage/fleetrepository.h"
#include "app/storage/requestrepository.h"

#include <QLoggingCategory>

#include <algorithm>

namespace vigie::ctl {

using application::Mode;
using application::RuntimeOptions;
using models::ErrorCode;
using models::Instance;
using models::Result;
using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(log, "vigie.ctl")

constexpr qsizetype shortestPrefix = 4;

} // namespace

Session::Session(const Arguments &arguments, Output &output, std::stop_token stop)
    : m_output(output), m_stop(std::move(stop)),
      m_runtime(RuntimeOptions{u"vigiectl"_s, arguments.has(Option::Demo) ? Mode::Demonstration : Mode::Normal, arguments.timeScale})
{
}

Session::~Session()
{
    m_database.reset();
    m_runtime.leave();
}

Result<void> Session::open()
{
    auto prepared = m_runtime.prepare(m_stop);
    if (!prepared)
        return tl::unexpected(prepared.error());
    m_prepared = *std::move(prepared);
    m_database = std::make_unique<storage::Database>(m_prepared.world.database, m_prepared.world.applicationName);
    return {};
}

Result<models::InstanceDetails> Session::find(const QString &text)
{
    storage::FleetRepository fleet(*m_database);
    const auto found = fleet.find(text);
    if (found)
        return fleet.details(*found);
    if (!found.error().params.contains(u"matches"_s))
        return tl::unexpected(found.error());
    // A name may be given again once what had it before is gone.
    const auto all = fleet.all(true);
    if (!all)
        return tl::unexpected(all.error());
    QVector<Instance> live;
    QStringList matches;
    for (const Instance &each : *all) {
        const bool fits = each.name == text || (text.size() >= shortestPrefix && each.id.toString().startsWith(text, Qt::CaseInsensitive));
        if (fits)
            matches.append(each.id.toString());
        if (fits && !models::isGone(each.status))
            live.append(each);
    }
    if (live.size() == 1)
        return fleet.details(live.first().id);
    return models::fail(ErrorCode::InvalidRequest, {{u"matches"_s, matches.join(", "_L1)}}, text);
}

Result<models::Account> Session::usableAccount(const models::AccountId &id) const
{
    const QMap<QString, QString> params{{u"account"_s, id.toString()}};
    const auto found = std::find_if(accounts().begin(), accounts().end(), [&](const models::Account &each) { return each.id == id; });
    if (found == accounts().end())
        return models::fail(ErrorCode::AccountNotFound, params);
    if (!found->hasCredentials)
        return models::fail(ErrorCode::MissingCredentials, params);
    return *found;
}

void Session::announce()
{
    if (const auto sent = m_database->runScript(u"select pg_notify('vigie', '')"_s); !sent)
        qCInfo(log).noquote().nospace() << "event=notify_failed detail=" << sent.error().detail;
}

bool Session::mend()
{
    const auto clock = storage::RequestRepository(*m_database).clock();
    if (clock)
        return true;
    qCInfo(log).noquote().nospace() << "event=database_lost code=" << toName(clock.error().code) << " detail=" << clock.error().detail;
    if (const auto mended = m_runtime.mend(m_stop); !mended) {
        qCWarning(log).noquote().nospace() << "event=mend_failed code=" << toName(mended.error().code) << " detail=" << mended.error().detail;
        return false;
    }
    return storage::RequestRepository(*m_database).clock().has_value();
}

} // namespace vigie::ctl
