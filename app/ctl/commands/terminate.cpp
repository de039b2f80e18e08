#include "app/ctl/commands/commands.h"

#include "app/ctl/instancetexts.h"
#include "app/ctl/json.h"
#include "app/ctl/waiter.h"
#include "app/storage/fleetrepository.h"
#include "app/storage/requestrepository.h"
#include "ui/text/moneytext.h"
#include "ui/text/plaintext.h"
#include "ui/text/statustext.h"

#include <QCoreApplication>

#include <cerrno>
#include <poll.h>
#include <unistd.h>

namespace vigie::ctl::commands {

using models::ErrorCode;
using models::InstanceDetails;
using namespace Qt::StringLiterals;

namespace {

constexpr int pollMilliseconds = 100; // how soon an interruption is noticed

/// A line of standard input; empty when there is none, or when it is interrupted.
QString readLine(std::stop_token stop)
{
    QByteArray line;
    while (!stop.stop_requested()) {
        pollfd input{STDIN_FILENO, POLLIN, 0};
        if (::poll(&input, 1, pollMilliseconds) <= 0)
            continue;
        char byte = 0;
        const ssize_t count = ::read(STDIN_FILENO, &byte, 1);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0 || byte == '\n')
            break;
        line.append(byte);
    }
    return QString::fromUtf8(line).trimmed();
}

/// Says what is deleted and asks, on standard error: standard output is for results.
bool isConfirmed(Session &session, const InstanceDetails &details)
{
    const Output &output = session.output();
    output.note(QCoreApplication::translate("Ctl", "%1 (%2, %3) will be deleted at the provider, with all that it has there:")
                    .arg(ui::shown(details.instance.name), details.instance.id.toString().left(8),
                         ui::statusText(details.instance.status, details.instance.statusName)));
    const Table table = resourceTable(liveResources(details));
    if (table.isEmpty())
        output.note(QCoreApplication::translate("Ctl", "nothing that is known of yet"));
    else {
        for (const QString &line : table.lines(Table::Ink::Plain))
            output.note(line);
    }
    output.note(QCoreApplication::translate("Ctl", "It costs %1 now. Its data are lost. Terminate it? Answer yes or no.")
                    .arg(ui::pricePerHourText(details.instance.pricePerHour)));
    const QString answer = readLine(session.stop()).toLower();
    return answer == "y"_L1 || answer == "yes"_L1 || answer == "o"_L1 || answer == "oui"_L1;
}

Exit await(Session &session, const InstanceDetails &details, std::chrono::milliseconds timeout)
{
    const Waiter::Outcome outcome = Waiter(session).until(details.instance.id, Waiter::Goal::Terminated, timeout);
    if (outcome.error)
        session.output().problem(*outcome.error);
    if (session.output().isJson()) {
        QJsonObject document{{u"instance"_s, toJson(outcome.details.instance)}, {u"resources"_s, toJson(outcome.details.resources)}};
        if (outcome.error)
            document.insert(u"error"_s, toJson(*outcome.error));
        session.output().document(document);
    }
    return outcome.exit;
}

} // namespace

Exit terminate(Session &session, const Arguments &arguments)
{
    Output &output = session.output();
    const auto details = session.find(arguments.subject);
    if (!details)
        return refuse(output, details.error());
    const models::InstanceId id = details->instance.id;
    std::optional<std::int64_t> seenVersion;
    const bool alreadyAsked = details->instance.status == models::Status::Terminating || models::isGone(details->instance.status);
    if (!arguments.has(Option::Yes) && !alreadyAsked) {
        if (!isConfirmed(session, *details))
            return session.isInterrupted() ? refuse(output, {ErrorCode::Cancelled, {}, {}})
                                           : (refuse(output, {ErrorCode::Cancelled, {}, {}}), Exit::Refused);
        seenVersion = details->instance.version;
    }
    const models::RequestId request = models::RequestId::generate();
    const auto asked = session.persistently([&] { return storage::RequestRepository(session.database()).terminate(request, id, seenVersion); });
    if (!asked)
        return refuse(output, asked.error());
    session.announce();
    if (!output.isJson()) {
        output.line((models::isGone(details->instance.status) ? QCoreApplication::translate("Ctl", "%1 was terminated before: nothing of it is left.")
                                                             : QCoreApplication::translate("Ctl", "The termination of %1 is recorded."))
                        .arg(ui::shown(details->instance.name)));
    }
    if (arguments.has(Option::Wait))
        return await(session, *details, arguments.timeout);
    if (output.isJson()) {
        const auto now = storage::FleetRepository(session.database()).details(id);
        if (!now)
            return refuse(output, now.error());
        output.document({{u"instance"_s, toJson(now->instance)}});
    }
    if (!models::isGone(details->instance.status))
        noteWhenNobodyWorks(session, details->instance.account);
    return Exit::Done;
}

Exit archive(Session &session, const Arguments &arguments)
{
    Output &output = session.output();
    const auto details = session.find(arguments.subject);
    if (!details)
        return refuse(output, details.error());
    const models::InstanceId id = details->instance.id;
    const models::RequestId request = models::RequestId::generate();
    const auto asked = session.persistently([&] {
        return storage::RequestRepository(session.database()).archive(request, id, storage::RequestRepository::Archiving::Archive);
    });
    if (!asked)
        return refuse(output, asked.error());
    session.announce();
    const auto now = storage::FleetRepository(session.database()).details(id);
    if (!now)
        return refuse(output, now.error());
    if (output.isJson())
        output.document({{u"instance"_s, toJson(now->instance)}});
    else
        output.line(QCoreApplication::translate("Ctl", "%1 is archived.").arg(ui::shown(details->instance.name)));
    return Exit::Done;
}

} // namespace vigie::ctl::commands
