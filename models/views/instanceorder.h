#pragma once

#include "models/views/instancefilter.h"
#include "models/views/instancetablemodel.h"

#include <QAbstractProxyModel>
#include <QTimer>

#include <vector>

namespace vigie::models {

/// The order and the filter of the fleet table, in one index of source rows. A new instance is shown at once, at its place; rows
/// whose change asks for another place, or for leaving, are put right at most every 250 ms (QSortFilterProxyModel with dynamic
/// sorting does so at every change, and uses up the thread on a lively fleet). Equal rows are ordered by id, so that nothing
/// dances. Selection and current row survive, for no row is ever reset.
class InstanceOrder : public QAbstractProxyModel {
    Q_OBJECT
public:
    explicit InstanceOrder(InstanceTableModel &source, QObject *parent = nullptr);

    void setFilterText(const QString &text);
    void setArchived(ArchivedRows archived);
    void setStatusWords(const QHash<Status, QString> &words);
    bool isNarrowing() const { return m_filter.isNarrowing(); }
    InstanceColumn sortColumn() const { return m_column; }
    Qt::SortOrder sortOrder() const { return m_sortOrder; }
    /// The row of an instance, or -1 while the filter hides it.
    int rowOf(const InstanceId &id) const;

    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QModelIndex mapToSource(const QModelIndex &proxyIndex) const override;
    QModelIndex mapFromSource(const QModelIndex &sourceIndex) const override;

    static constexpr std::chrono::milliseconds resortEvery{250};

private:
    bool before(int leftSource, int rightSource) const;
    void sourceChanged(int first, int last);
    void sourceInserted(int first, int last);
    void sourceAboutToBeRemoved(int first, int last);
    void sourceRemoved(int first, int last);
    void rebuild();
    void reorder(std::vector<int> order);
    void removeAt(int first, int last);
    void insertAt(int row, int source);
    void reindex();

    InstanceTableModel &m_source;
    InstanceFilter m_filter;
    InstanceColumn m_column = InstanceColumn::Status;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    std::vector<int> m_rows;    ///< source row of each shown row
    std::vector<int> m_shownAt; ///< shown row of each source row, or -1
    QTimer m_resort;
};

} // namespace vigie::models
