#pragma once

#include "providers/scaleway/scalewayprovider.h"
#include "tests/support/rawserver.h"

#include <QMap>

namespace vigie::test {

/// What a route answers.
struct Said {
    int status = 200;
    QByteArray body{};
    QList<QPair<QByteArray, QByteArray>> headers{{"Content-Type", "application/json"}};
};

/// An API whose routes answer what the test says, by `GET /path?query`, or by `GET /path` for any query; each answer of a list
/// once, the last one for ever. Others are a typed 404 about nothing.
class FakeApi {
public:
    FakeApi();

    void say(const QByteArray &methodAndTarget, const QList<Said> &answers) { m_answers.insert(methodAndTarget, answers); }
    void say(const QByteArray &methodAndTarget, const QByteArray &body, int status = 200) { say(methodAndTarget, {Said{status, body}}); }
    /// The requests as `GET /path?query`.
    QList<QByteArray> requests() const;
    const RawRequest &last() const { return server.requests().last(); }
    /// A provider of an account there, that does not wait between tries.
    providers::ScalewayProvider provider(const QString &pin = {}, const QByteArray &token = "11111111-2222-3333-4444-555555555555") const;

    QDateTime now = QDateTime::fromString(QStringLiteral("2026-08-01T00:00:00Z"), Qt::ISODate);
    RawServer server;

private:
    QMap<QByteArray, QList<Said>> m_answers;
};

inline const models::Zone zone{QStringLiteral("fr-par-2")};
inline const providers::CallContext soon{.deadline = QDeadlineTimer(QDeadlineTimer::Forever)};

} // namespace vigie::test
