#pragma once

#include "app/ctl/commandtable.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <chrono>
#include <tl/expected.hpp>

namespace vigie::ctl {

/// A command line that was understood.
struct Arguments {
    Command command = Command::Help;
    QString subject;                        ///< the command's one argument; may be empty for help alone
    QMap<Option, QString> options;          ///< those given; the value is empty for one that takes none
    std::optional<double> timeScale;
    std::chrono::milliseconds timeout{std::chrono::hours(1)};

    bool has(Option option) const { return options.contains(option); }
    QString value(Option option) const { return options.value(option); }
};

/// Reads a command line without the program's name. The error is a sentence for people, in the language of the moment.
tl::expected<Arguments, QString> parseArguments(const QStringList &words);

} // namespace vigie::ctl
