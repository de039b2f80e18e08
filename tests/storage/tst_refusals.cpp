#include "tests/storage/rig.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace vigie;
using models::InstanceId;
using models::IntentKind;
using models::IntentStatus;
using models::ResourceKind;
using models::Status;
using storage::WorkRepository;
using test::Bench;
using test::codeOf;
using test::quoted;
using test::Rig;
using test::stateOf;

namespace {

WorkRepository::Found server(const QString &id)
{
    return {ResourceKind::Server, id, u"L4-1-24G"_s, models::Money::fromMicros(750'000), false};
}

} // namespace

/// What the database refuses, whoever asks.
class TestRefusals : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void byHand_data();
    void byHand();
    void theBirthIsRolledBackWhole();
    void aStaleEpochWritesNothing();
    void theLeaseEndsWithTheWork();
    void oneOpenIntentOfAKind();
    void adoptAndCondemnExcludeEachOther();
    void oneServerForEachInstance();
    void noCreateForWhatIsToBeAbsent();
    void noCreateBesidesAServer();
    void abandonOnlyWhenSettled();
    void terminatedOnlyWhenNothingIsLeft();
    void goneIsFinal();
    void aProgramThatIsTooOld();

private:
    Rig m_rig;
    std::unique_ptr<Bench> m_bench;
};

void TestRefusals::initTestCase()
{
    QVERIFY(m_rig.start());
    m_bench = std::make_unique<Bench>(m_rig.freshSchema());
}

void TestRefusals::byHand_data()
{
    QTest::addColumn<QString>("sql"); // %1: an instance in `booting` with a server and an ended action
    QTest::addColumn<QString>("state");
    const QString birth = u"insert into vigie.instance (id, name, account, zone, type, model, spec, status) "
                          "values (gen_random_uuid(), 'x', 'sandbox', 'z', 't', 'm', '{}', '%2')"_s;
    for (const Status status : Bench::allStatuses()) {
        if (status != Status::Provisioning)
            QTest::addRow("birth as %s", toName(status).data()) << QString(birth).replace(u"%2"_s, toName(status)) << u"VG001"_s;
    }
    const auto row = [](const char *name, const QString &sql, const QString &state) { QTest::newRow(name) << sql << state; };
    row("delete", u"delete from vigie.instance where id = %1"_s, u"VG002"_s);
    row("truncate instances", u"truncate vigie.instance cascade"_s, u"VG008"_s);
    row("the epoch back", u"update vigie.instance set lease_epoch = lease_epoch - 1 where id = %1"_s, u"VG003"_s);
    row("the version by hand", u"update vigie.instance set version = version + 1 where id = %1"_s, u"VG004"_s);
    row("the attempt by hand", u"update vigie.instance set attempt = attempt + 1 where id = %1"_s, u"VG004"_s);
    row("wanted again", u"update vigie.instance set status = 'terminating' where id = %1; "
                        "update vigie.instance set desired = 'present' where id = %1"_s, u"VG009"_s);
    row("another server", u"update vigie.instance set server_id = 'other' where id = %1"_s, u"VG012"_s);
    row("no server any more", u"update vigie.instance set server_id = null where id = %1"_s, u"VG012"_s);
    row("history changed", u"update vigie.transition set reason = 'x' where instance_id = %1"_s, u"VG008"_s);
    row("history deleted", u"delete from vigie.transition where instance_id = %1"_s, u"VG008"_s);
    row("history truncated", u"truncate vigie.transition"_s, u"VG008"_s);
    row("history forged", u"insert into vigie.transition (instance_id, version, attempt, from_status, to_status, lease_epoch) "
                          "values (%1, 99, 1, 'booting', 'ready', 0)"_s, u"VG008"_s);
    row("an ended action changed", u"update vigie.action set metadata = '{}' where instance_id = %1 and code = 'REQUEST_CREATE'"_s,
        u"VG008"_s);
    row("an ended action reopened", u"update vigie.action set ended_at = null, status = 'queued' where instance_id = %1 and code = "
        "'REQUEST_CREATE'"_s, u"VG008"_s);
    row("an action deleted", u"delete from vigie.action where instance_id = %1"_s, u"VG008"_s);
    row("actions truncated", u"truncate vigie.action"_s, u"VG008"_s);
    row("an open action made another", u"update vigie.action set code = 'HEALTH_CHECK' where instance_id = %1 and ended_at is null"_s,
        u"VG008"_s);
    row("an action ended without an instant", u"update vigie.action set status = 'success' where instance_id = %1 and ended_at is null"_s,
        u"23514"_s);
    row("a resource deleted", u"delete from vigie.resource where instance_id = %1"_s, u"VG008"_s);
    row("resources truncated", u"truncate vigie.resource"_s, u"VG008"_s);
    row("a resource given away", u"update vigie.resource set instance_id = null where instance_id = %1"_s, u"VG010"_s);
    row("a condemned one adopted", u"update vigie.resource set status = 'condemned' where instance_id = %1; "
                                   "update vigie.resource set status = 'adopted' where instance_id = %1"_s, u"VG010"_s);
    row("an intent deleted", u"delete from vigie.intent where instance_id = %1"_s, u"VG008"_s);
    row("intents truncated", u"truncate vigie.intent"_s, u"VG008"_s);
    row("gone without an instant", u"update vigie.resource set status = 'gone' where instance_id = %1"_s, u"23514"_s);
    row("a wait of nothing", u"update vigie.timing set value = '0 s'"_s, u"23514"_s);
}

void TestRefusals::byHand()
{
    QFETCH(QString, sql);
    QFETCH(QString, state);
    const InstanceId id = m_bench->create();
    auto lease = m_bench->claim(id);
    const auto intent = m_bench->work().permit(lease, IntentKind::CreateServer, {});
    QVERIFY(intent && m_bench->work().adopt(lease, server(u"srv-%1"_s.arg(id.toString())), *intent));
    m_bench->move(id, Status::Provisioning, Status::Booting);
    const QString look = u"select to_jsonb(i)::text || (select jsonb_agg(t order by version) from vigie.transition t where t.instance_id "
        "= i.id) || "
                         "(select jsonb_agg(a order by a.id) from vigie.action a where a.instance_id = i.id) || "
                         "(select jsonb_agg(r) from vigie.resource r where r.instance_id = i.id) from vigie.instance i where id = "
                         "%1"_s.arg(quoted(id));
    const QString before = m_bench->value(look).toString();
    QVERIFY(!before.isEmpty());
    const QString change = QString(sql).replace(u"%1"_s, quoted(id));
    QCOMPARE(m_bench->refusal(change), state);
    if (state.startsWith(u"VG"_s)) {
        QCOMPARE(m_bench->refusal(u"set session_replication_role = replica; %1"_s.arg(change)), state);
        m_bench->must(u"set session_replication_role = origin"_s);
    }
    QCOMPARE(m_bench->value(look).toString(), before);
}

void TestRefusals::theBirthIsRolledBackWhole()
{
    const QString count = u"select count(*) from vigie.transition"_s;
    const int before = m_bench->value(count).toInt();
    m_bench->must(u"begin; insert into vigie.instance (id, name, account, zone, type, model, spec, version, attempt) "
                  "values (gen_random_uuid(), 'x', 'sandbox', 'z', 't', 'm', '{}', 7, 7)"_s);
    QCOMPARE(m_bench->value(count).toInt(), before + 1);
    QCOMPARE(m_bench->value(u"select version || ' ' || attempt from vigie.instance where name = 'x'"_s).toString(), u"1 1"_s);
    m_bench->must(u"rollback"_s);
    QCOMPARE(m_bench->value(count).toInt(), before);
    // By hand with a legal change of status, neither the version nor the attempt is the client's to choose.
    const InstanceId id = m_bench->bring(Status::Booting);
    m_bench->must(u"update vigie.instance set status = 'terminating', version = 50, attempt = 50 where id = %1"_s.arg(quoted(id)));
    QCOMPARE(m_bench->value(u"select version || ' ' || attempt from vigie.instance where id = %1"_s.arg(quoted(id))).toString(), u"3 1"_s);
}

void TestRefusals::aStaleEpochWritesNothing()
{
    auto &work = m_bench->work();
    const InstanceId id = m_bench->create();
    const auto old = m_bench->claim(id);
    const auto intent = work.permit(old, IntentKind::CreateServer, {});
    QVERIFY(intent);
    const auto fresh = m_bench->claimAs(m_bench->openSession(), id);
    QCOMPARE(fresh.epoch, old.epoch + 1);
    const QString look = u"select to_jsonb(i)::text || (select jsonb_agg(a order by a.id) from vigie.action a where a.instance_id = i.id) "
        "|| "
                         "(select jsonb_agg(t) from vigie.intent t where t.instance_id = i.id) from vigie.instance i where id = "
                         "%1"_s.arg(quoted(id));
    const QString before = m_bench->value(look).toString();
    storage::Conclusion conclusion;
    conclusion.from = Status::Provisioning;
    conclusion.to = Status::Booting;
    conclusion.actions = {{models::ActionCode::ExecuteCreate, models::ActionStatus::Success, {}, {}}};
    QCOMPARE(stateOf(work.conclude(old, conclusion)), u"VG006"_s);
    QCOMPARE(codeOf(work.conclude(old, conclusion)), u"FENCED"_s);
    QCOMPARE(codeOf(work.beginAction(old, models::ActionCode::ProviderCreate)), u"FENCED"_s);
    QCOMPARE(codeOf(work.permit(old, IntentKind::PowerOn, u"srv"_s)), u"FENCED"_s);
    QCOMPARE(codeOf(work.settle(old, *intent, IntentStatus::Done, {})), u"FENCED"_s);
    QCOMPARE(codeOf(work.abandon(old, *intent, models::Instant::fromMicroseconds(1))), u"FENCED"_s);
    QCOMPARE(codeOf(work.adopt(old, server(u"srv-stale"_s), *intent)), u"FENCED"_s);
    QCOMPARE(codeOf(work.condemn(old, server(u"srv-stale"_s))), u"FENCED"_s);
    QCOMPARE(codeOf(work.absent(old, ResourceKind::Server, u"srv-stale"_s)), u"FENCED"_s);
    QCOMPARE(codeOf(work.present(old, ResourceKind::Server, u"srv-stale"_s)), u"FENCED"_s);
    QCOMPARE(m_bench->value(look).toString(), before);
    QVERIFY(work.conclude(fresh, conclusion));
}

void TestRefusals::theLeaseEndsWithTheWork()
{
    auto &work = m_bench->work();
    const InstanceId id = m_bench->create();
    const auto lease = m_bench->claim(id);
    storage::Conclusion wait;
    wait.from = Status::Provisioning;
    wait.next = std::chrono::seconds(5);
    QVERIFY(work.conclude(lease, wait));
    // The row is anybody's again: the same epoch no longer permits a request, nor ends another step.
    QCOMPARE(codeOf(work.permit(lease, IntentKind::CreateServer, {})), u"FENCED"_s);
    QCOMPARE(codeOf(work.conclude(lease, wait)), u"FENCED"_s);
    QCOMPARE(codeOf(work.beginAction(lease, models::ActionCode::ProviderCreate)), u"FENCED"_s);
    QCOMPARE(m_bench->value(u"select count(*) from vigie.intent where instance_id = %1"_s.arg(quoted(id))).toInt(), 0);
    // A row that was never claimed has the epoch 0, which is nobody's either.
    storage::Lease nobodys;
    nobodys.instance = m_bench->create();
    QCOMPARE(codeOf(work.permit(nobodys, IntentKind::CreateServer, {})), u"FENCED"_s);
    // An expired lease that nobody took over may still end its step, but permits nothing.
    const auto late = m_bench->claim(id);
    m_bench->must(u"update vigie.instance set lease_until = clock_timestamp() - interval '1 ms' where id = %1"_s.arg(quoted(id)));
    QCOMPARE(codeOf(work.permit(late, IntentKind::CreateServer, {})), u"FENCED"_s);
    QVERIFY(work.conclude(late, wait));
}

void TestRefusals::oneOpenIntentOfAKind()
{
    const auto lease = m_bench->claim(m_bench->create());
    const auto first = m_bench->work().permit(lease, IntentKind::CreateServer, {});
    QVERIFY(first);
    const auto second = m_bench->work().permit(lease, IntentKind::CreateServer, {});
    QCOMPARE(stateOf(second), u"23505"_s);
    QCOMPARE(codeOf(second), u"FENCED"_s);
    QVERIFY(m_bench->work().settle(lease, *first, IntentStatus::Unknown, u"timeout"_s));
    QCOMPARE(stateOf(m_bench->work().permit(lease, IntentKind::CreateServer, {})), u"23505"_s);
    QVERIFY(m_bench->work().settle(lease, *first, IntentStatus::Refused, u"quota"_s));
    QVERIFY(m_bench->work().permit(lease, IntentKind::CreateServer, {}));
}

void TestRefusals::adoptAndCondemnExcludeEachOther()
{
    auto &work = m_bench->work();
    const auto lease = m_bench->claim(m_bench->create());
    const auto other = m_bench->claim(m_bench->create());
    const auto both = work.condemn(lease, server(u"srv-9"_s));
    QVERIFY(both && *both);
    QCOMPARE(stateOf(work.adopt(lease, server(u"srv-9"_s), {})), u"VG010"_s);
    QCOMPARE(stateOf(work.adopt(other, server(u"srv-9"_s), {})), u"VG010"_s);
    // Nothing of the refused adoption stays.
    QCOMPARE(m_bench->value(u"select count(*) from vigie.instance where server_id = 'srv-9'"_s).toInt(), 0);
    QVERIFY(work.adopt(lease, server(u"srv-1"_s), {}));
    QCOMPARE(stateOf(work.adopt(other, server(u"srv-1"_s), {})), u"VG010"_s);
    const auto anothers = work.condemn(other, server(u"srv-1"_s));
    QVERIFY(anothers && !*anothers);
    QCOMPARE(m_bench->value(u"select status from vigie.resource where provider_id = 'srv-1'"_s).toString(), u"adopted"_s);
    const auto own = work.condemn(lease, server(u"srv-1"_s));
    QVERIFY(own && *own);
    QCOMPARE(m_bench->value(u"select status from vigie.resource where provider_id = 'srv-1'"_s).toString(), u"condemned"_s);
}

void TestRefusals::oneServerForEachInstance()
{
    const auto lease = m_bench->claim(m_bench->create());
    QVERIFY(m_bench->work().adopt(lease, server(u"srv-a"_s), {}));
    QVERIFY(m_bench->work().adopt(lease, server(u"srv-a"_s), {})); // again, after a lost answer
    QCOMPARE(stateOf(m_bench->work().adopt(lease, server(u"srv-b"_s), {})), u"VG012"_s);
    QCOMPARE(m_bench->value(u"select string_agg(provider_id, ',') from vigie.resource where instance_id = "
        "%1"_s.arg(quoted(lease.instance))).toString(), u"srv-a"_s);
}

void TestRefusals::noCreateForWhatIsToBeAbsent()
{
    auto &work = m_bench->work();
    const auto lease = m_bench->claim(m_bench->create());
    QVERIFY(work.adopt(lease, server(u"srv-absent"_s), {}));
    QVERIFY(m_bench->requests().terminate(models::RequestId::generate(), lease.instance, {}));
    for (const IntentKind kind : {IntentKind::CreateServer, IntentKind::PowerOn}) {
        const auto refused = work.permit(lease, kind, u"srv-absent"_s);
        QCOMPARE(stateOf(refused), u"VG009"_s);
        QCOMPARE(codeOf(refused), u"CREATE_REFUSED"_s);
    }
    QCOMPARE(m_bench->value(u"select count(*) from vigie.resource where provider_id = 'srv-absent' and billed_from is not null"_s).toInt(),
        0);
    QVERIFY(work.permit(lease, IntentKind::DeleteServer, u"srv-absent"_s));
}

void TestRefusals::noCreateBesidesAServer()
{
    auto &work = m_bench->work();
    const auto lease = m_bench->claim(m_bench->create());
    QVERIFY(work.adopt(lease, server(u"srv-there"_s), {}));
    QCOMPARE(stateOf(work.permit(lease, IntentKind::CreateServer, {})), u"VG012"_s);
    // Nor for one that is past its provisioning.
    const auto failed = m_bench->claim(m_bench->bring(Status::ProvisioningFailed));
    QCOMPARE(codeOf(work.permit(failed, IntentKind::CreateServer, {})), u"CREATE_REFUSED"_s);
}

void TestRefusals::abandonOnlyWhenSettled()
{
    auto &work = m_bench->work();
    const auto lease = m_bench->claim(m_bench->create());
    const auto intent = work.permit(lease, IntentKind::CreateServer, {});
    QVERIFY(intent);
    const auto now = m_bench->requests().clock();
    QVERIFY(now);
    QCOMPARE(stateOf(work.abandon(lease, *intent, *now)), u"VG011"_s);
    m_bench->lookSettled(*intent);
    // A list that was begun before the wait had ended proves nothing, whenever it is spoken of.
    QCOMPARE(stateOf(work.abandon(lease, *intent, models::Instant::fromMicroseconds(now->microseconds() - 10'000'000))), u"VG011"_s);
    const auto later = m_bench->requests().clock();
    QVERIFY(work.abandon(lease, *intent, *later));
    QCOMPARE(m_bench->value(u"select status from vigie.intent where id = %1"_s.arg(quoted(intent->toString()))).toString(), u"abandoned"_s);
    QVERIFY(work.abandon(lease, *intent, *later));
    QVERIFY(work.permit(lease, IntentKind::CreateServer, {}));
}

void TestRefusals::terminatedOnlyWhenNothingIsLeft()
{
    auto &work = m_bench->work();
    const InstanceId id = m_bench->create();
    auto lease = m_bench->claim(id);
    const auto intent = work.permit(lease, IntentKind::CreateServer, {});
    QVERIFY(m_bench->requests().terminate(models::RequestId::generate(), id, {}));
    storage::Conclusion end;
    end.from = Status::Terminating;
    end.to = Status::Terminated;
    lease = m_bench->claim(id);
    QCOMPARE(stateOf(work.conclude(lease, end)), u"VG007"_s); // the open intent
    QVERIFY(work.settle(lease, *intent, IntentStatus::Unknown, {}));
    QCOMPARE(stateOf(work.conclude(lease, end)), u"VG007"_s);
    QVERIFY(work.adopt(lease, server(u"srv-last"_s), *intent));
    QCOMPARE(stateOf(work.conclude(lease, end)), u"VG007"_s); // the server
    QVERIFY(work.condemn(lease, server(u"srv-last"_s)));
    QCOMPARE(stateOf(work.conclude(lease, end)), u"VG007"_s);
    m_bench->must(u"update vigie.resource set status = 'gone', gone_at = clock_timestamp() where provider_id = 'srv-last'"_s);
    QVERIFY(work.conclude(lease, end));
    QCOMPARE(m_bench->statusOf(id), Status::Terminated);
}

void TestRefusals::goneIsFinal()
{
    auto &work = m_bench->work();
    const auto lease = m_bench->claim(m_bench->create());
    QVERIFY(work.adopt(lease, server(u"srv-gone"_s), {}));
    m_bench->must(u"update vigie.resource set status = 'gone', gone_at = clock_timestamp() where provider_id = 'srv-gone'"_s);
    QCOMPARE(stateOf(work.adopt(lease, server(u"srv-gone"_s), {})), u"VG010"_s);
    QVERIFY(work.condemn(lease, server(u"srv-gone"_s)));
    QVERIFY(work.present(lease, ResourceKind::Server, u"srv-gone"_s));
    QCOMPARE(m_bench->value(u"select status from vigie.resource where provider_id = 'srv-gone'"_s).toString(), u"gone"_s);
    QCOMPARE(m_bench->refusal(u"update vigie.resource set status = 'condemned', gone_at = null where provider_id = 'srv-gone'"_s),
        u"VG010"_s);
    QCOMPARE(m_bench->refusal(u"update vigie.resource set detail = 'x' where provider_id = 'srv-gone'"_s), u"VG010"_s);
}

void TestRefusals::aProgramThatIsTooOld()
{
    Bench bench(m_rig.freshSchema());
    const InstanceId id = bench.create();
    bench.must(u"update vigie.meta set min_protocol = 2"_s);
    QCOMPARE(stateOf(bench.work().openSession(models::SessionId::generate(), u"old"_s, {Bench::account()})), u"VG020"_s);
    const auto claimed = bench.work().claim(bench.session(), 1, Bench::allStatuses(), {Bench::account()});
    QCOMPARE(stateOf(claimed), u"VG020"_s);
    QCOMPARE(codeOf(claimed), u"DATABASE_TOO_NEW"_s);
    bench.must(u"update vigie.meta set min_protocol = 1"_s);
    // A session that never said what it speaks takes nothing either.
    QCOMPARE(codeOf(bench.work().claim(models::SessionId::generate(), 1, Bench::allStatuses(), {Bench::account()})), u"FENCED"_s);
    QCOMPARE(bench.value(u"select lease_epoch from vigie.instance where id = %1"_s.arg(quoted(id))).toInt(), 0);
}

QTEST_GUILESS_MAIN(TestRefusals)
#include "tst_refusals.moc"
