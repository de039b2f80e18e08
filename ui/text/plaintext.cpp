#include "ui/text/plaintext.h"

#include <QVector>

namespace vigie::ui {

namespace {

/// Controls, and format characters other than the joiners that emoji and some scripts need.
bool isTreacherous(char32_t character)
{
    const QChar::Category category = QChar::category(character);
    const bool joins = character == 0x200C || character == 0x200D;
    return (category == QChar::Other_Control || category == QChar::Other_Format || category == QChar::Other_Surrogate
            || category == QChar::Separator_Line || category == QChar::Separator_Paragraph)
        && !joins;
}

} // namespace

QString shown(const QString &text)
{
    QString plain;
    plain.reserve(text.size());
    for (const uint character : text.toUcs4()) {
        if (character == U'\n' || character == U'\t' || character == U'\r')
            plain.append(QLatin1Char(' '));
        else if (isTreacherous(character))
            plain.append(QStringLiteral("[U+%1]").arg(QStringLiteral("%1").arg(character, 4, 16, QLatin1Char('0')).toUpper()));
        else
            plain.append(QChar::fromUcs4(character));
    }
    return plain;
}

QString plainToolTip(const QString &text)
{
    // Qt::mightBeRichText is in QtGui and guesses; an angle bracket or an entity is reason enough to escape.
    if (!text.contains(QLatin1Char('<')) && !text.contains(QLatin1Char('&')))
        return text;
    QString escaped = text.toHtmlEscaped();
    escaped.replace(QLatin1Char('\n'), QLatin1String("<br>"));
    return QLatin1String("<qt>%1</qt>").arg(escaped);
}

} // namespace vigie::ui
