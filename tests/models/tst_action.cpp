#include "models/domain/action.h"

#include <QMap>
#include <QSet>
#include <QTest>

using namespace vigie::models;
using namespace Qt::StringLiterals;

/// The table of actions: names, who does them, and how far they bring an attempt.
class TestAction : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowsAreInTheOrderOfTheCodes();
    void namesRoundTrip();
    void statusNamesRoundTrip();
    void consoleRecordsRequests();
    void milestones();
    void progressNeverGoesBackAlongTheCodes();
};

void TestAction::rowsAreInTheOrderOfTheCodes()
{
    for (std::size_t i = 0; i < actionTraits().size(); ++i)
        QCOMPARE(static_cast<std::size_t>(actionTraits()[i].code), i);
    QCOMPARE(actionTraits().size(), static_cast<std::size_t>(ActionCode::Unknown));
}

void TestAction::namesRoundTrip()
{
    QSet<QString> seen;
    for (const ActionTraits &each : actionTraits()) {
        QCOMPARE(toName(each.code), QLatin1String(each.name));
        QCOMPARE(actionCodeFromName(QString(toName(each.code))), each.code);
        seen.insert(toName(each.code));
    }
    QCOMPARE(static_cast<std::size_t>(seen.size()), actionTraits().size());
    for (const QStringView name : {u"UNKNOWN", u"", u"execute_create", u"PROVIDER_TELEPORT"})
        QCOMPARE(actionCodeFromName(name), ActionCode::Unknown);
    QCOMPARE(toName(ActionCode::Unknown), "UNKNOWN"_L1);
}

void TestAction::statusNamesRoundTrip()
{
    const QStringList names{u"queued"_s, u"in_progress"_s, u"success"_s, u"failed"_s, u"retrying"_s, u"interrupted"_s, u"cancelled"_s};
    QCOMPARE(static_cast<int>(ActionStatus::Unknown), static_cast<int>(names.size()));
    for (qsizetype i = 0; i < names.size(); ++i) {
        QCOMPARE(static_cast<int>(actionStatusFromName(names[i])), static_cast<int>(i));
        QCOMPARE(QString(toName(static_cast<ActionStatus>(i))), names[i]);
    }
    for (const QStringView name : {u"unknown", u"", u"SUCCESS", u"paused"})
        QCOMPARE(actionStatusFromName(name), ActionStatus::Unknown);
}

void TestAction::consoleRecordsRequests()
{
    for (const ActionTraits &each : actionTraits())
        QVERIFY2((each.component == Component::Console) == QLatin1String(each.name).startsWith("REQUEST_"_L1), each.name);
}

void TestAction::milestones()
{
    // Percent at the start and at the success, as people rely on them. Codes that are not here bring an attempt nowhere.
    const QMap<QString, QPair<int, int>> expected{
        {u"REQUEST_CREATE"_s, {5, 5}}, {u"EXECUTE_CREATE"_s, {10, 10}}, {u"PROVIDER_CREATE"_s, {0, 25}}, {u"PROVIDER_START"_s, {0, 30}},
        {u"PROVIDER_GET_IP"_s, {0, 40}}, {u"WORKER_SSH_ACCESSIBLE"_s, {0, 50}}, {u"WORKER_SSH_INSTALL"_s, {55, 60}},
        {u"WORKER_VLLM_HTTP_OK"_s, {0, 70}}, {u"WORKER_MODEL_LOADED"_s, {0, 80}}, {u"WORKER_VLLM_WARMUP"_s, {0, 90}},
        {u"HEALTH_CHECK"_s, {0, 95}}, {u"INSTANCE_READY"_s, {0, 100}},
    };
    for (const ActionTraits &each : actionTraits()) {
        QVERIFY2(each.progressAtStart == expected.value(QLatin1String(each.name)).first, each.name);
        QVERIFY2(each.progressAtSuccess == expected.value(QLatin1String(each.name)).second, each.name);
    }
}

void TestAction::progressNeverGoesBackAlongTheCodes()
{
    int reached = 0;
    for (const ActionTraits &each : actionTraits()) {
        QVERIFY2(each.progressAtSuccess >= each.progressAtStart, each.name);
        for (const int milestone : {each.progressAtStart, each.progressAtSuccess}) {
            QVERIFY2(milestone == 0 || milestone >= reached, each.name);
            QVERIFY2(milestone >= 0 && milestone <= 100, each.name);
            reached = std::max(reached, milestone);
        }
    }
    QCOMPARE(reached, 100);
}

QTEST_GUILESS_MAIN(TestAction)
#include "tst_action.moc"
