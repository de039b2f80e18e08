// The engine's parts that need no database: queue, leases, waits, the record of an install.

#include "app/engine/steps/installmetadata.h"
#include "app/engine/keyedqueue.h"
#include "app/engine/leaseregistry.h"
#include "app/engine/steps/timings.h"

#include <QJsonArray>
#include <QTest>

#include <atomic>
#include <map>
#include <thread>

using namespace vigie;
using engine::KeyedQueue;
using engine::LeaseRegistry;
using models::InstanceId;
using storage::Lease;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestEngineParts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneInHandPerInstance();
    void aNewerLeaseReplacesOneThatWaits();
    void popEndsWithAStop();
    void neverTwoAtOnceUnderThreads();
    void leasesRunOut();
    void renewalsExtendWhatIsHeldAndDropTheRest();
    void backOffGrowsUpToItsMost();
    void timingsComeFromTheTable();
    void phasesAndTailOfAnInstall();
};

void TestEngineParts::oneInHandPerInstance()
{
    KeyedQueue queue;
    const InstanceId a = InstanceId::generate();
    const InstanceId b = InstanceId::generate();
    std::stop_source stop;
    queue.push({a, 1, {}, false});
    QCOMPARE(queue.pop(stop.get_token())->instance, a);
    queue.push({a, 2, {}, false});
    queue.push({b, 1, {}, false});
    QCOMPARE(queue.pop(stop.get_token())->instance, b); // a is in hand: its newer lease waits
    QCOMPARE(queue.size(), std::size_t(3));
    queue.done(a);
    const auto again = queue.pop(stop.get_token());
    QCOMPARE(again->instance, a);
    QCOMPARE(again->epoch, std::int64_t(2));
}

void TestEngineParts::aNewerLeaseReplacesOneThatWaits()
{
    KeyedQueue queue;
    const InstanceId a = InstanceId::generate();
    queue.push({a, 1, {}, false});
    queue.push({a, 2, {}, false});
    QCOMPARE(queue.size(), std::size_t(1));
    QCOMPARE(queue.pop(std::stop_source().get_token())->epoch, std::int64_t(2));
}

void TestEngineParts::popEndsWithAStop()
{
    KeyedQueue queue;
    std::jthread waiting([&queue](std::stop_token stop) { QVERIFY(!queue.pop(stop)); });
    waiting.request_stop();
    waiting.join();
}

void TestEngineParts::neverTwoAtOnceUnderThreads()
{
    KeyedQueue queue;
    std::vector<InstanceId> keys(8);
    for (InstanceId &key : keys)
        key = InstanceId::generate();
    std::map<InstanceId, std::atomic<int>> inHand;
    for (const InstanceId &key : keys)
        inHand[key] = 0;
    std::atomic<int> collisions = 0;
    std::atomic<int> done = 0;
    {
        std::vector<std::jthread> workers;
        for (int i = 0; i < 4; ++i) {
            workers.emplace_back([&](std::stop_token stop) {
                while (const auto lease = queue.pop(stop)) {
                    if (inHand[lease->instance].fetch_add(1) != 0)
                        ++collisions;
                    std::this_thread::yield();
                    inHand[lease->instance].fetch_sub(1);
                    queue.done(lease->instance);
                    ++done;
                }
            });
        }
        for (int round = 0; round < 2000; ++round)
            queue.push({keys[static_cast<std::size_t>(round) % keys.size()], round, {}, false});
        QTRY_COMPARE(queue.size(), std::size_t(0));
    }
    QCOMPARE(collisions.load(), 0);
    QVERIFY(done > 0);
}

void TestEngineParts::leasesRunOut()
{
    LeaseRegistry leases;
    const Lease lease{InstanceId::generate(), 3, {}, false};
    QVERIFY(!leases.isReliable(lease));
    leases.add(lease, engine::bootTime(), 60s);
    QVERIFY(leases.isReliable(lease));
    Lease older = lease;
    older.epoch = 2;
    QVERIFY(!leases.isReliable(older));
    leases.add(lease, engine::bootTime() - 51s, 60s); // 10 s of margin: past it, although the lease itself is not over
    QVERIFY(!leases.isReliable(lease));
}

