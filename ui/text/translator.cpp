#include "ui/text/translator.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLoggingCategory>

Q_LOGGING_CATEGORY(lcLanguage, "vigie.language")

/// The resources are in a static library: without this the linker leaves them out. Outside of any namespace, as the macro asks.
static void initTranslationResources()
{
    Q_INIT_RESOURCE(vigie_translations);
}

namespace vigie::ui {

namespace {

constexpr std::array names{"fr", "en"};

} // namespace

QString toName(Language language)
{
    return QLatin1String(names[static_cast<std::size_t>(language)]);
}

std::optional<Language> languageFromName(QStringView name)
{
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (name == QLatin1String(names[i]))
            return static_cast<Language>(i);
    }
    return std::nullopt;
}

Language systemLanguage()
{
    return QLocale::system().language() == QLocale::French ? Language::French : Language::English;
}

Translator::Translator(QObject *parent) : QObject(parent)
{
    initTranslationResources();
}

Translator::~Translator()
{
    uninstall();
}

void Translator::setLanguage(Language language)
{
    uninstall();
    m_language = language;
    // The locale first: whoever handles LanguageChange formats numbers at once.
    QLocale::setDefault(language == Language::French ? QLocale(QLocale::French, QLocale::France)
                                                     : QLocale(QLocale::English, QLocale::UnitedKingdom));
    const QString name = toName(language);
    if (m_qt.load(QStringLiteral("qtbase_") + name, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    if (!m_own.load(QStringLiteral(":/i18n/vigie_") + name + QStringLiteral(".qm")))
        qCWarning(lcLanguage) << "event=load_failed language=" << name;
    QCoreApplication::installTranslator(&m_own);
}

void Translator::uninstall()
{
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
}

} // namespace vigie::ui
