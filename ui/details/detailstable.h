#pragma once

#include "models/views/rowsmodel.h"
#include "ui/details/inkdelegate.h"
#include "ui/fleet/textproxy.h"
#include "ui/theme/widgets.h"

#include <QEvent>
#include <QHeaderView>

namespace vigie::ui {

/// A table of values with words: the data, its texts and the view in one. Used for the short tables of one instance.
template <class Row>
class DetailsTable : public QTableView {
public:
    using CellText = std::function<QString(const Row &row, int column)>;
    using Hint = std::function<QString(const Row &row)>;

    /// `widths` in characters, one per column.
    DetailsTable(const QList<int> &widths, CellText cell, TextProxy::HeaderText header, Hint hint, QWidget *parent = nullptr)
        : QTableView(parent), m_rows(static_cast<int>(widths.size())), m_widths(widths),
          m_texts(
              m_rows,
              [cell, hint](const QModelIndex &source, int role) -> QVariant {
                  const auto row = source.data(models::rowValueRole).template value<Row>();
                  return role == Qt::DisplayRole   ? QVariant(cell(row, source.column()))
                         : role == Qt::ToolTipRole ? QVariant(hint(row))
                                                   : QVariant();
              },
              header)
    {
        prepareTable(*this);
        setModel(&m_texts);
        applyFont();
    }

    void setRows(const QVector<Row> &rows) { m_rows.setRows(rows); }
    const QVector<Row> &rows() const { return m_rows.rows(); }
    void setNumericColumns(const QList<int> &columns) { m_texts.setNumericColumns(columns); }
    void retranslate()
    {
        m_texts.retranslate();
        growToHeaders(*this);
    }
    /// Cells that are said by more than text: a tone, or a status drawn as a chip.
    void setInk(std::function<CellInk(const Row &row, int column)> ink)
    {
        setItemDelegate(new InkDelegate(
            [ink = std::move(ink)](const QModelIndex &index) {
                return ink(index.data(models::rowValueRole).template value<Row>(), index.column());
            },
            this));
    }
    std::optional<Row> current() const
    {
        const int row = currentIndex().row();
        return row < 0 || row >= m_rows.rowCount() ? std::nullopt : std::optional(m_rows.rows().at(row));
    }

protected:
    void changeEvent(QEvent *event) override
    {
        QTableView::changeEvent(event);
        if (event->type() == QEvent::FontChange)
            applyFont();
    }

private:
    void applyFont()
    {
        verticalHeader()->setDefaultSectionSize(rowHeightFor(fontMetrics(), 8));
        fitColumns(*this, m_widths);
    }

    models::RowsModel<Row> m_rows;
    QList<int> m_widths;
    TextProxy m_texts;
};

} // namespace vigie::ui
