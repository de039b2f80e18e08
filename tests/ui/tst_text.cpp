#include "ui/text/actiontext.h"
#include "ui/text/durationtext.h"
#include "ui/text/errortext.h"
#include "ui/text/modelidtext.h"
#include "ui/text/moneytext.h"
#include "ui/text/plaintext.h"
#include "ui/text/statustext.h"
#include "ui/text/translator.h"

#include <QtTest>

using namespace vigie;
using namespace std::chrono_literals;

/// Words made of codes and numbers, in both languages.
class tst_Text : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void durations_data()
    {
        QTest::addColumn<qlonglong>("micros");
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("french");
        QTest::newRow("negative") << -5LL << "0.000 ms" << "0,000 ms";
        QTest::newRow("micro") << 250LL << "0.250 ms" << "0,250 ms";
        QTest::newRow("real failure") << 46'596LL << "46.5 ms" << "46,5 ms";
        QTest::newRow("seconds") << 12'399'999LL << "12.3 s" << "12,3 s";
        QTest::newRow("just below a minute") << 59'999'999LL << "59.9 s" << "59,9 s";
        QTest::newRow("minutes") << 185'000'000LL << "3 min 05 s" << "3 min 05 s";
        QTest::newRow("never 2 hours") << 6'900'000'000LL << "1 h 55 min" << "1 h 55 min";
        QTest::newRow("days") << 183'600'000'000LL << "2 d 3 h" << "2 j 3 h";
    }

    void durations()
    {
        QFETCH(qlonglong, micros);
        QFETCH(QString, english);
        QFETCH(QString, french);
        m_translator.setLanguage(ui::Language::English);
        QCOMPARE(spaced(ui::durationText(models::Duration(micros))), english);
        m_translator.setLanguage(ui::Language::French);
        QCOMPARE(spaced(ui::durationText(models::Duration(micros))), french);
    }

    void money()
    {
        m_translator.setLanguage(ui::Language::English);
        QCOMPARE(ui::pricePerHourText(models::Money::fromMicros(2'939'832)), QStringLiteral("2.94 EUR/h"));
        QCOMPARE(ui::pricePerHourText(std::nullopt), QStringLiteral("\u2013")); // unknown is not zero
        QCOMPARE(ui::amountText(models::Money::fromMicros(14'500)), QStringLiteral("0.015"));
        QCOMPARE(ui::columnAmountText(models::Money::fromMicros(4'000)), QStringLiteral("<0.01"));
        QCOMPARE(ui::columnAmountText(models::Money()), QStringLiteral("0.00"));
        m_translator.setLanguage(ui::Language::French);
        QCOMPARE(spaced(ui::pricePerHourText(models::Money::fromMicros(2'939'832))), QStringLiteral("2,94 EUR/h"));
    }

    /// Every code has a cause and a remedy of its own, in both languages, and a translation that differs.
    void everyErrorHasItsSentences()
    {
        QSet<QString> causes;
        for (const ui::ErrorSentences &sentences : ui::errorSentences()) {
            const models::Error error{sentences.code, {}, {}};
            QCOMPARE(ui::errorSentences()[static_cast<std::size_t>(sentences.code)].code,
                     sentences.code); // the table is in the order of the codes
            m_translator.setLanguage(ui::Language::English);
            const ui::ErrorText english = ui::errorText(error);
            QVERIFY(!english.cause.endsWith(QLatin1Char('.')));
            QVERIFY(english.remedy.endsWith(QLatin1Char('.')));
            QVERIFY2(!causes.contains(english.cause), qPrintable(english.cause));
            causes.insert(english.cause);
            m_translator.setLanguage(ui::Language::French);
            const ui::ErrorText french = ui::errorText(error);
            QVERIFY2(french.cause != english.cause, qPrintable(english.cause));
            QVERIFY2(french.remedy != english.remedy, qPrintable(english.remedy));
        }
    }

    void particularsAreNamed()
    {
        m_translator.setLanguage(ui::Language::English);
        const models::Error error{models::ErrorCode::ProviderOutOfStock,
                                  {{QStringLiteral("zone"), QStringLiteral("fr-par-2")},
                                   {QStringLiteral("oddity"), QStringLiteral("7")},
                                   {QStringLiteral("path"), {}}},
                                  {}};
        QCOMPARE(ui::errorText(error).cause, QStringLiteral("The provider has none of this type left (oddity=7, zone fr-par-2)"));
    }

    void everyStatusActionAndProblemHasItsWord()
    {
        for (const ui::Language language : {ui::Language::English, ui::Language::French}) {
            m_translator.setLanguage(language);
            QCOMPARE(static_cast<std::size_t>(ui::statusWords().size()), models::statusCount);
            for (const models::ActionTraits &traits : models::actionTraits())
                QVERIFY(!ui::actionText(traits.code).isEmpty());
            for (int i = 0; i <= static_cast<int>(models::ModelIdProblem::NotAModelUrl); ++i)
                QVERIFY(!ui::modelIdProblemText(static_cast<models::ModelIdProblem>(i)).isEmpty());
        }
        QCOMPARE(ui::statusText(models::Status::Ready), QStringLiteral("Pr\u00eate"));
        QCOMPARE(ui::statusText(models::Status::Unknown, QStringLiteral("frozen")), QStringLiteral("Inconnu (frozen)"));
        QCOMPARE(ui::actionText(models::ActionCode::Unknown, QStringLiteral("NEW_THING")), QStringLiteral("NEW_THING"));
    }

    void hostileTextIsWrittenOut()
    {
        QCOMPARE(ui::shown(QStringLiteral("a\u202Eb")), QStringLiteral("a[U+202E]b"));
        QCOMPARE(ui::shown(QStringLiteral("a\nb\x07")), QStringLiteral("a b[U+0007]"));
        QCOMPARE(ui::shown(QStringLiteral("\U0001F469\u200D\U0001F680 ok")), QStringLiteral("\U0001F469\u200D\U0001F680 ok"));
        QCOMPARE(ui::plainToolTip(QStringLiteral("plain")), QStringLiteral("plain"));
        QVERIFY(!ui::plainToolTip(QStringLiteral("<img src=x>")).contains(QLatin1String("<img")));
    }

private:
    /// No-break spaces are a matter of typography, not of these tests.
    static QString spaced(QString text) { return text.replace(QChar(0x00A0), QLatin1Char(' ')).replace(QChar(0x202F), QLatin1Char(' ')); }

    ui::Translator m_translator;
};

QTEST_GUILESS_MAIN(tst_Text)
#include "tst_text.moc"
