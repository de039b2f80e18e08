#include "tests/ui/support/guiguard.h"
#include "tests/ui/support/visibletexts.h"
#include "tests/ui/support/windowfixture.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QTabWidget>
#include <QTranslator>
#include <QXmlStreamReader>
#include <QtTest>

using namespace vigie;
using models::Status;
using tests::VisibleText;
using tests::WindowFixture;

namespace {

struct Entry {
    QRegularExpression english;
    QRegularExpression french;
    bool differs;
};

/// Says everything 40 % longer, as no language of ours does.
class LongTranslator : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char *, const char *source, const char *, int) const override
    {
        const QString text = QString::fromUtf8(source);
        return text + QString((text.size() * 2 + 4) / 5, QLatin1Char('~'));
    }
};

QRegularExpression patternOf(QString text)
{
    text.remove(QLatin1Char('&'));
    QString pattern = QRegularExpression::escape(text);
    pattern.replace(QRegularExpression(QStringLiteral("\\\\%(\\d|n)")), QStringLiteral(".*"));
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern), QRegularExpression::DotMatchesEverythingOption);
}

} // namespace

/// The language changes under open windows, and every text follows.
class tst_Language : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_guard = std::make_unique<tests::GuiGuard>();
        readTranslations();
        QVERIFY(m_entries.size() > 300);
    }
    void cleanupTestCase() { m_guard.reset(); }
    void init() { m_guard->take(); }
    void cleanup() { QCOMPARE(m_guard->take(), QStringList()); }

    void everyVisibleTextFollows_data() { tabs(); }

    void everyVisibleTextFollows()
    {
        QFETCH(int, tab);
        WindowFixture fixture("en");
        open(fixture, tab);
        QStringList english;
        for (QWidget *window : windows(fixture)) {
            for (const VisibleText &text : tests::visibleTexts(*window))
                english.append(text.text);
        }
        fixture.find<QAction>("languageFrench")->trigger();
        QCoreApplication::processEvents();
        int french = 0;
        for (QWidget *window : windows(fixture)) {
            for (const VisibleText &text : tests::visibleTexts(*window)) {
                QVERIFY2(!isIn(&Entry::english, text.text) || isIn(&Entry::french, text.text),
                         qPrintable(text.text + QStringLiteral(" in ") + text.widget->objectName()));
                french += isIn(&Entry::french, text.text) ? 1 : 0;
            }
        }
        QVERIFY(french > 30);
        QCOMPARE(fixture.settings.value(QStringLiteral("language")).toString(), QStringLiteral("fr"));
        QCOMPARE(QLocale().language(), QLocale::French);
        fixture.find<QAction>("languageEnglish")->trigger();
        QCoreApplication::processEvents();
        QStringList again;
        for (QWidget *window : windows(fixture)) {
            for (const VisibleText &text : tests::visibleTexts(*window))
                again.append(text.text);
        }
        QCOMPARE(again, english);
    }

    void cellsFollowToo()
    {
        WindowFixture fixture("en");
        QVERIFY(fixture.choose(Status::Ready));
        const QModelIndex status = fixture.table()->currentIndex().siblingAtColumn(0);
        QCOMPARE(status.data().toString(), QStringLiteral("Ready"));
        fixture.find<QAction>("languageFrench")->trigger();
        QCOMPARE(status.data().toString(), QStringLiteral("Pr\u00eate"));
        QVERIFY(fixture.table()->model()->index(0, 8).data().toString().contains(QLatin1Char(',')));
    }

    void nothingIsClippedWhenTextsAreLonger_data() { tabs(); }

    void nothingIsClippedWhenTextsAreLonger()
    {
        QFETCH(int, tab);
        WindowFixture fixture("en");
        open(fixture, tab);
        const LongTranslator longer;
        QCoreApplication::installTranslator(const_cast<LongTranslator *>(&longer));
        QTRY_COMPARE_WITH_TIMEOUT(clipped(fixture), QStringList(), 2000); // once layouts have settled
        QCoreApplication::removeTranslator(const_cast<LongTranslator *>(&longer));
    }

private:
    static void tabs()
    {
        QTest::addColumn<int>("tab");
        for (int tab = 0; tab < 4; ++tab)
            QTest::addRow("tab %d", tab) << tab;
    }

    static void open(WindowFixture &fixture, int tab)
    {
        QVERIFY(fixture.choose(tab == 0 ? Status::StartupFailed : Status::Ready));
        fixture.find<QTabWidget>("detailsTabs")->setCurrentIndex(tab);
        fixture.find<QAction>("createAction")->trigger();
        fixture.find<QAction>("terminateAction")->trigger();
        fixture.find<QAction>("keysAction")->trigger();
        QCoreApplication::processEvents();
    }

    static QWidgetList windows(const WindowFixture &fixture)
    {
        QWidgetList all{fixture.window.get()};
        for (QDialog *dialog : fixture.window->findChildren<QDialog *>())
            all.append(dialog);
        return all;
    }

    static QStringList clipped(const WindowFixture &fixture)
    {
        QStringList found;
        for (QWidget *window : windows(fixture)) {
            for (const VisibleText &text : tests::visibleTexts(*window)) {
                if (text.has > 0 && text.needs > text.has)
                    found.append(
                        QStringLiteral("%1 in %2 needs %3 has %4").arg(text.text, text.widget->objectName()).arg(text.needs).arg(text.has));
            }
        }
        return found;
    }

    bool isIn(QRegularExpression Entry::*language, const QString &text) const
    {
        // A text of several lines is several texts.
        return std::any_of(m_entries.cbegin(), m_entries.cend(),
                           [&](const Entry &entry) { return entry.differs && (entry.*language).match(text).hasMatch(); });
    }

    void readTranslations()
    {
        QFile file(QStringLiteral(VIGIE_SOURCE_DIR "/translations/vigie_fr.ts"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&file);
        QString source;
        while (!xml.atEnd()) {
            xml.readNext();
            if (!xml.isStartElement())
                continue;
            if (xml.name() == QLatin1String("source")) {
                source = xml.readElementText();
            } else if (xml.name() == QLatin1String("translation") || xml.name() == QLatin1String("numerusform")) {
                const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements);
                // What is placeholders and signs alone says nothing in either language.
                static const QRegularExpression wordless(QStringLiteral("^([^\\w]|%\\d)*$"));
                if (!wordless.match(source).hasMatch())
                    m_entries.append({patternOf(source), patternOf(text), source != text});
            }
        }
    }

    QVector<Entry> m_entries;
    std::unique_ptr<tests::GuiGuard> m_guard;
};

QTEST_MAIN(tst_Language)
#include "tst_language.moc"
