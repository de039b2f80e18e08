#pragma once

#include "models/console.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

namespace vigie::models {

enum class InstanceColumn { Status, Progress, Name, Model, Offer, ZoneName, Address, Age, Price, Cost, Note };
inline constexpr int instanceColumnCount = static_cast<int>(InstanceColumn::Note) + 1;

/// Roles of the instance models. There is no text and no colour here: ui makes them of these.
enum InstanceRole {
    ValueRole = Qt::UserRole + 1, ///< what the column is about: int (status, progress), qlonglong (micros), QString
    InstanceRole,                 ///< the whole models::Instance, in every column
};

/// The fleet, one row per instance, kept by id. Deltas are applied by difference: rows that stay keep their place, so that
/// selection and scrolling survive, and nothing is ever reset. On the windows' thread.
class InstanceTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void apply(const FleetDelta &delta);

    const QVector<Instance> &fleet() const { return m_rows; }
    const Instance &at(int row) const { return m_rows.at(row); }
    /// -1 when there is none.
    int rowOf(const InstanceId &id) const { return m_rowById.value(id, -1); }
    const Instance *find(const InstanceId &id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    /// After every delta that changed something, once.
    void fleetApplied();

private:
    void removeMissing(const QVector<Instance> &whole);
    bool updateKnown(const QVector<Instance> &changed, QVector<Instance> &added);
    void announce(const QVector<int> &rows);

    QVector<Instance> m_rows;
    QHash<InstanceId, int> m_rowById;
};

} // namespace vigie::models
