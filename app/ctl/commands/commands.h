#pragma once

#include "app/ctl/arguments.h"
#include "app/ctl/exit.h"
#include "app/ctl/session.h"

namespace vigie::ctl::commands {

// Each carries one command out, in an open session unless said otherwise, and gives the exit status. Blocking; on the main thread.
Exit create(Session &session, const Arguments &arguments);
Exit list(Session &session, const Arguments &arguments);
Exit show(Session &session, const Arguments &arguments);
Exit timeline(Session &session, const Arguments &arguments);
Exit terminate(Session &session, const Arguments &arguments);
Exit archive(Session &session, const Arguments &arguments);
Exit watch(Session &session, const Arguments &arguments);
Exit accounts(Session &session, const Arguments &arguments);
Exit offers(Session &session, const Arguments &arguments);
/// Opens the session itself, as often as it needs.
Exit orchestrate(Session &session, const Arguments &arguments);

/// Says why a command ends here: to people, and as the command's document to programs.
Exit refuse(Output &output, const models::Error &error);
/// What follows a request that nobody carries out yet, for people.
void noteWhenNobodyWorks(Session &session, const models::AccountId &account);

} // namespace vigie::ctl::commands
