#include "app/ctl/arguments.h"

#include "ui/text/plaintext.h"
#include "ui/text/translator.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace vigie::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr double mostTimeScale = 1000;
constexpr double mostTimeout = 1e7; // seconds: some months

tl::unexpected<QString> problem(const char *text, const QString &first = {}, const QString &second = {})
{
    QString sentence = QCoreApplication::translate("Ctl", text);
    if (!first.isNull())
        sentence = sentence.arg(ui::shown(first));
    if (!second.isNull())
        sentence = sentence.arg(ui::shown(second));
    return tl::unexpected(sentence);
}

QString dashed(Option option)
{
    return "--"_L1 + QLatin1String(traitsOf(option).name);
}

std::optional<double> positiveNumber(const QString &text, double most)
{
    bool good = false;
    const double number = QLocale::c().toDouble(text, &good);
    return good && std::isfinite(number) && number > 0 && number <= most ? std::optional(number) : std::nullopt;
}

/// Takes the words apart: options with their values, and the rest.
tl::expected<QStringList, QString> takeOptions(const QStringList &words, Arguments &arguments)
{
    QStringList rest;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words[i];
        if (word == "--"_L1)
            return rest + words.mid(i + 1);
        if (!word.startsWith(u'-') || word == "-"_L1) {
            rest.append(word);
            continue;
        }
        const qsizetype equals = word.indexOf(u'=');
        const OptionTraits *traits = word == "-h"_L1 ? &traitsOf(Option::Help)
            : word.startsWith("--"_L1)               ? findOption(QStringView(word).mid(2, equals < 0 ? -1 : equals - 2))
                                                     : nullptr;
        if (!traits)
            return problem(QT_TRANSLATE_NOOP("Ctl", "There is no option %1."), word.left(equals));
        if (arguments.has(traits->option))
            return problem(QT_TRANSLATE_NOOP("Ctl", "%1 is there twice."), dashed(traits->option));
        if (!traits->value && equals >= 0)
            return problem(QT_TRANSLATE_NOOP("Ctl", "%1 takes no value."), dashed(traits->option));
        QString value = u""_s;
        if (traits->value) {
            if (equals < 0 && i + 1 == words.size())
                return problem(QT_TRANSLATE_NOOP("Ctl", "%1 needs a value."), dashed(traits->option));
            value = equals < 0 ? words[++i] : word.mid(equals + 1);
            if (value.isEmpty())
                return problem(QT_TRANSLATE_NOOP("Ctl", "%1 needs a value."), dashed(traits->option));
        }
        arguments.options.insert(traits->option, value);
    }
    return rest;
}

bool contains(std::span<const Option> options, Option option)
{
    return std::find(options.begin(), options.end(), option) != options.end();
}

tl::expected<void, QString> checkValues(Arguments &arguments)
{
    if (arguments.has(Option::Lang) && !ui::languageFromName(arguments.value(Option::Lang)))
        return problem(QT_TRANSLATE_NOOP("Ctl", "--lang takes fr or en."));
    if (arguments.has(Option::TimeScale)) {
        arguments.timeScale = positiveNumber(arguments.value(Option::TimeScale), mostTimeScale);
        if (!arguments.timeScale)
            return problem(QT_TRANSLATE_NOOP("Ctl", "--time-scale takes a number above 0 and up to 1000."));
        if (!arguments.has(Option::Demo))
            return problem(QT_TRANSLATE_NOOP("Ctl", "%1 goes with %2."), dashed(Option::TimeScale), dashed(Option::Demo));
    }
    if (arguments.has(Option::Timeout)) {
        const auto seconds = positiveNumber(arguments.value(Option::Timeout), mostTimeout);
        if (!seconds)
            return problem(QT_TRANSLATE_NOOP("Ctl", "--timeout takes a number of seconds above 0."));
        if (!arguments.has(Option::Wait))
            return problem(QT_TRANSLATE_NOOP("Ctl", "%1 goes with %2."), dashed(Option::Timeout), dashed(Option::Wait));
        arguments.timeout = std::chrono::milliseconds(std::llround(*seconds * 1000));
    }
    return {};
}

tl::expected<void, QString> checkCommand(const Arguments &arguments, const CommandTraits &traits, const QStringList &rest)
{
    const QString name = QLatin1String(traits.name);
    const qsizetype most = traits.subject ? 1 : 0;
    if (rest.size() > most)
        return problem(QT_TRANSLATE_NOOP("Ctl", "%1 is one word too many."), rest[most]);
    if (traits.subject && rest.isEmpty() && traits.command != Command::Help)
        return problem(QT_TRANSLATE_NOOP("Ctl", "%1 needs %2."), name, QLatin1String(traits.subject));
    if (traits.subject && !rest.isEmpty() && rest.first().isEmpty())
        return problem(QT_TRANSLATE_NOOP("Ctl", "%1 needs %2."), name, QLatin1String(traits.subject));
    for (const auto &[option, value] : arguments.options.asKeyValueRange()) {
        if (traitsOf(option).scope == OptionTraits::Scope::Command && !contains(traits.required, option) && !contains(traits.optional, option))
            return problem(QT_TRANSLATE_NOOP("Ctl", "%1 does not take %2."), name, dashed(option));
    }
    for (const Option option : traits.required) {
        if (!arguments.has(option))
            return problem(QT_TRANSLATE_NOOP("Ctl", "%1 needs %2."), name, dashed(option));
    }
    return {};
}

} // namespace

tl::expected<Arguments, QString> parseArguments(const QStringList &words)
{
    Arguments arguments;
    auto rest = takeOptions(words, arguments);
    if (!rest)
        return tl::unexpected(rest.error());
    // Whoever asks for help is helped, whatever else is missing.
    if (arguments.has(Option::Version))
        return arguments;
    if (arguments.has(Option::Help)) {
        arguments.subject = rest->value(0);
        if (!arguments.subject.isEmpty() && !findCommand(arguments.subject))
            return problem(QT_TRANSLATE_NOOP("Ctl", "There is no command %1."), arguments.subject);
        return arguments;
    }
    if (rest->isEmpty())
        return problem(QT_TRANSLATE_NOOP("Ctl", "Which command?"));
    const QString name = rest->takeFirst();
    const CommandTraits *traits = findCommand(name);
    if (!traits)
        return problem(QT_TRANSLATE_NOOP("Ctl", "There is no command %1."), name.isEmpty() ? u"''"_s : name);
    arguments.command = traits->command;
    if (auto checked = checkCommand(arguments, *traits, *rest); !checked)
        return tl::unexpected(checked.error());
    arguments.subject = rest->value(0);
    if (traits->command == Command::Help && !arguments.subject.isEmpty() && !findCommand(arguments.subject))
        return problem(QT_TRANSLATE_NOOP("Ctl", "There is no command %1."), arguments.subject);
    if (auto checked = checkValues(arguments); !checked)
        return tl::unexpected(checked.error());
    return arguments;
}

} // namespace vigie::ctl
