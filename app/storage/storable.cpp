#include "app/storage/storable.h"

namespace vigie::storage {

bool isStorable(QStringView text)
{
    return !text.contains(QChar(u'\0')) && text.isValidUtf16();
}

QString storable(QString text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar unit = text.at(i);
        if (unit.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate())
            ++i;
        else if (unit.isNull() || unit.isSurrogate())
            text[i] = QChar::ReplacementCharacter;
    }
    return text;
}

QByteArray storableJson(QByteArray json)
{
    for (qsizetype at = json.indexOf('\\'); at >= 0 && at + 1 < json.size(); at = json.indexOf('\\', at + 2)) {
        // Whole characters are never escaped as surrogates by QJsonDocument: one that is escaped stands alone.
        const QByteArray digits = json.at(at + 1) == 'u' ? json.mid(at + 2, 4).toLower() : QByteArray();
        if (digits == "0000" || (digits.startsWith('d') && digits > "d7ff"))
            json.replace(at + 2, 4, "fffd");
    }
    return json;
}

} // namespace vigie::storage
