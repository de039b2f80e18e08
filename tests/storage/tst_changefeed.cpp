#include "tests/storage/rig.h"

#include <QHash>
#include <QRandomGenerator>
#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace vigie;
using models::InstanceId;
using test::Bench;
using test::quoted;
using test::Rig;

/// The feed of changes loses nothing, in whatever order the writers' transactions commit.
class TestChangeFeed : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_rig.start()); }
    void anOlderTransactionThatCommitsLater();
    void manyWritersOutOfOrder();

private:
    Rig m_rig;
};

namespace {

struct Reader {
    QString watermark = u"0"_s;
    QHash<InstanceId, storage::FleetRepository::Changes::Row> rows;
    int given = 0;
    bool wentBack = false;

    bool poll(storage::FleetRepository &fleet)
    {
        const auto changes = fleet.changesSince(watermark);
        if (!changes)
            return false;
        watermark = changes->watermark;
        given += int(changes->rows.size());
        for (const auto &row : changes->rows) {
            auto &known = rows[row.instance.id];
            wentBack = wentBack || row.touched < known.touched;
            known = row;
        }
        return true;
    }
};

} // namespace

void TestChangeFeed::anOlderTransactionThatCommitsLater()
{
    Bench bench(m_rig.freshSchema());
    const InstanceId slow = bench.create(u"slow"_s);
    const InstanceId quick = bench.create(u"quick"_s);
    Reader reader;
    QVERIFY(reader.poll(bench.fleet()));
    storage::Database older(bench.info(), u"older"_s);
    QVERIFY(older.runScript(u"begin; update vigie.instance set name = 'slow 2' where id = %1"_s.arg(quoted(slow))));
    bench.must(u"update vigie.instance set name = 'quick 2' where id = %1"_s.arg(quoted(quick)));
    QVERIFY(reader.poll(bench.fleet()));
    QVERIFY(reader.poll(bench.fleet()));
    QCOMPARE(reader.rows[quick].instance.name, u"quick 2"_s);
    QCOMPARE(reader.rows[slow].instance.name, u"slow"_s);
    QVERIFY(older.commit());
    QVERIFY(reader.poll(bench.fleet()));
    QCOMPARE(reader.rows[slow].instance.name, u"slow 2"_s);
    // Once nothing older is open, nothing is given again.
    const int given = reader.given;
    QVERIFY(reader.poll(bench.fleet()));
    QVERIFY(reader.poll(bench.fleet()));
    QCOMPARE(reader.given, given);
}

void TestChangeFeed::manyWritersOutOfOrder()
{
    constexpr int writers = 6;
    constexpr int rounds = 60;
    Bench bench(m_rig.freshSchema());
    QVector<InstanceId> ids;
    for (int i = 0; i < writers * 4; ++i)
        ids.append(bench.create());
    std::atomic<int> running = writers;
    std::atomic<int> failures = 0;
    std::vector<std::jthread> threads;
    for (int writer = 0; writer < writers; ++writer) {
        threads.emplace_back([&, writer] {
            // Each has rows of its own, so that none waits for another, and keeps its transactions open over others' commits.
            QRandomGenerator random(static_cast<quint32>(1000 + writer));
            storage::Database database(bench.info(), u"writer"_s);
            for (int round = 0; round < rounds; ++round) {
                QString script = u"begin;"_s;
                for (int i = 0; i < 1 + random.bounded(3); ++i) {
                    script += u"update vigie.instance set name = '%1 %2 %3' where id = %4;"_s.arg(writer).arg(round).arg(i)
                                  .arg(quoted(ids[writer * 4 + random.bounded(4)]));
                }
                if (random.bounded(4) == 0)
                    script += u"savepoint s; update vigie.instance set name = 'undone' where id = %1; rollback to "
                        "s;"_s.arg(quoted(ids[writer * 4]));
                script += u"select pg_sleep(%1)"_s.arg(random.bounded(12) / 1000.0);
                const bool undone = random.bounded(6) == 0;
                if (!database.runScript(script) || !database.runScript(undone ? u"rollback"_s : u"commit"_s))
                    ++failures;
            }
            --running;
        });
    }
    Reader reader;
    int polls = 0;
    while (running > 0) {
        QVERIFY(reader.poll(bench.fleet()));
        ++polls;
    }
    threads.clear();
    QVERIFY(reader.poll(bench.fleet()));
    QCOMPARE(failures.load(), 0);
    QVERIFY2(polls > 20, "the reader was to read while the writers wrote");
    QVERIFY(!reader.wentBack);
    QCOMPARE(reader.rows.size(), ids.size());
    for (const QVariantList &row : bench.rows(u"select id::text, name, touched from vigie.instance"_s)) {
        const auto last = reader.rows.value(*InstanceId::parse(row[0].toString()));
        QCOMPARE(last.instance.name, row[1].toString());
        QCOMPARE(last.touched, row[2].toLongLong());
    }
}

QTEST_GUILESS_MAIN(TestChangeFeed)
#include "tst_changefeed.moc"
