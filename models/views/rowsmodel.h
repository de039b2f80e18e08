#pragma once

#include <QAbstractTableModel>
#include <QVector>

#include <algorithm>

namespace vigie::models {

/// The role under which RowsModel gives the whole value of a row.
inline constexpr int rowValueRole = Qt::UserRole + 1;

/// A short list of values as a table. Setting the rows keeps those at their place: what is equal is not announced, so that a
/// selection survives a reload. Header only: a template has no moc code, and needs none.
template <class Row>
class RowsModel : public QAbstractTableModel {
public:
    explicit RowsModel(int columns, QObject *parent = nullptr) : QAbstractTableModel(parent), m_columns(columns) {}

    void setRows(const QVector<Row> &rows)
    {
        const int old = rowCount();
        const int wanted = static_cast<int>(rows.size());
        if (wanted < old) {
            beginRemoveRows({}, wanted, old - 1);
            m_rows.resize(wanted);
            endRemoveRows();
        }
        for (int row = 0; row < std::min(old, wanted); ++row) {
            if (m_rows.at(row) == rows.at(row))
                continue;
            m_rows[row] = rows.at(row);
            Q_EMIT dataChanged(index(row, 0), index(row, m_columns - 1));
        }
        if (wanted > old) {
            beginInsertRows({}, old, wanted - 1);
            for (int row = old; row < wanted; ++row)
                m_rows.append(rows.at(row));
            endInsertRows();
        }
    }

    const QVector<Row> &rows() const { return m_rows; }
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : m_columns; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        return index.isValid() && role == rowValueRole ? QVariant::fromValue(m_rows.at(index.row())) : QVariant();
    }

private:
    QVector<Row> m_rows;
    int m_columns;
};

} // namespace vigie::models
