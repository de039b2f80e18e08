#include "app/ctl/table.h"

#include <algorithm>
#include <array>
#include <cwchar>

namespace vigie::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array tones{"", "1", "32", "33", "31", "2"};

} // namespace

QString toned(const QString &text, Tone tone)
{
    if (tone == Tone::Plain)
        return text;
    return u"\u001b["_s + QLatin1String(tones[static_cast<std::size_t>(tone)]) + u'm' + text + u"\u001b[0m"_s;
}

int columnsOf(const QString &text)
{
    int columns = 0;
    for (const uint character : text.toUcs4())
        columns += std::max(0, ::wcwidth(static_cast<wchar_t>(character)));
    return columns;
}

QStringList Table::lines(Ink ink) const
{
    QVector<QVector<Cell>> all{{}};
    for (const Column &column : m_columns)
        all[0].append({column.heading, Tone::Bold});
    all += m_rows;
    QVector<int> widths(m_columns.size());
    for (const auto &row : all) {
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], columnsOf(row[i].text));
    }
    QStringList lines;
    for (const auto &row : all) {
        QString line;
        QString gap; // before the next text, so that no line ends in spaces
        for (qsizetype i = 0; i < row.size(); ++i) {
            const QString padding(widths[i] - columnsOf(row[i].text), u' ');
            const bool right = m_columns[i].align == Align::Right;
            if (right)
                gap += padding;
            if (!row[i].text.isEmpty()) {
                line += gap + (ink == Ink::Coloured ? toned(row[i].text, row[i].tone) : row[i].text);
                gap.clear();
            }
            gap += (right ? QString() : padding) + u"  "_s;
        }
        lines.append(line);
    }
    return lines;
}

} // namespace vigie::ctl
