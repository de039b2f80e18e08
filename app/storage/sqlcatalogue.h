#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace vigie::storage {

/// The statements of resources/sql, by name: blocks headed `-- name: x`, without the comments that follow the heading.
class SqlCatalogue {
public:
    /// Reads the files that are compiled into the program. A name that stands twice is a defect, and fatal.
    SqlCatalogue();
    /// Asking for a name that no file has is a defect, and fatal.
    const QString &statement(const QString &name) const;
    QStringList names() const { return m_statements.keys(); }

private:
    QHash<QString, QString> m_statements;
};

/// The program's one catalogue, constant after its first use. Thread-safe.
const SqlCatalogue &sqlCatalogue();

} // namespace vigie::storage
