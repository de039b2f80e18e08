#pragma once

#include <QIdentityProxyModel>

#include <functional>

namespace vigie::ui {

/// Puts words on a model of data, in the language of the moment: what is shown, what a screen reader says, tooltips and
/// headers. Models stay free of text; delegates that paint more than text read the data's own roles, which pass through.
class TextProxy : public QIdentityProxyModel {
    Q_OBJECT
public:
    /// Of a cell of the source: answers for DisplayRole, and may for ToolTipRole, TextAlignmentRole, FontRole and AccessibleTextRole.
    using CellTexts = std::function<QVariant(const QModelIndex &source, int role)>;
    /// The header of a column, asked at each showing.
    using HeaderText = std::function<QString(int column)>;

    TextProxy(QAbstractItemModel &source, CellTexts cells, HeaderText header, QObject *parent = nullptr);

    /// Columns whose numbers are right aligned, header included.
    void setNumericColumns(const QList<int> &columns) { m_numeric = columns; }
    /// The language changed: everything is read again.
    void retranslate();

    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    CellTexts m_cells;
    HeaderText m_header;
    QList<int> m_numeric;
};

} // namespace vigie::ui