void TestEngineParts::renewalsExtendWhatIsHeldAndDropTheRest()
{
    LeaseRegistry leases;
    const Lease held{InstanceId::generate(), 1, {}, false};
    const Lease lost{InstanceId::generate(), 1, {}, false};
    const Lease claimedMeanwhile{InstanceId::generate(), 1, {}, false};
    const auto past = engine::bootTime() - 55s;
    for (const Lease &lease : {held, lost})
        leases.add(lease, past, 60s);
    Lease newer = claimedMeanwhile;
    newer.epoch = 2;
    leases.add(newer, engine::bootTime(), 60s);
    leases.renewed({held, lost, claimedMeanwhile}, {held.instance}, engine::bootTime(), 60s);
    QVERIFY(leases.isReliable(held));
    QVERIFY(!leases.isReliable(lost));
    QVERIFY(leases.isReliable(newer)); // the renewal was of the older epoch: it says nothing of this one
    leases.remove(claimedMeanwhile);
    QVERIFY(leases.isReliable(newer));
    QCOMPARE(leases.all().size(), 2);
}

void TestEngineParts::backOffGrowsUpToItsMost()
{
    for (int tries = 0; tries < 60; ++tries) {
        const auto wait = engine::backOff(1s, 10s, tries);
        QVERIFY(wait >= 800ms && wait <= 12s);
        if (tries == 0)
            QVERIFY(wait <= 1200ms);
        if (tries > 10)
            QVERIFY(wait >= 8s);
    }
}

void TestEngineParts::timingsComeFromTheTable()
{
    const auto timings = engine::Timings::fromTable({{u"lease"_s, 3s}, {u"unknown"_s, 1s}});
    QCOMPARE(timings.lease, models::Duration(3s));
    QCOMPARE(timings.probeFirst, engine::Timings().probeFirst);
}

void TestEngineParts::phasesAndTailOfAnInstall()
{
    providers::InstallProgress progress;
    progress.events = {{u"check"_s, u"begin"_s, models::Instant::fromMicroseconds(10), 0, {}},
                       {u"check"_s, u"end"_s, models::Instant::fromMicroseconds(20), 0, {}},
                       {u"scratch"_s, u"skip"_s, models::Instant::fromMicroseconds(21), 0, u"no disk"_s},
                       {u"pull"_s, u"begin"_s, models::Instant::fromMicroseconds(30), 0, {}}};
    for (int i = 0; i < 300; ++i)
        progress.lines << u"line %1"_s.arg(i);
    QJsonObject metadata = engine::withProgress({}, progress);
    QCOMPARE(metadata["tail"_L1].toArray().size(), 200);
    QCOMPARE(metadata["tail"_L1].toArray().last().toString(), u"line 299"_s);
    QCOMPARE(metadata["phases"_L1].toArray().size(), 3);
    QCOMPARE(metadata["phases"_L1][2].toObject().contains("end"_L1), false);

    providers::InstallProgress failing;
    failing.events = {{u"pull"_s, u"failed"_s, models::Instant::fromMicroseconds(50), 7, u"refused"_s}};
    metadata = engine::withProgress(metadata, failing);
    QCOMPARE(metadata["phases"_L1].toArray().size(), 3);
    QCOMPARE(metadata["phases"_L1][2]["failed"_L1].toBool(), true);
    QCOMPARE(metadata["phases"_L1][2]["end"_L1].toInteger(), 50);
    const auto failed = engine::failedPhase(failing);
    QCOMPARE(failed.phase, u"pull"_s);
    QCOMPARE(failed.exitCode, 7);

    // Begun again after a cut: the failure of the first run does not stick.
    providers::InstallProgress again;
    again.events = {{u"pull"_s, u"begin"_s, models::Instant::fromMicroseconds(60), 0, {}}};
    metadata = engine::withProgress(metadata, again);
    QVERIFY(!metadata["phases"_L1][2].toObject().contains("failed"_L1));
    QVERIFY(!metadata["phases"_L1][2].toObject().contains("end"_L1));
}

QTEST_GUILESS_MAIN(TestEngineParts)
#include "tst_engineparts.moc"
