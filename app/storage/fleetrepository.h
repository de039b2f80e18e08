#pragma once

#include "app/storage/database.h"
#include "models/domain/instance.h"

#include <QString>
#include <QVector>

namespace vigie::storage {

/// What is read of the fleet. Belongs to its database's thread; calls block.
class FleetRepository {
public:
    explicit FleetRepository(Database &database) : m_database(database) {}

    struct Changes {
        struct Row {
            models::Instance instance;
            std::int64_t touched = 0; ///< grows with each visible change of the instance: a row read twice is recognised by it
        };
        QVector<Row> rows;
        QString watermark;      ///< for the next call
        models::Instant asOf;
    };
    /// What changed since the watermark of an earlier call, `0` for everything. Reads by transaction id with a snapshot's xmin, never
    /// by a sequence: rows of transactions that commit out of order are not lost, but may be given twice.
    models::Result<Changes> changesSince(const QString &watermark);

    models::Result<QVector<models::Instance>> all(bool withArchived);
    /// Error: InstanceNotFound.
    models::Result<models::InstanceDetails> details(const models::InstanceId &id);
    models::Result<QVector<models::Transition>> transitionsAfter(const models::InstanceId &id, std::int64_t version);
    /// By the beginning of an id, or by a name. Error: InstanceNotFound, or InvalidRequest with parameter `matches` when several fit.
    models::Result<models::InstanceId> find(const QString &text);

private:
    Database &m_database;
};

} // namespace vigie::storage
