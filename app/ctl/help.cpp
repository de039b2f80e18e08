#include "app/ctl/help.h"

#include "app/ctl/table.h"

#include <QCoreApplication>

#include <algorithm>

namespace vigie::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr int width = 100;

QString translated(const char *text)
{
    return *text ? QCoreApplication::translate("Ctl", text) : QString();
}

/// Wrapped at spaces, each line after `indent` spaces, the first one after `lead` instead.
QString wrapped(const QString &text, const QString &lead, int indent)
{
    QString all;
    QString line = lead;
    bool atStart = true;
    for (const QString &word : text.split(u' ')) {
        if (!atStart && columnsOf(line) + 1 + columnsOf(word) > width) {
            all += line + u'\n';
            line = QString(indent, u' ');
            atStart = true;
        }
        line += (atStart ? QString() : u" "_s) + word;
        atStart = false;
    }
    return all + line + u'\n';
}

QString withValue(const OptionTraits &option)
{
    return "--"_L1 + QLatin1String(option.name) + (option.value ? u' ' + QLatin1String(option.value) : QString());
}

QString optionLines(const QVector<Option> &options)
{
    qsizetype widest = 0;
    for (const Option each : options)
        widest = std::max(widest, withValue(traitsOf(each)).size());
    QString text;
    for (const Option each : options)
        text += wrapped(translated(traitsOf(each).text), "  "_L1 + withValue(traitsOf(each)).leftJustified(widest + 2), static_cast<int>(widest) + 4);
    return text;
}

QVector<Option> globalOptions()
{
    QVector<Option> options;
    for (const OptionTraits &each : optionTable()) {
        if (each.scope == OptionTraits::Scope::Everywhere)
            options.append(each.option);
    }
    return options;
}

QString programHelp()
{
    QString text = translated(QT_TRANSLATE_NOOP("Ctl", "Instances that serve language models on rented GPUs, from the command line."));
    text += u"\n\n"_s + translated(QT_TRANSLATE_NOOP("Ctl", "Usage: vigiectl COMMAND [OPTION...]")) + u"\n\n"_s;
    for (const CommandTraits &each : commandTable()) {
        const QString name = QLatin1String(each.name) + (each.subject ? u' ' + QLatin1String(each.subject) : QString());
        text += wrapped(translated(each.text), "  "_L1 + name.leftJustified(16), 18);
    }
    text += u'\n' + translated(QT_TRANSLATE_NOOP("Ctl", "With every command:")) + u'\n' + optionLines(globalOptions()) + u'\n';
    text += translated(QT_TRANSLATE_NOOP("Ctl", "Environment:")) + u'\n';
    text += wrapped(translated(QT_TRANSLATE_NOOP("Ctl", "Where all data live (~/.local/share/vigie).")), u"  VIGIE_DATA_DIR      "_s, 22);
    text += wrapped(translated(QT_TRANSLATE_NOOP("Ctl", "A PostgreSQL server to share, instead of a private one.")), u"  VIGIE_DATABASE_URL  "_s, 22);
    text += wrapped(translated(QT_TRANSLATE_NOOP("Ctl", "The account, as for the provider's own tools.")), u"  SCW_SECRET_KEY ...  "_s, 22);
    text += u'\n' + translated(QT_TRANSLATE_NOOP("Ctl", "Exit status: 0 done, 2 usage, 3 refused, 4 failed, 5 deadline passed."));
    text += u'\n' + translated(QT_TRANSLATE_NOOP("Ctl", "More, with examples: vigiectl help COMMAND"));
    return text;
}

} // namespace

QString synopsis(const CommandTraits &command)
{
    QString text = "vigiectl "_L1 + QLatin1String(command.name);
    if (command.subject)
        text += u' ' + QLatin1String(command.subject);
    for (const Option each : command.required)
        text += u' ' + withValue(traitsOf(each));
    for (const Option each : command.optional)
        text += " ["_L1 + withValue(traitsOf(each)) + u']';
    return text;
}

QString helpText(const CommandTraits *command)
{
    if (!command)
        return programHelp();
    QString text = synopsis(*command) + u"\n\n"_s + wrapped(translated(command->text), {}, 0);
    if (*command->more)
        text += wrapped(translated(command->more), {}, 0);
    const QVector<Option> own = QVector<Option>(command->required.begin(), command->required.end())
        + QVector<Option>(command->optional.begin(), command->optional.end());
    if (!own.isEmpty())
        text += u'\n' + optionLines(own);
    text += u'\n' + translated(QT_TRANSLATE_NOOP("Ctl", "With every command:")) + u'\n' + optionLines(globalOptions());
    text += u'\n' + translated(QT_TRANSLATE_NOOP("Ctl", "Examples:"));
    for (const char *example : command->examples)
        text += "\n  "_L1 + QLatin1String(example);
    return text;
}

} // namespace vigie::ctl
