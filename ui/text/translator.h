#pragma once

#include <QLocale>
#include <QObject>
#include <QTranslator>

#include <array>
#include <optional>

namespace vigie::ui {

enum class Language { French, English };

/// `fr` and `en`, as stored and as on the command line.
QString toName(Language language);
std::optional<Language> languageFromName(QStringView name);
/// The language of the user's session: French for any French, otherwise English.
Language systemLanguage();

/// Loads the language of the program at run time: our texts, Qt's own when they are installed, and the default QLocale that
/// numbers and dates follow. Windows learn of it through QEvent::LanguageChange. Uninstalls itself when destroyed.
class Translator : public QObject {
    Q_OBJECT
public:
    explicit Translator(QObject *parent = nullptr);
    ~Translator() override;

    Language language() const { return m_language; }
    /// On the windows' thread, after the QCoreApplication.
    void setLanguage(Language language);

private:
    void uninstall();

    Language m_language = Language::English;
    QTranslator m_own;
    QTranslator m_qt;
};

} // namespace vigie::ui
