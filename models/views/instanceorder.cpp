#include "models/views/instanceorder.h"

#include "models/views/statusfamily.h"

#include <algorithm>
#include <compare>
#include <numeric>

namespace vigie::models {

namespace {

/// What needs somebody comes first, what is gone last.
constexpr std::array urgency{3, 2, 4, 1, 0, 6, 5};
static_assert(urgency.size() == statusFamilyCount);

std::strong_ordering byText(const QString &left, const QString &right)
{
    return QString::compare(left, right, Qt::CaseInsensitive) <=> 0;
}

std::strong_ordering byStatus(const Instance &left, const Instance &right)
{
    const auto rank = [](Status status) { return urgency[static_cast<std::size_t>(familyOf(status))]; };
    if (const auto order = rank(left.status) <=> rank(right.status); order != 0)
        return order;
    return left.status <=> right.status;
}

std::strong_ordering compare(const Instance &left, const Instance &right, InstanceColumn column)
{
    switch (column) {
    case InstanceColumn::Status: return byStatus(left, right);
    case InstanceColumn::Progress: return left.progress <=> right.progress;
    case InstanceColumn::Name: return byText(left.name, right.name);
    case InstanceColumn::Model: return byText(left.model, right.model);
    case InstanceColumn::Offer: return byText(left.type.toString(), right.type.toString());
    case InstanceColumn::ZoneName: return byText(left.zone.toString(), right.zone.toString());
    case InstanceColumn::Address: return byText(left.address, right.address);
    case InstanceColumn::Age: return right.statusSince <=> left.statusSince; // a short age first
    case InstanceColumn::Price: return left.pricePerHour.value_or(Money()) <=> right.pricePerHour.value_or(Money());
    case InstanceColumn::Cost: return left.costSoFar <=> right.costSoFar;
    case InstanceColumn::Note:
        return byText(left.error ? QString(toName(left.error->code)) : QString(),
                      right.error ? QString(toName(right.error->code)) : QString());
    }
    return std::strong_ordering::equal;
}

} // namespace

InstanceOrder::InstanceOrder(InstanceTableModel &source, QObject *parent) : QAbstractProxyModel(parent), m_source(source)
{
    setSourceModel(&source);
    m_resort.setSingleShot(true);
    m_resort.setInterval(resortEvery);
    connect(&m_resort, &QTimer::timeout, this, &InstanceOrder::rebuild);
    connect(&source, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) { sourceChanged(first.row(), last.row()); });
    connect(&source, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { sourceInserted(first, last); });
    connect(&source, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) { sourceAboutToBeRemoved(first, last); });
    connect(&source, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { sourceRemoved(first, last); });
    m_shownAt.assign(static_cast<std::size_t>(source.rowCount()), -1);
    rebuild();
}

void InstanceOrder::setFilterText(const QString &text)
{
    m_filter.setText(text);
    rebuild();
}

void InstanceOrder::setArchived(ArchivedRows archived)
{
    m_filter.setArchived(archived);
    rebuild();
}

void InstanceOrder::setStatusWords(const QHash<Status, QString> &words)
{
    m_filter.setStatusWords(words);
    rebuild();
}

int InstanceOrder::rowOf(const InstanceId &id) const
{
    const int source = m_source.rowOf(id);
    return source < 0 || static_cast<std::size_t>(source) >= m_shownAt.size() ? -1 : m_shownAt[static_cast<std::size_t>(source)];
}

void InstanceOrder::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= instanceColumnCount)
        return;
    m_column = static_cast<InstanceColumn>(column);
    m_sortOrder = order;
    rebuild();
}

bool InstanceOrder::before(int leftSource, int rightSource) const
{
    const Instance &left = m_source.at(leftSource);
    const Instance &right = m_source.at(rightSource);
    const auto order = compare(left, right, m_column);
    if (order == 0)
        return left.id < right.id;
    return m_sortOrder == Qt::AscendingOrder ? order < 0 : order > 0;
}

void InstanceOrder::sourceChanged(int first, int last)
{
    bool askew = false;
    int firstShown = -1;
    for (int source = first; source <= last; ++source) {
        const int shown = m_shownAt[static_cast<std::size_t>(source)];
        askew = askew || (shown >= 0) != m_filter.matches(m_source.at(source));
        if (shown < 0)
            continue;
        firstShown = shown;
        const auto place = static_cast<std::size_t>(shown);
        askew =
            askew || (shown > 0 && before(source, m_rows[place - 1])) || (place + 1 < m_rows.size() && before(m_rows[place + 1], source));
    }
    // A range of the source is scattered here: one signal for one row, and one for all when many changed together.
    if (first == last && firstShown >= 0)
        Q_EMIT dataChanged(index(firstShown, 0), index(firstShown, instanceColumnCount - 1));
    else if (firstShown >= 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, instanceColumnCount - 1));
    if (askew && !m_resort.isActive())
        m_resort.start();
}

