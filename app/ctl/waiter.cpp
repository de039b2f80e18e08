#include "app/ctl/waiter.h"

#include "app/ctl/instancetexts.h"
#include "app/storage/fleetrepository.h"
#include "app/storage/requestrepository.h"
#include "ui/text/plaintext.h"

#include <QCoreApplication>

#include <algorithm>

namespace vigie::ctl {

using models::Error;
using models::ErrorCode;
using models::Status;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// The longest wait between two looks: a lost hint costs no more.
constexpr std::chrono::milliseconds lookInterval = 1s;

bool hasBeen(const models::InstanceDetails &details, Status status)
{
    return std::any_of(details.transitions.begin(), details.transitions.end(), [status](const models::Transition &each) { return each.to == status; });
}

} // namespace

Waiter::Waiter(Session &session)
    : m_session(session), m_listener(std::make_unique<engine::Listener>(session.world().database, session.world().applicationName, [this] { m_wakeUp.ring(); }))
{
}

Waiter::Outcome Waiter::until(const models::InstanceId &id, Goal goal, std::chrono::milliseconds timeout)
{
    const QDeadlineTimer deadline(timeout);
    for (;;) {
        if (auto outcome = look(id, goal))
            return *outcome;
        if (m_session.output().isUnread())
            return {Exit::Done, std::nullopt, m_details};
        if (m_session.isInterrupted())
            return {Exit::Failed, Error{ErrorCode::Cancelled, {}, {}}, m_details};
        if (deadline.hasExpired()) {
            const QString seconds = QString::number(static_cast<double>(timeout.count()) / 1000);
            return {Exit::DeadlinePassed, Error{ErrorCode::DeadlinePassed, {{u"seconds"_s, seconds}}, {}}, m_details};
        }
        m_wakeUp.wait(std::min(lookInterval, std::chrono::milliseconds(deadline.remainingTime())), m_session.stop());
    }
}

std::optional<Waiter::Outcome> Waiter::look(const models::InstanceId &id, Goal goal)
{
    const auto details = storage::FleetRepository(m_session.database()).details(id);
    if (!details) {
        if (!storage::isConnectionLost(details.error()))
            return Outcome{exitOf(details.error()), details.error(), m_details};
        if (!m_lost)
            m_session.output().problem(details.error());
        m_lost = true;
        m_session.mend();
        return std::nullopt;
    }
    m_lost = false;
    m_details = *details;
    print(m_details);
    const models::Instance &instance = m_details.instance;
    if (goal == Goal::Terminated) {
        if (models::isGone(instance.status))
            return Outcome{Exit::Done, std::nullopt, m_details};
    } else if (hasBeen(m_details, Status::Ready)) {
        return Outcome{Exit::Done, std::nullopt, m_details};
    } else if (models::isFailed(instance.status) || instance.status == Status::Terminating || models::isGone(instance.status)) {
        return Outcome{Exit::Failed, instance.error.value_or(Error{ErrorCode::Cancelled, {}, {}}), m_details};
    }
    seeToAnOrchestrator(instance);
    return std::nullopt;
}

void Waiter::print(const models::InstanceDetails &details)
{
    Output &output = m_session.output();
    for (const models::Transition &each : details.transitions) {
        if (each.version <= m_printed)
            continue;
        m_printed = each.version;
        if (!output.isJson())
            output.line(transitionText(each, details.readAt, output.colours() ? Table::Ink::Coloured : Table::Ink::Plain));
    }
    const auto &trouble = details.instance.trouble;
    const bool isNew = trouble && (!m_trouble || m_trouble->code != trouble->code || m_trouble->detail != trouble->detail);
    if (isNew)
        output.problem(*trouble);
    m_trouble = trouble;
}

void Waiter::seeToAnOrchestrator(const models::Instance &instance)
{
    if (m_engine)
        return;
    const auto alive = storage::RequestRepository(m_session.database()).orchestrators(instance.account);
    if (!alive || *alive > 0)
        return; // an unreadable answer comes again with the next look
    const auto usable = m_session.usableAccount(instance.account);
    if (!usable) {
        if (!m_saidNobody) {
            m_session.output().note(QCoreApplication::translate("Ctl", "No orchestrator is running for the account %1, and this program cannot be one:")
                                        .arg(ui::shown(instance.account.toString())));
            m_session.output().problem(usable.error());
        }
        m_saidNobody = true;
        return;
    }
    m_session.output().note(QCoreApplication::translate("Ctl", "No orchestrator is running for this account: this command does the work while it waits."));
    m_engine = std::make_unique<LocalEngine>(m_session.world(), [this] { m_wakeUp.ring(); });
}

} // namespace vigie::ctl
