#include "models/domain/timeline.h"

#include <QRandomGenerator>
#include <QTest>

#include <tuple>

using namespace vigie::models;
using namespace std::chrono_literals;
using enum ActionCode;
using enum SegmentKind;

/// The cutting of an attempt into segments, and of a life into statuses.
class TestTimeline : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void realFailure();
    void innermostActionWins();
    void workingWinsOverWaiting();
    void openActionsGoOnUntilNow();
    void openActionsEndWithAnAttemptAtRest();
    void attemptsDoNotMix();
    void attemptWithoutRecords();
    void restOfEachStatus();
    void neighboursOfOneKindAreOneSegment();
    void hostileOrders();
    void statusSpansFollowVersions();
    void segmentsPartitionAnyAttempt();
};

namespace {

Instant at(std::int64_t micros)
{
    return Instant::fromMicroseconds(micros);
}

Transition transition(std::int64_t version, Status to, std::int64_t when, int attempt = 1)
{
    return {.version = version, .attempt = attempt, .from = std::nullopt, .to = to, .toName = toName(to), .at = at(when), .reason = {}, .actor = {}};
}

Action action(std::int64_t id, ActionCode code, std::int64_t queued, std::optional<std::int64_t> started, std::optional<std::int64_t> ended,
              int attempt = 1)
{
    Action made;
    made.id = id;
    made.attempt = attempt;
    made.code = code;
    made.queuedAt = at(queued);
    if (started)
        made.startedAt = at(*started);
    if (ended)
        made.endedAt = at(*ended);
    return made;
}

InstanceDetails details(QVector<Transition> transitions, QVector<Action> actions)
{
    InstanceDetails made;
    made.transitions = std::move(transitions);
    made.actions = std::move(actions);
    if (!made.transitions.isEmpty()) {
        made.instance.status = made.transitions.last().to;
        made.instance.attempt = made.transitions.last().attempt;
    }
    return made;
}

Segment segment(SegmentKind kind, std::optional<ActionCode> code, std::int64_t from, std::int64_t to)
{
    return {kind, code, at(from), at(to)};
}

Duration total(const QVector<Segment> &segments)
{
    Duration sum{};
    for (const Segment &each : segments)
        sum += each.to - each.from;
    return sum;
}

/// What holds at one microsecond, found by looking at every action: the plain meaning of the header's words.
std::pair<SegmentKind, std::optional<ActionCode>> holdsAt(const InstanceDetails &what, int attempt, Instant when)
{
    std::optional<std::tuple<bool, Instant, std::int64_t>> best;
    std::pair<SegmentKind, std::optional<ActionCode>> found{Unattributed, std::nullopt};
    for (const Action &each : what.actions) {
        if (each.attempt != attempt)
            continue;
        const bool over = each.endedAt && *each.endedAt <= when;
        const bool working = each.startedAt && *each.startedAt <= when && !over;
        const bool waiting = each.queuedAt <= when && (each.startedAt ? when < *each.startedAt : !over);
        if (!working && !waiting)
            continue;
        const std::tuple rank(working, working ? *each.startedAt : each.queuedAt, each.id);
        if (!best || rank > *best) {
            best = rank;
            found = {working ? Working : Waiting, each.code};
        }
    }
    return found;
}

} // namespace

