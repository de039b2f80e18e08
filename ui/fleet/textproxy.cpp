#include "ui/fleet/textproxy.h"

namespace vigie::ui {

TextProxy::TextProxy(QAbstractItemModel &source, CellTexts cells, HeaderText header, QObject *parent)
    : QIdentityProxyModel(parent), m_cells(std::move(cells)), m_header(std::move(header))
{
    setSourceModel(&source);
}

void TextProxy::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::DisplayRole, Qt::ToolTipRole});
}

QVariant TextProxy::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case Qt::FontRole: return m_cells(mapToSource(index), role);
    case Qt::AccessibleTextRole: return m_cells(mapToSource(index), Qt::DisplayRole);
    case Qt::TextAlignmentRole:
        return static_cast<int>((m_numeric.contains(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default: return QIdentityProxyModel::data(index, role);
    }
}

QVariant TextProxy::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return m_header(section);
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((m_numeric.contains(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

} // namespace vigie::ui
