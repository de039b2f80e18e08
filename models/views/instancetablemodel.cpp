#include "models/views/instancetablemodel.h"

#include <algorithm>

namespace vigie::models {

namespace {

QVariant valueOf(const Instance &instance, InstanceColumn column)
{
    switch (column) {
    case InstanceColumn::Status: return static_cast<int>(instance.status);
    case InstanceColumn::Progress: return instance.progress;
    case InstanceColumn::Name: return instance.name;
    case InstanceColumn::Model: return instance.model;
    case InstanceColumn::Offer: return instance.type.toString();
    case InstanceColumn::ZoneName: return instance.zone.toString();
    case InstanceColumn::Address: return instance.address;
    case InstanceColumn::Age: return static_cast<qlonglong>(instance.statusSince.microseconds());
    case InstanceColumn::Price:
        return instance.pricePerHour ? QVariant(static_cast<qlonglong>(instance.pricePerHour->micros())) : QVariant();
    case InstanceColumn::Cost: return static_cast<qlonglong>(instance.costSoFar.micros());
    case InstanceColumn::Note: return instance.concern() ? QVariant(QString(toName(instance.concern()->code))) : QVariant();
    }
    return {};
}

} // namespace

void InstanceTableModel::apply(const FleetDelta &delta)
{
    const qsizetype before = m_rows.size();
    if (delta.kind == FleetDelta::Kind::Reset)
        removeMissing(delta.changed);
    QVector<Instance> added;
    const bool updated = updateKnown(delta.changed, added);
    const bool removed = m_rows.size() != before;
    if (!added.isEmpty()) {
        const int first = static_cast<int>(m_rows.size());
        beginInsertRows({}, first, first + static_cast<int>(added.size()) - 1);
        for (const Instance &instance : std::as_const(added)) {
            m_rowById.insert(instance.id, static_cast<int>(m_rows.size()));
            m_rows.append(instance);
        }
        endInsertRows();
    }
    if (updated || removed || !added.isEmpty())
        Q_EMIT fleetApplied();
}

const Instance *InstanceTableModel::find(const InstanceId &id) const
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : &m_rows.at(row);
}

void InstanceTableModel::removeMissing(const QVector<Instance> &whole)
{
    QSet<InstanceId> staying;
    for (const Instance &instance : whole)
        staying.insert(instance.id);
    for (int last = static_cast<int>(m_rows.size()) - 1; last >= 0; --last) {
        if (staying.contains(m_rows.at(last).id))
            continue;
        int first = last;
        while (first > 0 && !staying.contains(m_rows.at(first - 1).id))
            --first;
        beginRemoveRows({}, first, last);
        m_rows.remove(first, last - first + 1);
        m_rowById.clear();
        for (int row = 0; row < m_rows.size(); ++row)
            m_rowById.insert(m_rows.at(row).id, row);
        endRemoveRows();
        last = first;
    }
}

bool InstanceTableModel::updateKnown(const QVector<Instance> &changed, QVector<Instance> &added)
{
    QVector<int> rows;
    QHash<InstanceId, qsizetype> addedAt; // the same new instance twice in one delta: the later reading wins
    for (const Instance &instance : changed) {
        const int row = rowOf(instance.id);
        if (row < 0) {
            const auto known = addedAt.constFind(instance.id);
            if (known != addedAt.cend()) {
                added[*known] = instance;
            } else {
                addedAt.insert(instance.id, added.size());
                added.append(instance);
            }
        } else if (m_rows.at(row) != instance) {
            m_rows[row] = instance;
            rows.append(row);
        }
    }
    announce(rows);
    return !rows.isEmpty();
}

void InstanceTableModel::announce(const QVector<int> &rows)
{
    const int lastColumn = instanceColumnCount - 1;
    // One range repaints the whole viewport, many signals cost one pass each: whichever is the smaller evil.
    if (rows.size() > 1 && rows.size() * 2 > m_rows.size()) {
        const auto [first, last] = std::minmax_element(rows.cbegin(), rows.cend());
        Q_EMIT dataChanged(index(*first, 0), index(*last, lastColumn));
        return;
    }
    for (const int row : rows)
        Q_EMIT dataChanged(index(row, 0), index(row, lastColumn));
}

int InstanceTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int InstanceTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : instanceColumnCount;
}

QVariant InstanceTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const Instance &instance = m_rows.at(index.row());
    if (role == InstanceRole)
        return QVariant::fromValue(instance);
    return role == ValueRole ? valueOf(instance, static_cast<InstanceColumn>(index.column())) : QVariant();
}

} // namespace vigie::models
