#include "tests/storage/rig.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace vigie;
using models::ActionCode;
using models::ActionStatus;
using models::Duration;
using models::Error;
using models::ErrorCode;
using models::InstanceId;
using models::Status;
using storage::Conclusion;
using storage::Lease;
using test::Bench;
using test::codeOf;
using test::quoted;
using test::Rig;

namespace {

Conclusion stay(Status status)
{
    Conclusion conclusion;
    conclusion.from = status;
    conclusion.next = Duration(0);
    return conclusion;
}

Conclusion go(Status from, Status to)
{
    Conclusion conclusion = stay(from);
    conclusion.to = to;
    return conclusion;
}

const Error outOfStock{ErrorCode::ProviderOutOfStock, {{u"zone"_s, u"fr-par-2"_s}}, u"said so"_s};
const Error denied{ErrorCode::ProviderDenied, {}, u"later"_s};

} // namespace

/// What the end of a step writes, in one statement, and its actions.
class TestConclude : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_rig.start()); }
    void init() { m_bench = std::make_unique<Bench>(m_rig.freshSchema()); }
    void everythingInOneStatement();
    void refusedWhole();
    void theFirstCauseWins();
    void troubleComesAndGoes();
    void triesAreCounted();
    void anotherStatusByNow();
    void dueOrNot();
    void terminatingIsAlwaysDue();
    void progressNeverGoesBack();
    void actionsGoOn();
    void waitingIsSinceTheWorkBefore();

private:
    models::Instance seen(const InstanceId &id) { return m_bench->fleet().details(id)->instance; }
    models::Action action(const InstanceId &id, ActionCode code);

    Rig m_rig;
    std::unique_ptr<Bench> m_bench;
};

models::Action TestConclude::action(const InstanceId &id, ActionCode code)
{
    const auto details = m_bench->fleet().details(id);
    models::Action found;
    for (const models::Action &each : details->actions) {
        if (each.code == code)
            found = each;
    }
    return found;
}

void TestConclude::everythingInOneStatement()
{
    const InstanceId id = m_bench->create();
    const Lease lease = m_bench->claim(id);
    QVERIFY(m_bench->work().beginAction(lease, ActionCode::ExecuteCreate));
    Conclusion end = go(Status::Provisioning, Status::Booting);
    end.reason = u"RUNNING"_s;
    end.next = std::chrono::seconds(90);
    end.actions = {{ActionCode::ExecuteCreate, ActionStatus::Success, {}, {{u"server"_s, u"srv"_s}}},
                   {ActionCode::ProviderStart, ActionStatus::Success, {}, {}}};
    end.set = {{u"address"_s, u"51.15.0.1"_s}, {u"host_key"_s, u"SHA256:x"_s}, {u"install_offset"_s, 77}};
    QVERIFY(m_bench->work().conclude(lease, end));
    const auto details = m_bench->fleet().details(id);
    QVERIFY(details);
    QCOMPARE(details->instance.status, Status::Booting);
    QCOMPARE(details->instance.version, 2);
    QCOMPARE(details->instance.progress, 30);
    QCOMPARE(details->instance.address, u"51.15.0.1"_s);
    QCOMPARE(details->transitions.size(), 2);
    QCOMPARE(details->transitions.last().reason, u"RUNNING"_s);
    QCOMPARE(details->transitions.last().actor, u"vigie"_s);
    QCOMPARE(details->transitions.last().at, details->instance.statusSince);
    QCOMPARE(action(id, ActionCode::ExecuteCreate).metadata, (QJsonObject{{u"server"_s, u"srv"_s}}));
    QVERIFY(action(id, ActionCode::ProviderStart).endedAt);
    QCOMPARE(m_bench->value(u"select host_key || ' ' || install_offset || ' ' || (lease_owner is null and lease_until is null) || ' ' || "
                            "(run_at between clock_timestamp() + interval '80 s' and clock_timestamp() + interval '90 s') "
                            "from vigie.instance where id = %1"_s.arg(quoted(id))).toString(), u"SHA256:x 77 true true"_s);
    QCOMPARE(m_bench->value(u"select session_id from vigie.transition where version = 2"_s).toString(), m_bench->session().toString());
    QCOMPARE(m_bench->value(u"select count(distinct xmin) from (select xmin::text from vigie.transition where version = 2 union all "
        "select xmin::text from "
                            "vigie.instance union all select xmin::text from vigie.action where code in ('EXECUTE_CREATE', "
                            "'PROVIDER_START')) x"_s).toInt(), 1);
}

