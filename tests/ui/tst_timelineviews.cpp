#include "models/views/fleetclock.h"
#include "models/views/timelinelayout.h"
#include "tests/ui/support/samples.h"

#include <QtTest>

#include <cmath>

using namespace vigie::models;
using namespace std::chrono_literals;

/// The geometry of the timeline and the clock of the windows, without a screen.
class tst_TimelineViews : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPixelAndItsInstantAreInverse()
    {
        const TimelineScale scale(at(0s), at(1000s), 10, 500);
        QCOMPARE(scale.xOf(at(0s)), 10.0);
        QCOMPARE(scale.xOf(at(1000s)), 510.0);
        for (const double x : {10.0, 77.0, 260.0, 510.0})
            QVERIFY(std::abs(scale.xOf(scale.at(x)) - x) < 0.01);
    }

    void zoomingKeepsTheInstantUnderTheCursor_data()
    {
        QTest::addColumn<double>("factor");
        QTest::addColumn<double>("x");
        for (const double factor : {0.3, 0.9, 1.2, 3.0}) {
            for (const double x : {10.0, 200.0, 500.0})
                QTest::addRow("%g at %g", factor, x) << factor << x;
        }
    }

    void zoomingKeepsTheInstantUnderTheCursor()
    {
        QFETCH(double, factor);
        QFETCH(double, x);
        TimelineScale scale(at(0s), at(1000s), 10, 500);
        const Instant under = scale.at(x);
        for (int i = 0; i < 5; ++i)
            scale = scale.zoomed(factor, x);
        QVERIFY(std::abs(scale.xOf(under) - x) < 0.5);
        QVERIFY(scale.to() > scale.from());
    }

    void zoomingEndsAtAMillisecondAndAtAYear()
    {
        TimelineScale scale(at(0s), at(1000s), 0, 500);
        for (int i = 0; i < 200; ++i)
            scale = scale.zoomed(2, 250);
        QVERIFY(scale.to() - scale.from() >= 1ms);
        for (int i = 0; i < 400; ++i)
            scale = scale.zoomed(0.5, 250);
        QVERIFY(scale.to() - scale.from() <= 401 * 24h);
    }

    void ticksAreRoundAndFarEnoughApart_data()
    {
        QTest::addColumn<qlonglong>("length");
        for (const qlonglong length : {1'000LL, 183'510LL, 60'000'000LL, 250'000'000LL, 86'400'000'000LL, 8'640'000'000'000LL})
            QTest::addRow("%lld us", length) << length;
    }

    void ticksAreRoundAndFarEnoughApart()
    {
        QFETCH(qlonglong, length);
        const TimelineScale scale(at(0s), at(Duration(length)), 0, 1200);
        const QVector<Instant> ticks = scale.ticks(at(0s), 90);
        QVERIFY(!ticks.isEmpty());
        QVERIFY(ticks.size() <= 14);
        QCOMPARE(ticks.first(), at(0s));
        for (int i = 1; i < ticks.size(); ++i) {
            QVERIFY(scale.xOf(ticks.at(i)) - scale.xOf(ticks.at(i - 1)) >= 89.9);
            QCOMPARE(ticks.at(i) - ticks.at(i - 1), scale.tickStep(90));
        }
    }

    void lanesDoNotOverlap()
    {
        const InstanceDetails details = vigie::tests::sampleDetails(vigie::tests::sampleInstance(0, Status::Ready));
        const TimelineLayout layout(details);
        QCOMPARE(layout.items().size(), details.transitions.size() + details.actions.size());
        const Instant now = vigie::tests::sampleNow();
        const TimelineScale scale = layout.whole(now, 0, 100'000);
        for (const TimelineItem &left : layout.items()) {
            const QRectF rect = layout.rectOf(left, scale, now);
            QVERIFY(rect.width() >= 3);
            QVERIFY(rect.bottom() <= layout.height());
            for (const TimelineItem &right : layout.items()) {
                if (left == right || left.kind != right.kind || left.lane != right.lane || left.attempt != right.attempt)
                    continue;
                const bool apart = (left.to && *left.to <= right.from) || (right.to && *right.to <= left.from);
                QVERIFY(apart);
            }
        }
    }

    void anOpenStateEndsNowAndDoesNotSqueezeTheRest()
    {
        InstanceDetails details;
        details.transitions = {transition(1, Status::Provisioning, 0s), transition(2, Status::Ready, 100s)};
        const TimelineLayout layout(details);
        const Instant now = at(100'000s);
        const TimelineScale whole = layout.whole(now, 0, 1000);
        QCOMPARE(whole.to(), now);
        QCOMPARE(layout.rectOf(layout.items().last(), whole, now).right(), 1000.0);
        const TimelineScale eventful = layout.eventful(now, 0, 1000);
        QCOMPARE(eventful.from(), at(0s));
        QCOMPARE(eventful.to(), at(125s));
        QCOMPARE(layout.rectOf(layout.items().first(), eventful, now).width(), 800.0);
    }

    void waitingIsTheBeginningOfAnAction()
    {
        InstanceDetails details;
        details.transitions = {transition(1, Status::Provisioning, 0s)};
        Action action;
        action.queuedAt = at(10s);
        action.startedAt = at(30s);
        action.endedAt = at(50s);
        details.actions = {action};
        const TimelineLayout layout(details);
        const TimelineScale scale(at(0s), at(100s), 0, 100);
        const TimelineItem item = layout.items().last();
        QCOMPARE(layout.rectOf(item, scale, at(100s)).width(), 40.0);
        QCOMPARE(layout.waitingRectOf(item, scale, at(100s)).width(), 20.0);
        const QPointF middle = layout.rectOf(item, scale, at(100s)).center();
        QCOMPARE(layout.itemAt(middle.x(), middle.y(), scale, at(100s)), 1);
        QCOMPARE(layout.itemAt(middle.x(), 5000, scale, at(100s)), -1);
    }

    void theNewestAttemptIsOnTop()
    {
        InstanceDetails details;
        details.transitions = {transition(1, Status::Provisioning, 0s), transition(2, Status::StartupFailed, 10s),
                               transition(3, Status::Booting, 20s)};
        details.transitions[2].attempt = 2;
        const TimelineLayout layout(details);
        QCOMPARE(layout.blocks().size(), 2);
        QCOMPARE(layout.blocks().first().attempt, 2);
        QVERIFY(layout.blocks().last().top >= layout.blocks().first().bottom + TimelineLayout::blockGap);
        QVERIFY(TimelineLayout(InstanceDetails{}).isEmpty());
    }

    void theClockRunsWhileLiveAndNeverGoesBack()
    {
        Duration elapsed = 0s;
        FleetClock clock([&] { return elapsed; });
        clock.run();
        QCOMPARE(clock.now(), Instant()); // nothing is known yet
        clock.read(at(100s));
        elapsed = 5s;
        QCOMPARE(clock.now(), at(105s));
        clock.read(at(104s)); // a reading that took a while
        QCOMPARE(clock.now(), at(105s));
        clock.read(at(110s));
        QCOMPARE(clock.now(), at(110s));
        clock.freeze();
        elapsed = 50s;
        QCOMPARE(clock.now(), at(110s));
        clock.run();
        elapsed = 51s;
        QCOMPARE(clock.now(), at(111s));
    }

private:
    static Instant at(Duration after) { return Instant::fromMicroseconds(1'700'000'000'000'000) + after; }

    static Transition transition(std::int64_t version, Status to, Duration after)
    {
        Transition one;
        one.version = version;
        one.to = to;
        one.toName = QString(toName(to));
        one.at = at(after);
        return one;
    }
};

QTEST_GUILESS_MAIN(tst_TimelineViews)
#include "tst_timelineviews.moc"
