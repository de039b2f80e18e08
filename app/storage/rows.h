#pragma once

#include "models/domain/instance.h"

#include <QJsonObject>
#include <QSqlQuery>

namespace vigie::storage {

/// The query's present row as an instance; its columns are those of vigie.instance_seen, after `first` others.
models::Instance readInstance(const QSqlQuery &row, int first);
/// The counter of changes that people see of that row: grows with each.
std::int64_t readTouched(const QSqlQuery &row, int first);
models::Transition readTransition(const QSqlQuery &row);
models::Action readAction(const QSqlQuery &row);
models::Resource readResource(const QSqlQuery &row);

/// An error as it is stored: {"code","params","detail"}. A code that this program does not know reads as Internal, with its name in `code`.
QJsonObject toJson(const models::Error &error);
models::Error errorFromJson(const QJsonObject &json);

} // namespace vigie::storage
