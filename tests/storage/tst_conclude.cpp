#include "tests/storage/rig.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace vigie;
using models::ActionCode;
using models::ActionStatus;
using models::Duration;
using models::Error;
using models::ErrorCode;
using models::InstanceId;
using models::IntentKind;
using models::ResourceKind;
using models::Status;
using storage::Conclusion;
using storage::Lease;
using storage::WorkRepository;
using test::Bench;
using test::codeOf;
using test::quoted;
using test::Rig;
using test::stateOf;

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

/// What a step writes: its end in one statement, its actions, resources and sightings.
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
    void hostileTexts_data();
    void hostileTexts();
    void twoSightingsProveAbsence();
    void powerOnIsBilledFromItsRequest();
    void adoptedAgainWithMoreKnown();
    void healthStreaks();
    void factsAreWhatWasWritten();

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
    QCOMPARE(m_bench->value(u"select count(distinct xmin) from (select xmin::text from vigie.transition where version = 2 union all select xmin::text from "
                            "vigie.instance union all select xmin::text from vigie.action where code in ('EXECUTE_CREATE', 'PROVIDER_START')) x"_s).toInt(), 1);
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

void TestConclude::hostileTexts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("kept");
    const auto row = [](const char *name, const QString &text, const QString &kept) { QTest::newRow(name) << text << kept; };
    for (const QString &same : {u"it's; drop table vigie.instance; --"_s, u"\\u0000 \\\\x \"q\""_s, u"\U0001F600 é ?::text $1 :name"_s, QString(60'000, u'x')})
        row(qUtf8Printable(same.left(20)), same, same);
    row("nul", u"before"_s + QChar(u'\0') + u"after"_s, u"before\uFFFDafter"_s);
    row("nul after a backslash", u"a\\"_s + QChar(u'\0') + u"\\u0000"_s, u"a\\\uFFFD\\u0000"_s);
    row("lone surrogate", u"a"_s + QChar(0xD83D) + u"b"_s, u"a\uFFFDb"_s);
}

void TestConclude::hostileTexts()
{
    // What the provider or a machine said goes in as it is, but for what PostgreSQL cannot store: no text of theirs may stop the work.
    QFETCH(QString, text);
    QFETCH(QString, kept);
    const InstanceId id = m_bench->create();
    Lease lease = m_bench->claim(id);
    Conclusion again = stay(Status::Provisioning);
    again.reason = text.left(100);
    again.trouble = Error{ErrorCode::ProviderDenied, {{u"said"_s, text}}, text};
    again.actions = {{ActionCode::ResolveBootImage, ActionStatus::Failed, Error{ErrorCode::ProviderDenied, {{u"said"_s, text}}, text},
                      {{u"tail"_s, QJsonArray{text}}}}};
    const auto concluded = m_bench->work().conclude(lease, again);
    QVERIFY2(concluded, concluded ? "" : qUtf8Printable(concluded.error().detail));
    QCOMPARE(seen(id).trouble->detail, kept);
    QCOMPARE(seen(id).trouble->params.value(u"said"_s), kept);
    QCOMPARE(action(id, ActionCode::ResolveBootImage).error->detail, kept);
    QCOMPARE(action(id, ActionCode::ResolveBootImage).metadata.value(u"tail"_s).toArray().first().toString(), kept);
    lease = m_bench->claim(id);
    const QString resource = u"srv"_s;
    QVERIFY(m_bench->work().adopt(lease, {ResourceKind::Server, resource, text, {}, false}, {}));
    QCOMPARE(m_bench->fleet().details(id)->resources.first().detail, kept);
    const auto intent = m_bench->work().permit(lease, IntentKind::PowerOn, resource);
    QVERIFY(intent && m_bench->work().settle(lease, *intent, models::IntentStatus::Refused, text));
    QCOMPARE(m_bench->value(u"select result from vigie.intent"_s).toString(), kept);
    QVERIFY(m_bench->work().noteHealth(lease, WorkRepository::Health::Bad, text));
    QCOMPARE(m_bench->value(u"select detail from vigie.health"_s).toString(), kept.left(2000));
}

void TestConclude::twoSightingsProveAbsence()
{
    auto &work = m_bench->work();
    const InstanceId id = m_bench->create();
    const Lease lease = m_bench->claim(id);
    const WorkRepository::Found volume{ResourceKind::Volume, u"vol-1"_s, u"125 GB"_s, models::Money::fromMicros(100), true};
    QVERIFY(work.adopt(lease, volume, {}));
    const auto first = work.absent(lease, ResourceKind::Volume, u"vol-1"_s);
    QVERIFY(first);
    QCOMPARE(*first, std::chrono::seconds(60));
    const auto second = work.absent(lease, ResourceKind::Volume, u"vol-1"_s);
    QVERIFY(second && *second > Duration(0) && *second <= std::chrono::seconds(60));
    QVERIFY(work.facts(lease)->resources.first().seenAbsent);
    // Seen again: it starts anew.
    QVERIFY(work.present(lease, ResourceKind::Volume, u"vol-1"_s));
    QVERIFY(!work.facts(lease)->resources.first().seenAbsent);
    QCOMPARE(*work.absent(lease, ResourceKind::Volume, u"vol-1"_s), std::chrono::seconds(60));
    m_bench->must(u"update vigie.resource set absent_since = clock_timestamp() - interval '61 s'"_s);
    QCOMPARE(*work.absent(lease, ResourceKind::Volume, u"vol-1"_s), Duration(0));
    QVERIFY(m_bench->fleet().details(id)->resources.first().goneAt);
    QVERIFY(work.facts(lease)->resources.isEmpty());
    QCOMPARE(*work.absent(lease, ResourceKind::Volume, u"vol-1"_s), Duration(0));
    // Another's is not touched.
    const Lease other = m_bench->claim(m_bench->create());
    QVERIFY(work.adopt(other, {ResourceKind::Volume, u"vol-2"_s, {}, {}, false}, {}));
    QCOMPARE(*work.absent(lease, ResourceKind::Volume, u"vol-2"_s), Duration(0));
    QVERIFY(!work.facts(other)->resources.first().seenAbsent);
}

void TestConclude::powerOnIsBilledFromItsRequest()
{
    auto &work = m_bench->work();
    const Lease lease = m_bench->claim(m_bench->create());
    QVERIFY(work.adopt(lease, {ResourceKind::Server, u"srv"_s, {}, models::Money::fromMicros(1), false}, {}));
    QVERIFY(!work.facts(lease)->resources.first().billed);
    const auto intent = work.permit(lease, IntentKind::PowerOn, u"srv"_s);
    QVERIFY(intent);
    QVERIFY(work.facts(lease)->resources.first().billed);
    QVERIFY(work.facts(lease)->openIntent(IntentKind::PowerOn) && !work.facts(lease)->powerOnAccepted);
    QVERIFY(work.settle(lease, *intent, models::IntentStatus::Done, {}));
    QVERIFY(!work.facts(lease)->openIntent(IntentKind::PowerOn) && work.facts(lease)->powerOnAccepted);
}

void TestConclude::adoptedAgainWithMoreKnown()
{
    auto &work = m_bench->work();
    const InstanceId id = m_bench->create();
    const Lease lease = m_bench->claim(id);
    QVERIFY(work.adopt(lease, {ResourceKind::Server, u"srv"_s, u"stopped"_s, {}, false}, {}));
    QVERIFY(work.adopt(lease, {ResourceKind::Server, u"srv"_s, u"running"_s, models::Money::fromMicros(5), true}, {}));
    const auto now = m_bench->fleet().details(id)->resources.first();
    QCOMPARE(now.detail, u"running"_s);
    QCOMPARE(now.pricePerHour, std::optional(models::Money::fromMicros(5)));
    QVERIFY(now.billedFrom);
    // What is known is not forgotten, and a bill that began does not begin again.
    QVERIFY(work.adopt(lease, {ResourceKind::Server, u"srv"_s, u"running"_s, {}, false}, {}));
    QCOMPARE(m_bench->fleet().details(id)->resources.first(), now);
}

void TestConclude::healthStreaks()
{
    using Health = WorkRepository::Health;
    const Lease lease = m_bench->claim(m_bench->create());
    const auto note = [&](Health health) {
        const auto streaks = m_bench->work().noteHealth(lease, health, u"x"_s);
        return u"%1 %2"_s.arg(streaks->good).arg(streaks->bad);
    };
    QStringList said;
    for (const Health health : {Health::Good, Health::Good, Health::Bad, Health::Bad, Health::Bad, Health::Good, Health::Bad})
        said << note(health);
    QCOMPARE(said.join(u", "_s), u"1 0, 2 0, 0 1, 0 2, 0 3, 1 0, 0 1"_s);
}

void TestConclude::factsAreWhatWasWritten()
{
    auto &work = m_bench->work();
    auto plan = Bench::plan();
    plan.name = u"n"_s;
    plan.revision = u"main"_s;
    plan.gpus = 2;
    plan.rootVolumeBytes = 200'000'000'000;
    const auto id = m_bench->requests().create(plan, *m_bench->requests().clock());
    const Lease lease = m_bench->claim(*id);
    const auto create = work.permit(lease, IntentKind::CreateServer, u"image"_s);
    auto facts = work.facts(lease);
    QVERIFY(create && facts);
    QCOMPARE(facts->name, u"n"_s);
    QCOMPARE(facts->zone, plan.zone);
    QCOMPARE(facts->type, plan.type);
    QCOMPARE(facts->model, plan.model);
    QCOMPARE(facts->revision, plan.revision);
    QCOMPARE(facts->gpus, 2);
    QCOMPARE(facts->rootVolumeBytes, 200'000'000'000);
    QCOMPARE(facts->serverPricePerHour, plan.pricePerHour);
    QCOMPARE(facts->status, Status::Provisioning);
    QVERIFY(facts->wanted && !facts->deadlinePassed);
    QCOMPARE(facts->openIntent(IntentKind::CreateServer), std::optional(models::OpenIntent{*create, IntentKind::CreateServer, u"image"_s, false}));
    m_bench->lookSettled(*create);
    QVERIFY(work.facts(lease)->openIntent(IntentKind::CreateServer)->settled);
    QVERIFY(work.adopt(lease, {ResourceKind::Server, u"srv"_s, u"d"_s, {}, false}, *create));
    QVERIFY(*work.condemn(lease, {ResourceKind::Volume, u"vol"_s, {}, {}, true}));
    m_bench->must(u"update vigie.instance set deadline = clock_timestamp()"_s);
    facts = work.facts(lease);
    QVERIFY(facts->intents.isEmpty() && facts->deadlinePassed);
    QCOMPARE(facts->serverId, u"srv"_s);
    QCOMPARE(facts->resources.size(), 2);
    QCOMPARE(facts->resources[0], (models::OwnedResource{ResourceKind::Server, u"srv"_s, u"d"_s, false, false, false}));
    QCOMPARE(facts->resources[1], (models::OwnedResource{ResourceKind::Volume, u"vol"_s, {}, true, true, false}));
    QVERIFY(facts->hasSucceeded(ActionCode::RequestCreate) && !facts->hasSucceeded(ActionCode::ExecuteCreate));
    storage::Lease unknown;
    unknown.instance = InstanceId::generate();
    QCOMPARE(codeOf(work.facts(unknown)), u"INSTANCE_NOT_FOUND"_s);
    QCOMPARE(codeOf(work.conclude(unknown, stay(Status::Provisioning))), u"INSTANCE_NOT_FOUND"_s);
}

QTEST_GUILESS_MAIN(TestConclude)
#include "tst_conclude.moc"
