#pragma once

#include <QList>
#include <QPair>
#include <QString>

namespace vigie::postgres {

/// A libpq key=value connection string, every value quoted (libpq's rules: in single quotes, a backslash before ' and \).
QString conninfo(const QList<QPair<QString, QString>> &settings);

} // namespace vigie::postgres
