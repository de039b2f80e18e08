#include "app/ctl/commands/commands.h"

#include "app/ctl/json.h"
#include "app/ctl/localengine.h"
#include "app/storage/requestrepository.h"
#include "ui/text/plaintext.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <algorithm>
#include <array>

namespace vigie::ctl::commands {

using models::ErrorCode;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(log, "vigie.ctl")

constexpr std::chrono::milliseconds retryFirst = 500ms;
constexpr std::chrono::milliseconds retryMost = 15s;
constexpr std::chrono::milliseconds lookInterval = 1s;

/// What may be otherwise a moment later, without anybody changing what this program was told.
bool mayPass(ErrorCode code)
{
    constexpr std::array passing{ErrorCode::DatabaseUnreachable, ErrorCode::ClusterStartFailed, ErrorCode::DiskFull, ErrorCode::SandboxFailed,
                                 ErrorCode::DeadlinePassed, ErrorCode::Internal};
    return std::find(passing.begin(), passing.end(), code) != passing.end();
}

models::Result<void> openPersistently(Session &session)
{
    auto wait = retryFirst;
    for (;;) {
        auto opened = session.open();
        if (opened || session.isInterrupted() || !mayPass(opened.error().code))
            return opened;
        qCWarning(log).noquote().nospace() << "event=not_prepared code=" << toName(opened.error().code) << " retry_ms=" << wait.count()
                                           << " detail=" << opened.error().detail;
        if (!engine::waitFor(wait, session.stop()))
            return opened;
        wait = std::min(wait * 2, retryMost);
    }
}

void sayWhatIsServed(Session &session)
{
    QStringList names;
    for (const models::Account &each : session.world().accounts)
        names.append(ui::shown(each.id.toString()));
    Output &output = session.output();
    output.note(QCoreApplication::translate("Ctl", "This orchestrator serves %1 on the database %2. SIGTERM or Ctrl+C ends it.")
                    .arg(names.join(", "_L1), ui::shown(session.databaseName())));
    if (output.isJson()) {
        output.document({{u"serving"_s, toJson(session.world().accounts)}, {u"database"_s, session.databaseName()},
                         {u"pid"_s, QCoreApplication::applicationPid()}});
    }
}

} // namespace

Exit orchestrate(Session &session, const Arguments &)
{
    if (const auto opened = openPersistently(session); !opened)
        return session.isInterrupted() ? Exit::Done : refuse(session.output(), opened.error());
    if (session.world().accounts.isEmpty())
        return refuse(session.output(), {ErrorCode::MissingCredentials, {}, {}});
    const LocalEngine engine(session.world(), [] {});
    sayWhatIsServed(session);
    // The engine connects anew by itself; a private database that went away is started again here.
    bool live = true;
    while (engine::waitFor(lookInterval, session.stop())) {
        const bool now = session.mend();
        if (now && !live)
            qCInfo(log) << "event=database_back";
        live = now;
    }
    qCInfo(log).noquote() << "event=stopping";
    return Exit::Done;
}

} // namespace vigie::ctl::commands
