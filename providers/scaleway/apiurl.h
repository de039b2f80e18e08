#pragma once

#include <QList>
#include <QPair>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <tl/expected.hpp>

namespace vigie::providers::scaleway {

using Query = QList<QPair<QString, QString>>;

/// The URL of a route. Each segment is one path segment whatever it holds: a `/`, `?` or `#` in an id is encoded, and an empty,
/// `.` or `..` segment, which would name another resource, is refused. The error is a sentence.
tl::expected<QUrl, QString> apiUrl(const QUrl &base, const QStringList &segments, const Query &query = {});

} // namespace vigie::providers::scaleway
