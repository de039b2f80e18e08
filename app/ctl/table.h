#pragma once

#include <QString>
#include <QStringList>
#include <QVector>

namespace vigie::ctl {

/// Ways to set a text off on a terminal.
enum class Tone { Plain, Bold, Good, Busy, Bad, Dim };
QString toned(const QString &text, Tone tone);

/// How many columns a text takes on a terminal.
int columnsOf(const QString &text);

/// Rows under headings, aligned for a terminal.
class Table {
public:
    enum class Align { Left, Right };
    struct Column {
        QString heading;
        Align align = Align::Left;
    };
    struct Cell {
        QString text; ///< fit to be shown
        Tone tone = Tone::Plain;
    };
    explicit Table(QVector<Column> columns) : m_columns(std::move(columns)) {}

    void add(QVector<Cell> row) { m_rows.append(std::move(row)); }
    bool isEmpty() const { return m_rows.isEmpty(); }
    enum class Ink { Plain, Coloured };
    QStringList lines(Ink ink) const;

private:
    QVector<Column> m_columns;
    QVector<QVector<Cell>> m_rows;
};

} // namespace vigie::ctl