void TestConclude::refusedWhole()
{
    const InstanceId id = m_bench->create();
    const Lease lease = m_bench->claim(id);
    QVERIFY(m_bench->work().beginAction(lease, ActionCode::ExecuteCreate));
    Conclusion illegal = go(Status::Provisioning, Status::Ready);
    illegal.actions = {{ActionCode::ExecuteCreate, ActionStatus::Success, {}, {}}};
    QCOMPARE(codeOf(m_bench->work().conclude(lease, illegal)), u"ILLEGAL_TRANSITION"_s);
    QCOMPARE(action(id, ActionCode::ExecuteCreate).status, ActionStatus::InProgress);
    QCOMPARE(seen(id).version, 1);
    QVERIFY(m_bench->work().conclude(lease, go(Status::Provisioning, Status::Booting)));
}

void TestConclude::theFirstCauseWins()
{
    const InstanceId id = m_bench->create();
    Lease lease = m_bench->claim(id);
    QVERIFY(m_bench->work().beginAction(lease, ActionCode::ExecuteCreate));
    Conclusion failed = go(Status::Provisioning, Status::ProvisioningFailed);
    failed.error = outOfStock;
    failed.next.reset();
    QVERIFY(m_bench->work().conclude(lease, failed));
    QCOMPARE(seen(id).error, std::optional(outOfStock));
    // What was still going on failed with it, and says why.
    QCOMPARE(action(id, ActionCode::ExecuteCreate).status, ActionStatus::Failed);
    QCOMPARE(action(id, ActionCode::ExecuteCreate).error, std::optional(outOfStock));
    QVERIFY(m_bench->requests().terminate(models::RequestId::generate(), id, {}));
    Conclusion end = go(Status::Terminating, Status::Terminated);
    end.error = denied;
    QVERIFY(m_bench->work().conclude(m_bench->claim(id), end));
    QCOMPARE(seen(id).error, std::optional(outOfStock));
}

void TestConclude::troubleComesAndGoes()
{
    const InstanceId id = m_bench->create();
    Conclusion again = stay(Status::Provisioning);
    again.trouble = outOfStock;
    QVERIFY(m_bench->work().conclude(m_bench->claim(id), again));
    QCOMPARE(seen(id).trouble, std::optional(outOfStock));
    again.trouble = denied;
    QVERIFY(m_bench->work().conclude(m_bench->claim(id), again));
    QCOMPARE(seen(id).trouble, std::optional(denied));
    QVERIFY(!seen(id).error);
    QVERIFY(m_bench->work().conclude(m_bench->claim(id), stay(Status::Provisioning)));
    QVERIFY(!seen(id).trouble);
    QVERIFY(m_bench->work().conclude(m_bench->claim(id), again));
    QVERIFY(m_bench->work().conclude(m_bench->claim(id), go(Status::Provisioning, Status::Booting)));
    QVERIFY(!seen(id).trouble);
}

