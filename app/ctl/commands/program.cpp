#include "app/ctl/commands/program.h"

#include "app/ctl/commands/commands.h"
#include "app/ctl/help.h"
#include "app/ctl/interruption.h"
#include "app/ctl/json.h"
#include "app/ctl/surroundings.h"

#include <QCoreApplication>

#include <array>
#include <unistd.h>

namespace vigie::ctl {

using namespace Qt::StringLiterals;

namespace {

using Run = Exit (*)(Session &, const Arguments &);

// In the order of the commands; help has none.
constexpr std::array<Run, static_cast<std::size_t>(Command::Help)> runs{
    commands::create, commands::list,  commands::show,        commands::timeline, commands::terminate,
    commands::archive, commands::watch, commands::orchestrate, commands::accounts, commands::offers,
};

/// --lang as it stands, before the rest is read: what is wrong with the rest is said in that language.
ui::Language languageAsked(const QStringList &words, ui::Language otherwise)
{
    for (qsizetype i = 0; i < words.size() && words[i] != "--"_L1; ++i) {
        const QString value = words[i] == "--lang"_L1 ? words.value(i + 1) : words[i].startsWith("--lang="_L1) ? words[i].mid(7) : QString();
        if (const auto language = ui::languageFromName(value))
            return *language;
    }
    return otherwise;
}

Exit misuse(Output &output, const QString &sentence)
{
    output.note(sentence + u' ' + QCoreApplication::translate("Ctl", "See `vigiectl --help`."));
    if (output.isJson())
        output.document({{u"error"_s, QJsonObject{{u"code"_s, u"USAGE"_s}, {u"params"_s, QJsonObject()}, {u"detail"_s, sentence}}}});
    return Exit::Usage;
}

Exit carryOut(const Arguments &arguments, Output &output, const Interruption &interruption)
{
    // Before anything is started: nobody can be asked here.
    if (arguments.command == Command::Terminate && !arguments.has(Option::Yes) && !::isatty(STDIN_FILENO))
        return misuse(output, QCoreApplication::translate("Ctl", "Standard input is no terminal: nobody can be asked. Give --yes to terminate without a question."));
    Session session(arguments, output, interruption.token());
    if (arguments.command != Command::Orchestrate) {
        const auto opened = session.open();
        // Interrupting it is how a watch ends, also one that has not begun.
        if (!opened && arguments.command == Command::Watch && interruption.isRequested())
            return Exit::Done;
        if (!opened)
            return commands::refuse(output, opened.error());
    }
    return runs[static_cast<std::size_t>(arguments.command)](session, arguments);
}

Exit run(const QStringList &words, const Interruption &interruption)
{
    Output output(words.contains("--json"_L1) ? Output::Format::Json : Output::Format::People);
    const auto arguments = parseArguments(words);
    Exit exit = Exit::Done;
    if (!arguments) {
        exit = misuse(output, arguments.error());
    } else if (arguments->has(Option::Version)) {
        output.line(u"vigiectl %1"_s.arg(QCoreApplication::applicationVersion()));
    } else if (arguments->has(Option::Help) || arguments->command == Command::Help) {
        output.line(helpText(findCommand(arguments->subject)));
    } else {
        logToStandardError(arguments->command == Command::Orchestrate ? Logging::Full : Logging::Quiet);
        exit = carryOut(*arguments, output, interruption);
    }
    if (!output.failure().isEmpty()) {
        output.note(QCoreApplication::translate("Ctl", "Standard output cannot be written to: %1").arg(output.failure()));
        return Exit::Failed;
    }
    // Whoever stopped reading had what they wanted.
    return output.isUnread() ? Exit::Done : exit;
}

} // namespace

int runProgram(int argc, char **argv)
{
    const ui::Language language = environmentLanguage();
    settleIn();
    const Interruption interruption;
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"vigiectl"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(VIGIE_VERSION));
    const QStringList words = QCoreApplication::arguments().mid(1);
    ui::Translator translator;
    translator.setLanguage(languageAsked(words, language));
    return static_cast<int>(run(words, interruption));
}

} // namespace vigie::ctl
