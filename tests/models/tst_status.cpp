#include "models/domain/status.h"

#include <QSet>
#include <QTest>

using namespace vigie::models;
using namespace Qt::StringLiterals;

/// The state machine, against the table of the domain typed here a second time, by names.
class TestStatus : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void edgesAreThoseOfTheDomain();
    void everyPairIsDecidedByTheTable();
    void ownersOfEdges();
    void namesRoundTrip();
    void predicates();
    void everyLiveStatusCanBeTerminated();
};

namespace {

const QStringList &expectedEdges()
{
    static const QStringList edges{
        u"provisioning booting"_s, u"provisioning provisioning_failed"_s, u"provisioning failed"_s,
        u"booting installing"_s, u"installing starting"_s, u"starting ready"_s,
        u"booting startup_failed"_s, u"installing startup_failed"_s, u"starting startup_failed"_s,
        u"startup_failed booting"_s, u"ready unavailable"_s, u"unavailable ready"_s,
        u"ready installing"_s, u"unavailable installing"_s, u"startup_failed installing"_s, u"ready draining"_s,
        u"provisioning terminating"_s, u"booting terminating"_s, u"installing terminating"_s, u"starting terminating"_s, u"ready terminating"_s,
        u"unavailable terminating"_s, u"draining terminating"_s, u"provisioning_failed terminating"_s, u"startup_failed terminating"_s,
        u"failed terminating"_s, u"terminating terminated"_s, u"terminated archived"_s, u"archived terminated"_s,
    };
    return edges;
}

QVector<Status> statuses()
{
    QVector<Status> all;
    for (std::size_t i = 0; i < statusCount; ++i)
        all.append(static_cast<Status>(i));
    return all;
}

QString nameOf(Status from, Status to)
{
    return toName(from) % u' ' % toName(to);
}

} // namespace

void TestStatus::edgesAreThoseOfTheDomain()
{
    QStringList actual;
    for (const Edge &edge : legalEdges())
        actual.append(nameOf(edge.from, edge.to));
    QStringList expected = expectedEdges();
    actual.sort();
    expected.sort();
    QCOMPARE(actual, expected);
}

void TestStatus::everyPairIsDecidedByTheTable()
{
    const QSet<QString> expected(expectedEdges().begin(), expectedEdges().end());
    for (const Status from : statuses()) {
        for (const Status to : statuses())
            QVERIFY2(isLegal(from, to) == expected.contains(nameOf(from, to)), qPrintable(nameOf(from, to)));
        QVERIFY(!isLegal(from, Status::Unknown) && !isLegal(Status::Unknown, from));
    }
}

void TestStatus::ownersOfEdges()
{
    // Anybody may wish for these; each other edge states a fact that only the holder of the lease has seen.
    const QSet<QString> wishes{u"startup_failed booting"_s, u"ready installing"_s, u"unavailable installing"_s, u"startup_failed installing"_s,
                               u"ready draining"_s, u"terminated archived"_s, u"archived terminated"_s};
    for (const Edge &edge : legalEdges()) {
        const bool wish = edge.to == Status::Terminating || wishes.contains(nameOf(edge.from, edge.to));
        QVERIFY2((edge.owner == EdgeOwner::Anybody) == wish, qPrintable(nameOf(edge.from, edge.to)));
    }
}

void TestStatus::namesRoundTrip()
{
    QSet<QString> seen;
    for (const Status status : statuses()) {
        QCOMPARE(statusFromName(QString(toName(status))), status);
        seen.insert(toName(status));
    }
    QCOMPARE(seen.size(), qsizetype(statusCount));
    for (const QStringView name : {u"unknown", u"", u"Ready", u"READY", u" ready", u"hibernating"})
        QCOMPARE(statusFromName(name), Status::Unknown);
}

void TestStatus::predicates()
{
    const auto those = [](bool (*predicate)(Status)) {
        QStringList names;
        for (const Status status : statuses()) {
            if (predicate(status))
                names.append(toName(status));
        }
        return names;
    };
    QCOMPARE(those(isFailed), (QStringList{u"provisioning_failed"_s, u"startup_failed"_s, u"failed"_s}));
    QCOMPARE(those(isComingUp), (QStringList{u"provisioning"_s, u"booting"_s, u"installing"_s, u"starting"_s}));
    QCOMPARE(those(isGone), (QStringList{u"terminated"_s, u"archived"_s}));
    for (const auto predicate : {isFailed, isComingUp, isGone, canTerminate})
        QVERIFY(!predicate(Status::Unknown));
}

void TestStatus::everyLiveStatusCanBeTerminated()
{
    for (const Status status : statuses())
        QCOMPARE(canTerminate(status), !isGone(status) && status != Status::Terminating);
}

QTEST_GUILESS_MAIN(TestStatus)
#include "tst_status.moc"
