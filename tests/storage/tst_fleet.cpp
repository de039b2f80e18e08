#include "tests/storage/rig.h"

#include <QTest>

#include <atomic>
#include <future>

using namespace Qt::StringLiterals;
using namespace vigie;
using models::InstanceId;
using models::Money;
using models::ResourceKind;
using models::Status;
using test::Bench;
using test::codeOf;
using test::quoted;
using test::Rig;

/// What is read of the fleet: lists, details of one snapshot, costs to the micro, and finding.
class TestFleet : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_rig.start()); }
    void init();
    void listsAndChanges();
    void aClaimIsNoChange();
    void detailsAreOfOneSnapshot();
    void costsToTheMicro_data();
    void costsToTheMicro();
    void whatIsBilledNow();
    void costGoesOn();
    void findByIdOrName();
    void wildcardsAreText();

private:
    storage::Lease resource(const InstanceId &id, const QString &name, std::optional<Money> price);

    Rig m_rig;
    std::unique_ptr<Bench> m_bench;
};

void TestFleet::init()
{
    // A database for each function; the many rows of costs share one.
    if (!m_bench || QLatin1String(QTest::currentTestFunction()) != "costsToTheMicro"_L1)
        m_bench = std::make_unique<Bench>(m_rig.freshSchema());
}

storage::Lease TestFleet::resource(const InstanceId &id, const QString &name, std::optional<Money> price)
{
    const auto lease = m_bench->claim(id);
    if (!m_bench->work().adopt(lease, {ResourceKind::Volume, name, {}, price, false}, {}))
        qFatal("adopt");
    return lease;
}

void TestFleet::listsAndChanges()
{
    const auto empty = m_bench->fleet().changesSince(u"0"_s);
    QVERIFY(empty && empty->rows.isEmpty() && empty->watermark.toLongLong() > 0 && empty->asOf.microseconds() > 0);
    const InstanceId first = m_bench->create(u"first"_s);
    const InstanceId gone = m_bench->bring(Status::Archived);
    QCOMPARE(m_bench->fleet().all(false)->size(), 1);
    QCOMPARE(m_bench->fleet().all(true)->size(), 2);
    const auto all = m_bench->fleet().changesSince(empty->watermark);
    QCOMPARE(all->rows.size(), 2);
    const auto none = m_bench->fleet().changesSince(all->watermark);
    QCOMPARE(none->rows.size(), 0);
    QVERIFY(none->asOf > all->asOf);
    m_bench->must(u"update vigie.instance set name = 'renamed' where id = %1"_s.arg(quoted(first)));
    const auto one = m_bench->fleet().changesSince(none->watermark);
    QCOMPARE(one->rows.size(), 1);
    QCOMPARE(one->rows.first().instance.name, u"renamed"_s);
    QCOMPARE(one->rows.first().instance.id, first);
    QVERIFY(gone != first);
}

void TestFleet::aClaimIsNoChange()
{
    const InstanceId id = m_bench->create();
    const auto before = m_bench->fleet().changesSince(u"0"_s);
    const auto lease = m_bench->claim(id);
    QVERIFY(m_bench->work().renew({lease}));
    QVERIFY(m_bench->work().noteHealth(lease, storage::WorkRepository::Health::Good, {}));
    storage::Conclusion wait;
    wait.from = Status::Provisioning;
    wait.next = models::Duration(0);
    QVERIFY(m_bench->work().conclude(lease, wait));
    QCOMPARE(m_bench->fleet().changesSince(before->watermark)->rows.size(), 0);
    // What people see of an instance besides its row is a change of it.
    QVERIFY(m_bench->work().beginAction(m_bench->claim(id), models::ActionCode::ProviderCreate));
    const auto action = m_bench->fleet().changesSince(before->watermark);
    QCOMPARE(action->rows.size(), 1);
    QVERIFY(action->rows.first().touched > before->rows.first().touched);
    resource(id, u"vol"_s, {});
    const auto adopted = m_bench->fleet().changesSince(action->watermark);
    QCOMPARE(adopted->rows.size(), 1);
    QVERIFY(adopted->rows.first().touched > action->rows.first().touched);
}

