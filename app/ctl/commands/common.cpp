#include "app/ctl/commands/commands.h"

#include "app/ctl/json.h"
#include "app/storage/requestrepository.h"

#include <QCoreApplication>

namespace vigie::ctl::commands {

using namespace Qt::StringLiterals;

Exit refuse(Output &output, const models::Error &error)
{
    output.problem(error);
    if (output.isJson())
        output.document({{u"error"_s, toJson(error)}});
    return exitOf(error);
}

void noteWhenNobodyWorks(Session &session, const models::AccountId &account)
{
    const auto alive = storage::RequestRepository(session.database()).orchestrators(account);
    if (alive && *alive == 0) {
        session.output().note(QCoreApplication::translate(
            "Ctl", "No orchestrator is running for this account: it is carried out when one runs (a window, `vigiectl orchestrate`, or --wait)."));
    }
}

} // namespace vigie::ctl::commands
