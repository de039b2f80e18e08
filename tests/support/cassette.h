#pragma once

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>

#include <optional>

namespace vigie::test {

/// One request and its answer, as recorded.
struct Interaction {
    QByteArray method;
    QByteArray url;
    QByteArray body;
    int code = 0;
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray answer;
};

/// The folder of the recordings: VIGIE_CASSETTES, or `shared/cassettes` beside the sources. Nothing when it is not there.
std::optional<QString> cassetteFolder();

/// Reads a recording made by go-vcr: the subset of YAML that it writes, with quoted, plain and literal scalars on the
/// level of `request` and `response`. An unreadable one gives no interactions.
QList<Interaction> readCassette(const QString &path);

} // namespace vigie::test
