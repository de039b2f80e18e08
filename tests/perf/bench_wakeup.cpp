// How long from an operator's request to the orchestrator's first work on it, and to the change in the window's hands, beside a bare NOTIFY on
// the same server in the same run. Prints a table of medians and ratios; asserts no time.
//
//   ./test perf     or     build/ci/tests/bench_wakeup

#include "app/engine/engineconsole.h"
#include "tests/engine/enginerig.h"

#include <QElapsedTimer>
#include <QSqlDriver>
#include <QSqlQuery>
#include <QTest>

#include <algorithm>
#include <cstdio>

using namespace vigie;
using models::InstanceId;
using namespace Qt::StringLiterals;

namespace {

double median(QVector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.isEmpty() ? 0 : values[values.size() / 2];
}

double percentile99(QVector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.isEmpty() ? 0 : values[std::min(values.size() - 1, values.size() * 99 / 100)];
}

} // namespace

class BenchWakeup : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_cluster.start()); }
    void requestToStart();

private:
    QVector<double> bareNotify(const storage::ConnectionInfo &info, int rounds);
    test::Rig m_cluster;
};

QVector<double> BenchWakeup::bareNotify(const storage::ConnectionInfo &info, int rounds)
{
    storage::Database listening(info, u"vigie-bench-listen"_s);
    storage::Database sending(info, u"vigie-bench-send"_s);
    QVector<double> times;
    if (!listening.open() || !sending.open())
        return times;
    QElapsedTimer clock;
    bool heard = false;
    listening.listen(u"bench"_s, this, [&] { heard = true; });
    for (int i = 0; i < rounds; ++i) {
        heard = false;
        clock.start();
        if (!sending.runScript(u"notify bench"_s))
            break;
        while (!heard && clock.elapsed() < 2000)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
        times.append(static_cast<double>(clock.nsecsElapsed()) / 1e6);
    }
    return times;
}

void BenchWakeup::requestToStart()
{
    constexpr int rounds = 30;
    test::EngineRig rig;
    QVERIFY(rig.start(m_cluster));
    engine::EngineConsole console;
    console.attach(rig.world(), u"bench"_s, rig.world().accounts);
    QTRY_COMPARE_WITH_TIMEOUT(console.connectionState().phase, models::ConnectionState::Phase::Live, 20'000);

    QVector<double> toWindow;
    QElapsedTimer clock;
    std::optional<double> arrived;
    connect(&console, &models::Console::requestDone, this, [&clock] { clock.start(); });
    connect(&console, &models::Console::fleetChanged, this, [&](const models::FleetDelta &) {
        if (!arrived) // a change that comes before the answer comes at once
            arrived = clock.isValid() ? static_cast<double>(clock.nsecsElapsed()) / 1e6 : 0.0;
    });
    for (int i = 0; i < rounds; ++i) {
        models::CreatePlan plan = test::Bench::plan();
        plan.request = models::RequestId::generate();
        plan.account = test::Bench::account();
        clock.invalidate();
        arrived.reset();
        console.createInstance(plan);
        QTRY_VERIFY_WITH_TIMEOUT(clock.isValid() && arrived, 10'000);
        toWindow.append(*arrived);
    }
    QTRY_COMPARE_WITH_TIMEOUT(rig.bench().value(u"select count(*) from vigie.action where code = 'EXECUTE_CREATE' and started_at is not null"_s).toInt(), rounds, 30'000);
    QVector<double> toStart;
    for (const QVariantList &row : rig.bench().rows(u"select extract(epoch from started_at - queued_at)::float8 * 1000 from vigie.action where code = 'EXECUTE_CREATE'"_s))
        toStart.append(row.first().toDouble());
    console.detach();
    const QVector<double> notify = bareNotify(rig.bench().info(), rounds);
    QCOMPARE(toStart.size(), rounds);
    QCOMPARE(notify.size(), rounds);

    std::printf("%-58s %10s %10s %8s\n", "", "median ms", "p99 ms", "ratio");
    const auto line = [&](const char *what, const QVector<double> &values) {
        std::printf("%-58s %10.2f %10.2f %8.1f\n", what, median(values), percentile99(values), median(values) / median(notify));
    };
    line("bare NOTIFY to the listener's signal (the reference)", notify);
    line("request recorded to the orchestrator's start", toStart);
    line("commit known to the window to the change in its hands", toWindow);
    std::fflush(stdout);
}

QTEST_GUILESS_MAIN(BenchWakeup)
#include "bench_wakeup.moc"