void TestFleet::detailsAreOfOneSnapshot()
{
    // A writer changes the status again and again while a reader asks: the parts always agree with each other.
    const InstanceId id = m_bench->bring(Status::Ready);
    std::atomic<bool> enough = false;
    auto writer = std::async(std::launch::async, [&] {
        storage::Database database(m_bench->info(), u"writer"_s);
        storage::WorkRepository work(database);
        const auto session = models::SessionId::generate();
        int changes = 0;
        bool good = work.openSession(session, u"tst"_s, {Bench::account()}).has_value();
        for (Status from = Status::Ready; good && !enough; ++changes) {
            const auto leases = work.claim(session, 1, {from}, {Bench::account()});
            good = leases && leases->size() == 1;
            const Status to = from == Status::Ready ? Status::Unavailable : Status::Ready;
            storage::Conclusion step;
            step.from = from;
            step.to = to;
            step.next = models::Duration(0);
            step.actions = {{models::ActionCode::HealthCheck, models::ActionStatus::Success, {}, {}}};
            good = good && work.conclude(leases->first(), step);
            from = to;
        }
        return good ? changes : -1;
    });
    std::int64_t last = 0;
    for (int i = 0; i < 200; ++i) {
        const auto details = m_bench->fleet().details(id);
        QVERIFY2(details, details ? "" : qUtf8Printable(details.error().detail));
        const auto &instance = details->instance;
        QCOMPARE(details->transitions.size(), instance.version);
        QCOMPARE(details->transitions.last().version, instance.version);
        QCOMPARE(details->transitions.last().to, instance.status);
        QCOMPARE(details->transitions.last().at, instance.statusSince);
        // Bringing it to `ready` took five versions without a health check.
        QCOMPARE(std::count_if(details->actions.begin(), details->actions.end(),
            [](const auto &each) { return each.code == models::ActionCode::HealthCheck; }),
                 instance.version - 5);
        QVERIFY(instance.version >= last && details->readAt >= instance.statusSince);
        last = instance.version;
    }
    enough = true;
    QVERIFY(writer.get() > 10);
    QVERIFY(last > 5);
    QCOMPARE(m_bench->fleet().transitionsAfter(id, last - 1)->first().version, last);
    QCOMPARE(codeOf(m_bench->fleet().details(InstanceId::generate())), u"INSTANCE_NOT_FOUND"_s);
    QVERIFY(m_bench->fleet().all(true)); // the transaction was ended
    QCOMPARE(m_bench->value(u"select count(*) from pg_stat_activity where state like 'idle in transaction%'"_s).toInt(), 0);
}

