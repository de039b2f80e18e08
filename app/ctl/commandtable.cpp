#include "app/ctl/commandtable.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace vigie::ctl {

namespace {

using Scope = OptionTraits::Scope;

constexpr std::array options{
    OptionTraits{Option::Account, "account", "A", QT_TRANSLATE_NOOP("Ctl", "The account, by its short name (see `vigiectl accounts`)."), Scope::Command},
    OptionTraits{Option::Zone, "zone", "Z", QT_TRANSLATE_NOOP("Ctl", "The zone, one of the account's."), Scope::Command},
    OptionTraits{Option::Type, "type", "T", QT_TRANSLATE_NOOP("Ctl", "The instance type (see `vigiectl offers`)."), Scope::Command},
    OptionTraits{Option::Model, "model", "M",
                 QT_TRANSLATE_NOOP("Ctl", "The model on the Hugging Face Hub: Org/Name or name, with @revision where wanted."), Scope::Command},
    OptionTraits{Option::Name, "name", "N", QT_TRANSLATE_NOOP("Ctl", "What to call the instance; without it a name is made from the model."), Scope::Command},
    OptionTraits{Option::Wait, "wait", nullptr,
                 QT_TRANSLATE_NOOP("Ctl", "Waits for the end, printing each change of status; does the work itself when no orchestrator is running."),
                 Scope::Command},
    OptionTraits{Option::Timeout, "timeout", "S", QT_TRANSLATE_NOOP("Ctl", "With --wait: waits at most so many seconds (3600)."), Scope::Command},
    OptionTraits{Option::Yes, "yes", nullptr, QT_TRANSLATE_NOOP("Ctl", "Does not ask."), Scope::Command},
    OptionTraits{Option::All, "all", nullptr, QT_TRANSLATE_NOOP("Ctl", "Archived ones too."), Scope::Command},
    OptionTraits{Option::Json, "json", nullptr,
                 QT_TRANSLATE_NOOP("Ctl", "One JSON document on standard output (watch: one a line); instants in microseconds since 1970, money in millionths."),
                 Scope::Everywhere},
    OptionTraits{Option::Demo, "demo", nullptr,
                 QT_TRANSLATE_NOOP("Ctl", "Against a cloud on this machine, with a database of its own: needs no account and costs nothing."), Scope::Everywhere},
    OptionTraits{Option::TimeScale, "time-scale", "F", QT_TRANSLATE_NOOP("Ctl", "With --demo: how many times faster than life that cloud is."), Scope::Everywhere},
    OptionTraits{Option::Lang, "lang", "fr|en", QT_TRANSLATE_NOOP("Ctl", "The language; without it, that of LC_ALL, LC_MESSAGES or LANG."), Scope::Everywhere},
    OptionTraits{Option::Help, "help", nullptr, QT_TRANSLATE_NOOP("Ctl", "Says how this is used."), Scope::Everywhere},
    OptionTraits{Option::Version, "version", nullptr, QT_TRANSLATE_NOOP("Ctl", "Says which version this is."), Scope::Everywhere},
};

constexpr std::array createNeeds{Option::Account, Option::Zone, Option::Type, Option::Model};
constexpr std::array createTakes{Option::Name, Option::Wait, Option::Timeout};
constexpr std::array listTakes{Option::All};
constexpr std::array terminateTakes{Option::Yes, Option::Wait, Option::Timeout};
constexpr std::array offersTakes{Option::Account, Option::Zone};

constexpr std::array createExamples{
    "vigiectl create --account scaleway --zone fr-par-2 --type L4-1-24G --model Qwen/Qwen2.5-7B-Instruct --wait",
    "vigiectl --demo create --account sandbox --zone fr-par-2 --type L4-1-24G --model gpt2@main --name try --json"};
constexpr std::array listExamples{"vigiectl list", "vigiectl list --all --json | jq '.instances[] | {id, status}'"};
constexpr std::array showExamples{"vigiectl show 4cdf43a1", "vigiectl show qwen2.5-7b-instruct-4cdf --json"};
constexpr std::array timelineExamples{"vigiectl timeline 4cdf43a1", "vigiectl timeline try --json | jq '.attempts[-1].segments'"};
constexpr std::array terminateExamples{"vigiectl terminate 4cdf43a1", "vigiectl terminate try --yes --wait --timeout 600"};
constexpr std::array archiveExamples{"vigiectl archive 4cdf43a1"};
constexpr std::array watchExamples{"vigiectl watch", "vigiectl watch --json | jq -c '.instance | {name, status}'"};
constexpr std::array orchestrateExamples{"vigiectl orchestrate", "systemctl --user enable --now vigie-orchestrator"};
constexpr std::array accountsExamples{"vigiectl accounts", "SCW_SECRET_KEY=... SCW_DEFAULT_PROJECT_ID=... vigiectl accounts"};
constexpr std::array offersExamples{"vigiectl offers", "vigiectl offers --zone fr-par-2"};
constexpr std::array helpExamples{"vigiectl help create"};

constexpr std::array commands{
    CommandTraits{Command::Create, "create", nullptr, QT_TRANSLATE_NOOP("Ctl", "Creates an instance that serves a model."),
                  QT_TRANSLATE_NOOP("Ctl", "The request is recorded, and carried out by whichever orchestrator is running: a window, `vigiectl orchestrate`, "
                                           "or, with --wait, this command. With --wait it ends when the instance is ready (0) or has failed (4)."),
                  createNeeds, createTakes, createExamples},
    CommandTraits{Command::List, "list", nullptr, QT_TRANSLATE_NOOP("Ctl", "Lists the instances."),
                  QT_TRANSLATE_NOOP("Ctl", "EUR/h is what the resources that are not verified gone cost now, whatever the status says."), {}, listTakes, listExamples},
    CommandTraits{Command::Show, "show", "ID", QT_TRANSLATE_NOOP("Ctl", "Shows one instance: status, progress, cost, resources, what went wrong."),
                  QT_TRANSLATE_NOOP("Ctl", "ID is the name of an instance, or the beginning of its id, four characters or more."), {}, {}, showExamples},
    CommandTraits{Command::Timeline, "timeline", "ID", QT_TRANSLATE_NOOP("Ctl", "Shows where an instance's time went."),
                  QT_TRANSLATE_NOOP("Ctl", "Its changes of status, its actions with their waiting and their work, and the segments of each attempt, which add up "
                                           "to its whole."),
                  {}, {}, timelineExamples},
    CommandTraits{Command::Terminate, "terminate", "ID", QT_TRANSLATE_NOOP("Ctl", "Terminates an instance: deletes all of it at the provider."),
                  QT_TRANSLATE_NOOP("Ctl", "Says what will be deleted and asks; where nobody can be asked, --yes is needed. With --wait it ends when every resource "
                                           "is verified gone."),
                  {}, terminateTakes, terminateExamples},
    CommandTraits{Command::Archive, "archive", "ID", QT_TRANSLATE_NOOP("Ctl", "Takes a terminated instance off the list."),
                  QT_TRANSLATE_NOOP("Ctl", "Its history is kept: `vigiectl list --all` shows it."), {}, {}, archiveExamples},
    CommandTraits{Command::Watch, "watch", nullptr, QT_TRANSLATE_NOOP("Ctl", "Prints the instances, then every change, until interrupted."),
                  QT_TRANSLATE_NOOP("Ctl", "A lost database is waited for."), {}, {}, watchExamples},
    CommandTraits{Command::Orchestrate, "orchestrate", nullptr, QT_TRANSLATE_NOOP("Ctl", "Carries out what is asked, until SIGTERM or SIGINT."),
                  QT_TRANSLATE_NOOP("Ctl", "The orchestrator without a window. Several work on one database together. It logs to standard error; a second signal "
                                           "ends it at once, and loses nothing."),
                  {}, {}, orchestrateExamples},
    CommandTraits{Command::Accounts, "accounts", nullptr, QT_TRANSLATE_NOOP("Ctl", "Lists the accounts, and which can be used from here."),
                  QT_TRANSLATE_NOOP("Ctl", "An account's credentials come from the environment: SCW_SECRET_KEY and SCW_DEFAULT_PROJECT_ID; VIGIE_ACCOUNT is its "
                                           "short name, VIGIE_ZONES its zones."),
                  {}, {}, accountsExamples},
    CommandTraits{Command::Offers, "offers", nullptr, QT_TRANSLATE_NOOP("Ctl", "Asks the provider for its GPU types, with price and stock."),
                  QT_TRANSLATE_NOOP("Ctl", "Prices are of the server alone; its volume comes on top. It fails (4) when a zone cannot be read; the others are shown."),
                  {}, offersTakes, offersExamples},
    CommandTraits{Command::Help, "help", "COMMAND", QT_TRANSLATE_NOOP("Ctl", "Explains a command."), "", {}, {}, helpExamples},
};

} // namespace

std::span<const OptionTraits> optionTable()
{
    return options;
}

std::span<const CommandTraits> commandTable()
{
    return commands;
}

const OptionTraits &traitsOf(Option option)
{
    return options[static_cast<std::size_t>(option)];
}

const CommandTraits &traitsOf(Command command)
{
    return commands[static_cast<std::size_t>(command)];
}

const OptionTraits *findOption(QStringView name)
{
    const auto found = std::find_if(options.begin(), options.end(), [name](const OptionTraits &each) { return name == QLatin1String(each.name); });
    return found == options.end() ? nullptr : &*found;
}

const CommandTraits *findCommand(QStringView name)
{
    const auto found = std::find_if(commands.begin(), commands.end(), [name](const CommandTraits &each) { return name == QLatin1String(each.name); });
    return found == commands.end() ? nullptr : &*found;
}

} // namespace vigie::ctl
