#pragma once

#include <QString>

#include <optional>
#include <span>

namespace vigie::ctl {

enum class Command { Create, List, Show, Timeline, Terminate, Archive, Watch, Orchestrate, Accounts, Offers, Help };

enum class Option { Account, Zone, Type, Model, Name, Wait, Timeout, Yes, All, Json, Demo, TimeScale, Lang, Help, Version };

struct OptionTraits {
    Option option;
    const char *name;  ///< without its dashes
    const char *value; ///< what it takes, for the help; null: nothing
    const char *text;
    enum class Scope { Command, Everywhere } scope;
};

struct CommandTraits {
    Command command;
    const char *name;
    const char *subject; ///< its one argument, for the help; null: none
    const char *text;
    const char *more;    ///< the paragraph of its help
    std::span<const Option> required;
    std::span<const Option> optional;
    std::span<const char *const> examples;
};

/// The tables that the parser and the help read. Texts are untranslated, of the context `Ctl`.
std::span<const OptionTraits> optionTable();
std::span<const CommandTraits> commandTable();
const OptionTraits &traitsOf(Option option);
const CommandTraits &traitsOf(Command command);
const OptionTraits *findOption(QStringView name);
const CommandTraits *findCommand(QStringView name);

} // namespace vigie::ctl
