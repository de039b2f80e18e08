#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

namespace {

struct Message {
    QString context;
    QString source;
    QString comment;
    QStringList forms; ///< one, or one for each plural
    bool numerus = false;
    QString type;

    QString key() const { return context + QLatin1Char('\n') + source + QLatin1Char('\n') + comment; }
};

QVector<Message> read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    QVector<Message> messages;
    QString context;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        if (xml.name() == QLatin1String("name")) {
            context = xml.readElementText();
        } else if (xml.name() == QLatin1String("message")) {
            messages.append({context, {}, {}, {}, xml.attributes().value(QLatin1String("numerus")) == QLatin1String("yes"), {}});
        } else if (xml.name() == QLatin1String("source")) {
            messages.last().source = xml.readElementText();
        } else if (xml.name() == QLatin1String("comment")) {
            messages.last().comment = xml.readElementText();
        } else if (xml.name() == QLatin1String("translation")) {
            messages.last().type = xml.attributes().value(QLatin1String("type")).toString();
            if (!messages.last().numerus)
                messages.last().forms = {xml.readElementText()};
        } else if (xml.name() == QLatin1String("numerusform")) {
            messages.last().forms.append(xml.readElementText());
        }
    }
    return messages;
}

QStringList placeholders(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("%(\\d|n|L\\d)"));
    QStringList found;
    for (auto match = pattern.globalMatch(text); match.hasNext();)
        found.append(match.next().captured());
    found.sort();
    return found;
}

QChar accelerator(const QString &text)
{
    const qsizetype at = text.indexOf(QLatin1Char('&'));
    return at < 0 || at + 1 >= text.size() ? QChar() : text.at(at + 1).toLower();
}

} // namespace

/// The translations are whole, sound, and as the sources are.
class tst_Translations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTextIsTranslated_data() { files(); }

    void everyTextIsTranslated()
    {
        QFETCH(QString, file);
        const QVector<Message> messages = read(folder() + file);
        QVERIFY(!messages.isEmpty());
        for (const Message &message : messages) {
            QVERIFY2(message.type.isEmpty(),
                     qPrintable(message.key() + QLatin1Char('\n') + message.type)); // unfinished, obsolete, vanished
            QCOMPARE(message.forms.size(), message.numerus ? 2 : 1);
            for (const QString &form : message.forms)
                QVERIFY2(!form.trimmed().isEmpty(), qPrintable(message.key()));
        }
    }

    void placeholdersMatch_data() { files(); }

    void placeholdersMatch()
    {
        QFETCH(QString, file);
        for (const Message &message : read(folder() + file)) {
            for (const QString &form : message.forms)
                QVERIFY2(placeholders(form) == placeholders(message.source), qPrintable(message.source + QLatin1Char('\n') + form));
            QVERIFY2(message.forms.isEmpty() ||
                         message.source.endsWith(QLatin1String("...")) == message.forms.first().endsWith(QLatin1String("...")),
                     qPrintable(message.source));
        }
    }

    /// Within one menu no two commands have the same letter; who is in which menu is said here, by the sources' words.
    void acceleratorsDiffer_data()
    {
        QTest::addColumn<QStringList>("menu");
        QTest::newRow("bar") << QStringList{QStringLiteral("&Fleet"), QStringLiteral("&View"), QStringLiteral("&Help")};
        const QStringList fleet{QStringLiteral("&New instance..."), QStringLiteral("&Terminate..."), QStringLiteral("&Refresh now"),
                                QStringLiteral("&Quit")};
        QTest::newRow("fleet, archive") << fleet + QStringList{QStringLiteral("&Archive")};
        QTest::newRow("fleet, bring back") << fleet + QStringList{QStringLiteral("&Bring back from the archive")};
        QTest::newRow("view") << QStringList{QStringLiteral("&Filter"), QStringLiteral("Go to the &table"),
                                             QStringLiteral("Go to the &details"), QStringLiteral("&Language"), QStringLiteral("&Colours")};
        QTest::newRow("colours") << QStringList{QStringLiteral("As the &system"), QStringLiteral("&Light"), QStringLiteral("&Dark")};
    }

    void acceleratorsDiffer()
    {
        QFETCH(QStringList, menu);
        QHash<QString, QString> french;
        for (const Message &message : read(folder() + QStringLiteral("vigie_fr.ts"))) {
            if (message.source.contains(QLatin1Char('&')))
                french.insert(message.source, message.forms.first());
        }
        QSet<QChar> letters;
        QSet<QChar> frenchLetters;
        for (const QString &text : menu) {
            QVERIFY2(french.contains(text), qPrintable(text));
            QVERIFY2(!accelerator(french.value(text)).isNull(), qPrintable(french.value(text)));
            QVERIFY2(!letters.contains(accelerator(text)), qPrintable(text));
            QVERIFY2(!frenchLetters.contains(accelerator(french.value(text))), qPrintable(french.value(text)));
            letters.insert(accelerator(text));
            frenchLetters.insert(accelerator(french.value(text)));
        }
    }

    void frenchIsSetAsFrenchIs()
    {
        for (const Message &message : read(folder() + QStringLiteral("vigie_fr.ts"))) {
            for (const QString &form : message.forms) {
                QVERIFY2(!form.contains(QLatin1Char('\'')), qPrintable(form));
                static const QRegularExpression breakingSpace(QStringLiteral(" [:;?!\u00bb]"));
                QVERIFY2(!breakingSpace.match(form).hasMatch(), qPrintable(form));
            }
        }
    }

    /// lupdate over the sources of today changes nothing: no text is missing from the files, and none is left over.
    void theFilesAreAsTheSources_data() { files(); }

    void theFilesAreAsTheSources()
    {
        QFETCH(QString, file);
        const QTemporaryDir temporary;
        const QString copy = temporary.filePath(file);
        QVERIFY(QFile::copy(folder() + file, copy));
        QStringList arguments{QStringLiteral("-silent"),     QStringLiteral("-I"),   QStringLiteral("."),
                              QStringLiteral("-locations"),  QStringLiteral("none"), QStringLiteral("-no-obsolete"),
                              QStringLiteral("-extensions"), QStringLiteral("cpp,h")};
        if (file.contains(QLatin1String("_en")))
            arguments.append(QStringLiteral("-pluralonly"));
        arguments += {QStringLiteral("ui"), QStringLiteral("app"), QStringLiteral("-ts"), copy};
        QProcess lupdate;
        lupdate.setWorkingDirectory(QStringLiteral(VIGIE_SOURCE_DIR));
        lupdate.start(QStringLiteral(VIGIE_LUPDATE), arguments);
        QVERIFY(lupdate.waitForFinished(60'000));
        QCOMPARE(lupdate.exitCode(), 0);
        QStringList before;
        QStringList after;
        for (const Message &message : read(folder() + file))
            before.append(message.key());
        for (const Message &message : read(copy))
            after.append(message.key());
        for (const QString &key : std::as_const(after))
            QVERIFY2(before.contains(key), qPrintable(QStringLiteral("not in the file: ") + key));
        for (const QString &key : std::as_const(before))
            QVERIFY2(after.contains(key), qPrintable(QStringLiteral("not in the sources: ") + key));
    }

private:
    static QString folder() { return QStringLiteral(VIGIE_SOURCE_DIR "/translations/"); }

    static void files()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("French") << QStringLiteral("vigie_fr.ts");
        QTest::newRow("English") << QStringLiteral("vigie_en.ts");
    }
};

QTEST_GUILESS_MAIN(tst_Translations)
#include "tst_translations.moc"