void TestFleet::costsToTheMicro_data()
{
    QTest::addColumn<qint64>("price");
    QTest::addColumn<qint64>("milliseconds");
    for (const qint64 price : {1LL, 7LL, 750'000LL, 2'450'001LL, 999'999'999LL}) {
        for (const qint64 time : {0LL, 1LL, 1799LL, 3'600'000LL, 3'599'999LL, 86'400'123LL, 31'536'000'007LL})
            QTest::addRow("%lld micros for %lld ms", price, time) << price << time;
    }
}

void TestFleet::costsToTheMicro()
{
    QFETCH(qint64, price);
    QFETCH(qint64, milliseconds);
    const InstanceId id = m_bench->create();
    resource(id, id.toString(), Money::fromMicros(price));
    m_bench->must(u"update vigie.resource set billed_from = timestamptz '2026-03-01 12:00:00.123456Z', status = 'gone', "
                  "gone_at = timestamptz '2026-03-01 12:00:00.123456Z' + %1 * interval '1 ms' where provider_id = "
                  "%2"_s.arg(milliseconds).arg(quoted(id)));
    const auto instance = m_bench->fleet().details(id)->instance;
    QCOMPARE(instance.costSoFar, Money::fromMicros(price).over(std::chrono::milliseconds(milliseconds)));
    QCOMPARE(instance.liveResources, 0);
    QCOMPARE(instance.pricePerHour, std::optional(Money()));
}

void TestFleet::whatIsBilledNow()
{
    const InstanceId id = m_bench->create();
    const auto price = [&] { return m_bench->fleet().details(id)->instance.pricePerHour; };
    QCOMPARE(price(), std::optional(Money()));
    resource(id, u"a"_s, Money::fromMicros(100));
    resource(id, u"b"_s, Money::fromMicros(20));
    resource(id, u"c"_s, {});
    QCOMPARE(price(), std::optional(Money())); // none is billed yet
    QCOMPARE(m_bench->fleet().details(id)->instance.liveResources, 3);
    m_bench->must(u"update vigie.resource set billed_from = clock_timestamp() where provider_id in ('a', 'b')"_s);
    QCOMPARE(price(), std::optional(Money::fromMicros(120)));
    m_bench->must(u"update vigie.resource set billed_from = clock_timestamp() where provider_id = 'c'"_s);
    QVERIFY(!price()); // something unknown is billed: no sum is told
    m_bench->must(u"update vigie.resource set status = 'gone', gone_at = clock_timestamp() where provider_id = 'c'"_s);
    QCOMPARE(price(), std::optional(Money::fromMicros(120)));
    m_bench->must(u"update vigie.resource set status = 'condemned' where provider_id = 'a'"_s);
    QCOMPARE(price(), std::optional(Money::fromMicros(120))); // condemned is billed until it is gone
    QCOMPARE(m_bench->fleet().all(false)->first().pricePerHour, std::optional(Money::fromMicros(120)));
    QCOMPARE(m_bench->fleet().changesSince(u"0"_s)->rows.first().instance.pricePerHour, std::optional(Money::fromMicros(120)));
}

void TestFleet::costGoesOn()
{
    const InstanceId id = m_bench->create();
    resource(id, u"a"_s, Money::fromMicros(3'600'000'000));
    m_bench->must(u"update vigie.resource set billed_from = clock_timestamp() - interval '1 h'"_s);
    const auto instance = m_bench->fleet().details(id)->instance;
    const qint64 from = m_bench->value(u"select (extract(epoch from billed_from) * 1000000)::bigint from vigie.resource"_s).toLongLong();
    // One micro of a euro for each microsecond, up to the instant of the reading exactly.
    QCOMPARE(instance.costSoFar.micros(), instance.costAt.microseconds() - from);
    // A clock that was set back makes no negative cost.
    m_bench->must(u"update vigie.resource set billed_from = clock_timestamp() + interval '1 h'"_s);
    QCOMPARE(m_bench->fleet().details(id)->instance.costSoFar, Money());
}

void TestFleet::findByIdOrName()
{
    auto &fleet = m_bench->fleet();
    const InstanceId id = m_bench->create(u"Name of it"_s);
    QCOMPARE(*fleet.find(id.toString()), id);
    QCOMPARE(*fleet.find(id.toString().toUpper()), id);
    QCOMPARE(*fleet.find(id.toString().left(10)), id);
    QCOMPARE(*fleet.find(u"Name of it"_s), id);
    for (const QString &no : QStringList{QString(), u"name of it"_s, u"Name"_s, id.toString().left(3), id.toString().mid(1),
        id.toString() + u'0', u"-"_s,
                              u"Name of it"_s + QChar(u'\0')})
        QCOMPARE(codeOf(fleet.find(no)), u"INSTANCE_NOT_FOUND"_s);
    m_bench->create(u"Name of it"_s);
    const auto several = fleet.find(u"Name of it"_s);
    QCOMPARE(codeOf(several), u"INVALID_REQUEST"_s);
    QCOMPARE(several.error().params.value(u"matches"_s).split(u", "_s).size(), 2);
    QVERIFY(several.error().params.value(u"matches"_s).contains(id.toString()));
    // The name of one may be the beginning of another's id.
    const InstanceId named = m_bench->create(id.toString().left(8));
    QCOMPARE(codeOf(fleet.find(id.toString().left(8))), u"INVALID_REQUEST"_s);
    QCOMPARE(*fleet.find(named.toString()), named);
}

void TestFleet::wildcardsAreText()
{
    for (int i = 0; i < 3; ++i)
        m_bench->create();
    for (const QString &wild : {u"%"_s, u"____"_s, u"%%%%"_s, u"________-____"_s, u"\\"_s, u"' or true --"_s, u"?"_s})
        QCOMPARE(codeOf(m_bench->fleet().find(wild)), u"INSTANCE_NOT_FOUND"_s);
    const InstanceId id = m_bench->create(u"100%_\\"_s);
    QCOMPARE(*m_bench->fleet().find(u"100%_\\"_s), id);
}

QTEST_GUILESS_MAIN(TestFleet)
#include "tst_fleet.moc"