void TestTimeline::realFailure()
{
    // An L40S-2-48G in fr-par-2 whose boot image could not be found: its own five instants, in microseconds after 18:14:49.
    const InstanceDetails what = details({transition(1, Status::Provisioning, 491'716), transition(2, Status::Failed, 675'226)},
                                         {action(1, RequestCreate, 502'952, 502'952, 537'944), action(2, ExecuteCreate, 537'944, 584'540, 675'226)});
    const QVector<Segment> segments = segmentsOfAttempt(what, 1, at(9'000'000));
    QCOMPARE(segments, (QVector{segment(Unattributed, std::nullopt, 491'716, 502'952), segment(Working, RequestCreate, 502'952, 537'944),
                                segment(Waiting, ExecuteCreate, 537'944, 584'540), segment(Working, ExecuteCreate, 584'540, 675'226)}));
    QCOMPARE(segments[0].to - segments[0].from, 11'236us);
    QCOMPARE(segments[1].to - segments[1].from, 34'992us);
    QCOMPARE(segments[2].to - segments[2].from, 46'596us);
    QCOMPARE(segments[3].to - segments[3].from, 90'686us);
    QCOMPARE(total(segments), 183'510us);
}

void TestTimeline::innermostActionWins()
{
    const InstanceDetails what = details({transition(1, Status::Provisioning, 0), transition(2, Status::Failed, 100)},
                                         {action(1, ExecuteCreate, 0, 10, 100), action(2, ResolveBootImage, 20, 20, 40),
                                          action(3, ProviderCreate, 50, 50, 70), action(4, ProviderStart, 60, 60, 90)});
    QCOMPARE(segmentsOfAttempt(what, 1, at(100)),
             (QVector{segment(Waiting, ExecuteCreate, 0, 10), segment(Working, ExecuteCreate, 10, 20), segment(Working, ResolveBootImage, 20, 40),
                      segment(Working, ExecuteCreate, 40, 50), segment(Working, ProviderCreate, 50, 60), segment(Working, ProviderStart, 60, 90),
                      segment(Working, ExecuteCreate, 90, 100)}));
}

void TestTimeline::workingWinsOverWaiting()
{
    const InstanceDetails what = details({transition(1, Status::Provisioning, 0), transition(2, Status::Failed, 50)},
                                         {action(1, RequestCreate, 0, 0, 30), action(2, ExecuteCreate, 10, 40, 50)});
    QCOMPARE(segmentsOfAttempt(what, 1, at(60)),
             (QVector{segment(Working, RequestCreate, 0, 30), segment(Waiting, ExecuteCreate, 30, 40), segment(Working, ExecuteCreate, 40, 50)}));
}

void TestTimeline::openActionsGoOnUntilNow()
{
    const InstanceDetails what = details({transition(1, Status::Provisioning, 0)},
                                         {action(1, ExecuteCreate, 0, 10, std::nullopt), action(2, ProviderStart, 20, std::nullopt, std::nullopt)});
    QCOMPARE(segmentsOfAttempt(what, 1, at(1000)), (QVector{segment(Waiting, ExecuteCreate, 0, 10), segment(Working, ExecuteCreate, 10, 1000)}));
    // A queued action alone is waiting; an earlier `now` than the last record does not cut the record off.
    const InstanceDetails queued = details({transition(1, Status::Provisioning, 0)}, {action(1, ExecuteCreate, 50, std::nullopt, std::nullopt)});
    QCOMPARE(segmentsOfAttempt(queued, 1, at(80)),
             (QVector{segment(Unattributed, std::nullopt, 0, 50), segment(Waiting, ExecuteCreate, 50, 80)}));
    QCOMPARE(segmentsOfAttempt(queued, 1, at(20)), QVector{segment(Unattributed, std::nullopt, 0, 50)});
}

void TestTimeline::openActionsEndWithAnAttemptAtRest()
{
    const InstanceDetails what = details({transition(1, Status::Provisioning, 0), transition(2, Status::Failed, 30)},
                                         {action(1, ExecuteCreate, 0, 10, std::nullopt)});
    QCOMPARE(segmentsOfAttempt(what, 1, at(1000)), (QVector{segment(Waiting, ExecuteCreate, 0, 10), segment(Working, ExecuteCreate, 10, 30)}));
}

void TestTimeline::attemptsDoNotMix()
{
    const InstanceDetails what = details({transition(1, Status::Booting, 0, 1), transition(2, Status::StartupFailed, 100, 1),
                                          transition(3, Status::Booting, 500, 2)},
                                         {action(1, ProviderStart, 10, 20, 90, 1), action(2, ProviderStart, 510, 520, std::nullopt, 2)});
    QCOMPARE(segmentsOfAttempt(what, 1, at(600)),
             (QVector{segment(Unattributed, std::nullopt, 0, 10), segment(Waiting, ProviderStart, 10, 20), segment(Working, ProviderStart, 20, 90),
                      segment(Unattributed, std::nullopt, 90, 100)}));
    QCOMPARE(segmentsOfAttempt(what, 2, at(600)),
             (QVector{segment(Unattributed, std::nullopt, 500, 510), segment(Waiting, ProviderStart, 510, 520), segment(Working, ProviderStart, 520, 600)}));
    // An attempt that another followed is over, whatever its last status: each of the three signs is enough.
    const QVector<Transition> booting{transition(1, Status::Booting, 0, 1), transition(2, Status::Booting, 40, 1)};
    InstanceDetails followed = details(booting, {action(9, RequestCreate, 70, 70, 80, 2)});
    QCOMPARE(total(segmentsOfAttempt(followed, 1, at(600))), 40us);
    followed.actions.clear();
    QCOMPARE(total(segmentsOfAttempt(followed, 1, at(600))), 600us);
    followed.instance.attempt = 2;
    QCOMPARE(total(segmentsOfAttempt(followed, 1, at(600))), 40us);
}

void TestTimeline::attemptWithoutRecords()
{
    QVERIFY(segmentsOfAttempt({}, 1, at(100)).isEmpty());
    QVERIFY(segmentsOfAttempt(details({transition(1, Status::Booting, 0)}, {}), 2, at(100)).isEmpty());
    QVERIFY(segmentsOfAttempt(details({transition(1, Status::Failed, 7)}, {}), 1, at(100)).isEmpty()); // no length, no segment
    QCOMPARE(segmentsOfAttempt(details({transition(1, Status::Booting, 0)}, {}), 1, at(100)), QVector{segment(Unattributed, std::nullopt, 0, 100)});
}

void TestTimeline::restOfEachStatus()
{
    const QVector rest{Status::Ready, Status::ProvisioningFailed, Status::StartupFailed, Status::Failed, Status::Terminated, Status::Archived};
    for (int i = 0; i <= static_cast<int>(Status::Unknown); ++i) {
        const auto status = static_cast<Status>(i);
        const InstanceDetails what = details({transition(1, Status::Provisioning, 0), transition(2, status, 10)}, {});
        QVERIFY2(total(segmentsOfAttempt(what, 1, at(100))) == (rest.contains(status) ? 10us : 100us), toName(status).data());
    }
}

void TestTimeline::neighboursOfOneKindAreOneSegment()
{
    const InstanceDetails what = details({transition(1, Status::Starting, 0), transition(2, Status::Ready, 30)},
                                         {action(1, HealthCheck, 0, 0, 10), action(2, HealthCheck, 10, 10, 20), action(3, HealthCheck, 15, 15, 30)});
    QCOMPARE(segmentsOfAttempt(what, 1, at(100)), QVector{segment(Working, HealthCheck, 0, 30)});
}

void TestTimeline::hostileOrders()
{
    // Ended before it started, started before it was queued, ended without a start, and a start before the attempt's first record.
    const QVector<Transition> around{transition(1, Status::Provisioning, 100), transition(2, Status::Failed, 200)};
    QCOMPARE(segmentsOfAttempt(details(around, {action(1, ExecuteCreate, 110, 150, 120)}), 1, at(300)),
             (QVector{segment(Unattributed, std::nullopt, 100, 110), segment(Waiting, ExecuteCreate, 110, 150), segment(Unattributed, std::nullopt, 150, 200)}));
    QCOMPARE(segmentsOfAttempt(details(around, {action(1, ExecuteCreate, 150, 120, 160)}), 1, at(300)),
             (QVector{segment(Unattributed, std::nullopt, 100, 120), segment(Working, ExecuteCreate, 120, 160), segment(Unattributed, std::nullopt, 160, 200)}));
    QCOMPARE(segmentsOfAttempt(details(around, {action(1, ExecuteCreate, 110, std::nullopt, 130)}), 1, at(300)),
             (QVector{segment(Unattributed, std::nullopt, 100, 110), segment(Waiting, ExecuteCreate, 110, 130), segment(Unattributed, std::nullopt, 130, 200)}));
    QCOMPARE(segmentsOfAttempt(details(around, {action(1, ExecuteCreate, 110, 5, 300)}), 1, at(300)), QVector{segment(Working, ExecuteCreate, 100, 300)});
}

void TestTimeline::statusSpansFollowVersions()
{
    QVERIFY(statusSpans({}).isEmpty());
    Transition unknown = transition(3, Status::Unknown, 40, 2);
    unknown.toName = QStringLiteral("hibernating");
    // Given out of order, and with a clock that went back.
    const QVector<StatusSpan> spans = statusSpans({transition(2, Status::Booting, 20), unknown, transition(1, Status::Provisioning, 0),
                                                   transition(4, Status::Terminating, 30, 2)});
    QCOMPARE(spans, (QVector<StatusSpan>{{Status::Provisioning, QStringLiteral("provisioning"), 1, at(0), at(20)},
                                         {Status::Booting, QStringLiteral("booting"), 1, at(20), at(40)},
                                         {Status::Unknown, QStringLiteral("hibernating"), 2, at(40), at(40)},
                                         {Status::Terminating, QStringLiteral("terminating"), 2, at(40), std::nullopt}}));
}

void TestTimeline::segmentsPartitionAnyAttempt()
{
    QRandomGenerator random(20260103);
    const auto moment = [&random] { return static_cast<std::int64_t>(random.bounded(120)); };
    const auto maybe = [&](int percent) { return random.bounded(100) < percent ? std::optional(moment()) : std::nullopt; };
    for (int round = 0; round < 4'000; ++round) {
        InstanceDetails what;
        for (int i = random.bounded(4); i > 0; --i)
            what.transitions.append(transition(10 - i, static_cast<Status>(random.bounded(14)), moment(), random.bounded(1, 3)));
        for (int i = random.bounded(9); i > 0; --i)
            what.actions.append(action(i, static_cast<ActionCode>(random.bounded(5)), moment(), maybe(80), maybe(70), random.bounded(1, 3)));
        what.instance.attempt = random.bounded(1, 3);
        what.instance.status = static_cast<Status>(random.bounded(14));
        const Instant now = at(random.bounded(150));
        for (const int attempt : {1, 2}) {
            const QVector<Segment> segments = segmentsOfAttempt(what, attempt, now);
            std::optional<Instant> first;
            std::optional<Instant> last;
            const auto record = [&](std::optional<Instant> when, bool opens) {
                if (when && opens)
                    first = first ? std::min(*first, *when) : *when;
                if (when)
                    last = last ? std::max(*last, *when) : *when;
            };
            for (const Transition &each : what.transitions)
                record(each.attempt == attempt ? std::optional(each.at) : std::nullopt, true);
            for (const Action &each : what.actions) {
                record(each.attempt == attempt ? std::optional(each.queuedAt) : std::nullopt, true);
                record(each.attempt == attempt ? each.startedAt : std::nullopt, false);
                record(each.attempt == attempt ? each.endedAt : std::nullopt, false);
            }
            if (segments.isEmpty()) {
                QVERIFY(!first || *first == *last);
                continue;
            }
            QCOMPARE(segments.first().from, *first);
            QVERIFY(segments.last().to == *last || segments.last().to == std::max(*last, now));
            QCOMPARE(total(segments), segments.last().to - segments.first().from);
            for (qsizetype i = 0; i < segments.size(); ++i) {
                const Segment &each = segments[i];
                QVERIFY(each.from < each.to);
                QVERIFY(i == 0 || segments[i - 1].to == each.from);
                QVERIFY(i == 0 || segments[i - 1].kind != each.kind || segments[i - 1].code != each.code);
                for (Instant when = each.from; when < each.to; when = when + 1us)
                    QVERIFY((holdsAt(what, attempt, when) == std::pair(each.kind, each.code)));
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