void TestConclude::triesAreCounted()
{
    const InstanceId id = m_bench->create();
    const auto tries = [&] { return m_bench->value(u"select tries from vigie.instance where id = %1"_s.arg(quoted(id))).toInt(); };
    Conclusion repeat = stay(Status::Provisioning);
    repeat.repeat = true;
    Conclusion trouble = stay(Status::Provisioning);
    trouble.trouble = denied;
    for (int i = 1; i <= 4; ++i) {
        QVERIFY(m_bench->work().conclude(m_bench->claim(id), i % 2 ? repeat : trouble));
        QCOMPARE(tries(), i);
    }
    QVERIFY(m_bench->work().conclude(m_bench->claim(id), stay(Status::Provisioning)));
    QCOMPARE(tries(), 0);
    QVERIFY(m_bench->work().conclude(m_bench->claim(id), repeat));
    QVERIFY(m_bench->work().conclude(m_bench->claim(id), go(Status::Provisioning, Status::Booting)));
    QCOMPARE(tries(), 0);
}

void TestConclude::anotherStatusByNow()
{
    const InstanceId id = m_bench->create();
    const Lease lease = m_bench->claim(id);
    QVERIFY(m_bench->work().beginAction(lease, ActionCode::ProviderCreate));
    QVERIFY(m_bench->requests().terminate(models::RequestId::generate(), id, {}));
    QCOMPARE(action(id, ActionCode::ProviderCreate).status, ActionStatus::Cancelled);
    Conclusion end = go(Status::Provisioning, Status::Booting);
    end.next = std::chrono::hours(1);
    end.trouble = denied;
    end.error = outOfStock;
    QVERIFY(m_bench->work().conclude(lease, end));
    QCOMPARE(seen(id).status, Status::Terminating);
    QVERIFY(!seen(id).trouble && !seen(id).error);
    QCOMPARE(action(id, ActionCode::ExecuteTerminate).status, ActionStatus::Queued);
    QVERIFY(m_bench->value(u"select run_at <= clock_timestamp() from vigie.instance where id = %1"_s.arg(quoted(id))).toBool());
}

void TestConclude::dueOrNot()
{
    const InstanceId id = m_bench->create();
    Conclusion rest = go(Status::Provisioning, Status::Failed);
    rest.next.reset();
    QVERIFY(m_bench->work().conclude(m_bench->claim(id), rest));
    QVERIFY(m_bench->value(u"select run_at is null from vigie.instance where id = %1"_s.arg(quoted(id))).toBool());
}

void TestConclude::terminatingIsAlwaysDue()
{
    // A termination is never given up, whatever a step says.
    const InstanceId id = m_bench->bring(Status::Terminating);
    Conclusion rest = stay(Status::Terminating);
    rest.next.reset();
    QVERIFY(m_bench->work().conclude(m_bench->claim(id), rest));
    QVERIFY(m_bench->value(u"select run_at is not null from vigie.instance where id = %1"_s.arg(quoted(id))).toBool());
    QVERIFY(m_bench->work().conclude(m_bench->claim(id), go(Status::Terminating, Status::Terminated)));
}

void TestConclude::progressNeverGoesBack()
{
    const InstanceId id = m_bench->create();
    const auto succeed = [&](ActionCode code) {
        Conclusion end = stay(Status::Provisioning);
        end.actions = {{code, ActionStatus::Success, {}, {}}};
        return m_bench->work().conclude(m_bench->claim(id), end).has_value();
    };
    QCOMPARE(seen(id).progress, 5);
    QVERIFY(succeed(ActionCode::ProviderGetIp));
    QCOMPARE(seen(id).progress, 40);
    QVERIFY(succeed(ActionCode::ProviderStart) && succeed(ActionCode::ResolveBootImage));
    QCOMPARE(seen(id).progress, 40);
    const Lease lease = m_bench->claim(id);
    QVERIFY(m_bench->work().beginAction(lease, ActionCode::WorkerSshInstall));
    QCOMPARE(seen(id).progress, 55);
    Conclusion retrying = stay(Status::Provisioning);
    retrying.actions = {{ActionCode::WorkerSshInstall, ActionStatus::Retrying, denied, {}}};
    QVERIFY(m_bench->work().conclude(lease, retrying));
    QCOMPARE(seen(id).progress, 55);
    m_bench->must(u"update vigie.instance set progress = 1 where id = %1"_s.arg(quoted(id)));
    QCOMPARE(seen(id).progress, 55);
    QVERIFY(m_bench->requests().terminate(models::RequestId::generate(), id, {}));
    QCOMPARE(seen(id).progress, 55);
}

