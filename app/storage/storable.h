#pragma once

#include <QByteArray>
#include <QString>

namespace vigie::storage {

/// PostgreSQL has no U+0000, and QPSQL would cut the statement there; half of a surrogate pair is no character. What people ask for is
/// refused when it has such; what a provider or a machine said is stored with U+FFFD in their places, so that no text of theirs stops the work.
bool isStorable(QStringView text);
QString storable(QString text);
/// The same for compact JSON as QJsonDocument writes it, where these are escapes.
QByteArray storableJson(QByteArray json);

} // namespace vigie::storage