void InstanceOrder::sourceInserted(int first, int last)
{
    constexpr int oneByOneAtMost = 32;
    // Rows are only ever appended to the source.
    m_shownAt.resize(static_cast<std::size_t>(m_source.rowCount()), -1);
    if (last - first >= oneByOneAtMost) {
        rebuild();
        return;
    }
    for (int source = first; source <= last; ++source) {
        if (!m_filter.matches(m_source.at(source)))
            continue;
        const auto place =
            std::lower_bound(m_rows.begin(), m_rows.end(), source, [this](int left, int right) { return before(left, right); });
        insertAt(static_cast<int>(place - m_rows.begin()), source);
    }
}

void InstanceOrder::sourceAboutToBeRemoved(int first, int last)
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        const auto doomed = [&](int at) {
            const int source = m_rows[static_cast<std::size_t>(at)];
            return source >= first && source <= last;
        };
        if (!doomed(row))
            continue;
        int from = row;
        while (from > 0 && doomed(from - 1))
            --from;
        removeAt(from, row);
        row = from;
    }
}

void InstanceOrder::sourceRemoved(int first, int last)
{
    const int count = last - first + 1;
    for (int &source : m_rows)
        source -= source > last ? count : 0;
    m_shownAt.resize(static_cast<std::size_t>(m_source.rowCount()));
    reindex();
}

void InstanceOrder::rebuild()
{
    m_resort.stop();
    std::vector<int> wanted;
    std::vector<char> stays(m_shownAt.size(), 0);
    std::vector<int> missing;
    for (int source = 0; source < static_cast<int>(m_shownAt.size()); ++source) {
        if (!m_filter.matches(m_source.at(source)))
            continue;
        stays[static_cast<std::size_t>(source)] = 1;
        wanted.push_back(source);
        if (m_shownAt[static_cast<std::size_t>(source)] < 0)
            missing.push_back(source);
    }
    std::sort(wanted.begin(), wanted.end(), [this](int left, int right) { return before(left, right); });
    // Leaving rows are gathered at the end and go in one signal; coming ones arrive at the end in one, and then all take their places.
    std::vector<int> gathered = m_rows;
    const auto leaving =
        std::stable_partition(gathered.begin(), gathered.end(), [&](int source) { return stays[static_cast<std::size_t>(source)] != 0; });
    const int staying = static_cast<int>(leaving - gathered.begin());
    if (staying < rowCount()) {
        reorder(std::move(gathered));
        removeAt(staying, rowCount() - 1);
    }
    if (m_rows.empty() && !wanted.empty()) {
        beginInsertRows({}, 0, static_cast<int>(wanted.size()) - 1);
        m_rows = std::move(wanted);
        reindex();
        endInsertRows();
        return;
    }
    if (!missing.empty()) {
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(missing.size()) - 1);
        m_rows.insert(m_rows.end(), missing.begin(), missing.end());
        reindex();
        endInsertRows();
    }
    reorder(std::move(wanted));
}

void InstanceOrder::reorder(std::vector<int> order)
{
    if (order == m_rows)
        return;
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList kept = persistentIndexList();
    const std::vector<int> old = std::move(m_rows);
    m_rows = std::move(order);
    reindex();
    QModelIndexList moved;
    moved.reserve(kept.size());
    for (const QModelIndex &each : kept)
        moved.append(index(m_shownAt[static_cast<std::size_t>(old[static_cast<std::size_t>(each.row())])], each.column()));
    changePersistentIndexList(kept, moved);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void InstanceOrder::removeAt(int first, int last)
{
    beginRemoveRows({}, first, last);
    for (int row = first; row <= last; ++row)
        m_shownAt[static_cast<std::size_t>(m_rows[static_cast<std::size_t>(row)])] = -1;
    m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
    reindex();
    endRemoveRows();
}

void InstanceOrder::insertAt(int row, int source)
{
    beginInsertRows({}, row, row);
    m_rows.insert(m_rows.begin() + row, source);
    reindex();
    endInsertRows();
}

void InstanceOrder::reindex()
{
    std::fill(m_shownAt.begin(), m_shownAt.end(), -1);
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        m_shownAt[static_cast<std::size_t>(m_rows[row])] = static_cast<int>(row);
}

QModelIndex InstanceOrder::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

QModelIndex InstanceOrder::parent(const QModelIndex &) const
{
    return {};
}

int InstanceOrder::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int InstanceOrder::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : instanceColumnCount;
}

QModelIndex InstanceOrder::mapToSource(const QModelIndex &proxyIndex) const
{
    if (!proxyIndex.isValid() || proxyIndex.row() >= rowCount())
        return {};
    return m_source.index(m_rows[static_cast<std::size_t>(proxyIndex.row())], proxyIndex.column());
}

QModelIndex InstanceOrder::mapFromSource(const QModelIndex &sourceIndex) const
{
    if (!sourceIndex.isValid() || static_cast<std::size_t>(sourceIndex.row()) >= m_shownAt.size())
        return {};
    const int shown = m_shownAt[static_cast<std::size_t>(sourceIndex.row())];
    return shown < 0 ? QModelIndex() : index(shown, sourceIndex.column());
}

} // namespace vigie::models