void TestConclude::actionsGoOn()
{
    const InstanceId id = m_bench->create();
    const auto queued = action(id, ActionCode::ExecuteCreate);
    QCOMPARE(queued.status, ActionStatus::Queued);
    QVERIFY(!queued.startedAt);
    Lease lease = m_bench->claim(id);
    QVERIFY(m_bench->work().beginAction(lease, ActionCode::ExecuteCreate));
    const auto begun = action(id, ActionCode::ExecuteCreate);
    QCOMPARE(begun.id, queued.id);
    QCOMPARE(begun.queuedAt, queued.queuedAt);
    QCOMPARE(begun.status, ActionStatus::InProgress);
    Conclusion retrying = stay(Status::Provisioning);
    retrying.actions = {{ActionCode::ExecuteCreate, ActionStatus::Retrying, denied, {{u"a"_s, 1}}}};
    QVERIFY(m_bench->work().conclude(lease, retrying));
    QCOMPARE(action(id, ActionCode::ExecuteCreate).status, ActionStatus::Retrying);
    lease = m_bench->claim(id);
    QVERIFY(m_bench->work().beginAction(lease, ActionCode::ExecuteCreate));
    Conclusion end = stay(Status::Provisioning);
    end.actions = {{ActionCode::ExecuteCreate, ActionStatus::Success, {}, {{u"b"_s, 2}}}};
    QVERIFY(m_bench->work().conclude(lease, end));
    const auto ended = action(id, ActionCode::ExecuteCreate);
    QCOMPARE(ended.id, queued.id);
    QCOMPARE(ended.startedAt, begun.startedAt);
    QCOMPARE(ended.metadata, (QJsonObject{{u"a"_s, 1}, {u"b"_s, 2}}));
    QVERIFY(!ended.error);
    // Ended is ended: the next one of this code is another.
    lease = m_bench->claim(id);
    QVERIFY(m_bench->work().beginAction(lease, ActionCode::ExecuteCreate));
    QVERIFY(action(id, ActionCode::ExecuteCreate).id > queued.id);
}

void TestConclude::waitingIsSinceTheWorkBefore()
{
    const InstanceId id = m_bench->create();
    Lease lease = m_bench->claim(id); // due since yesterday, as this bench makes it
    QVERIFY(m_bench->work().beginAction(lease, ActionCode::ResolveBootImage));
    QCOMPARE(action(id, ActionCode::ResolveBootImage).queuedAt, *action(id, ActionCode::RequestCreate).endedAt);
    Conclusion end = stay(Status::Provisioning);
    end.actions = {{ActionCode::ResolveBootImage, ActionStatus::Success, {}, {}}};
    QVERIFY(m_bench->work().conclude(lease, end));
    const auto leases = m_bench->work().claim(m_bench->session(), 1, Bench::allStatuses(), {Bench::account()});
    QVERIFY(leases && leases->size() == 1);
    lease = leases->first();
    QVERIFY(m_bench->work().beginAction(lease, ActionCode::ProviderCreate));
    const auto created = action(id, ActionCode::ProviderCreate);
    QCOMPARE(created.queuedAt, std::max(lease.dueAt, *action(id, ActionCode::ResolveBootImage).endedAt));
    QVERIFY(created.queuedAt <= *created.startedAt);
    // A client that says the future does not make a wait of less than nothing.
    lease.dueAt = models::Instant::fromMicroseconds(lease.dueAt.microseconds() + 3'600'000'000);
    QVERIFY(m_bench->work().beginAction(lease, ActionCode::ProviderStart));
    QVERIFY(action(id, ActionCode::ProviderStart).queuedAt <= *action(id, ActionCode::ProviderStart).startedAt);
}

QTEST_GUILESS_MAIN(TestConclude)
#include "tst_conclude.moc"
