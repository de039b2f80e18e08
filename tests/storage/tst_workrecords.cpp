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

namespace {

Conclusion stay(Status status)
{
    Conclusion conclusion;
    conclusion.from = status;
    conclusion.next = Duration(0);
    return conclusion;
}

} // namespace

/// What is known of things at the provider and of machines: resources, sightings, health, and texts from outside.
class TestWorkRecords : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_rig.start()); }
    void init() { m_bench = std::make_unique<Bench>(m_rig.freshSchema()); }
    void hostileTexts_data();
    void hostileTexts();
    void twoSightingsProveAbsence();
    void powerOnIsBilledFromItsRequest();
    void adoptedAgainWithMoreKnown();
    void healthStreaks();
    void factsAreWhatWasWritten();

private:
    models::Action action(const InstanceId &id, ActionCode code);

    Rig m_rig;
    std::unique_ptr<Bench> m_bench;
};

models::Action TestWorkRecords::action(const InstanceId &id, ActionCode code)
{
    const auto details = m_bench->fleet().details(id);
    models::Action found;
    for (const models::Action &each : details->actions) {
        if (each.code == code)
            found = each;
    }
    return found;
}

void TestWorkRecords::hostileTexts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("kept");
    const auto row = [](const char *name, const QString &text, const QString &kept) { QTest::newRow(name) << text << kept; };
    for (const QString &same : {u"it's; drop table vigie.instance; --"_s, u"\\u0000 \\\\x \"q\""_s, u"\U0001F600 é ?::text $1 :name"_s,
        QString(60'000, u'x')})
        row(qUtf8Printable(same.left(20)), same, same);
    row("nul", u"before"_s + QChar(u'\0') + u"after"_s, u"before\uFFFDafter"_s);
    row("nul after a backslash", u"a\\"_s + QChar(u'\0') + u"\\u0000"_s, u"a\\\uFFFD\\u0000"_s);
    row("lone surrogate", u"a"_s + QChar(0xD83D) + u"b"_s, u"a\uFFFDb"_s);
}

void TestWorkRecords::hostileTexts()
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
    QCOMPARE(m_bench->fleet().details(id)->instance.trouble->detail, kept);
    QCOMPARE(m_bench->fleet().details(id)->instance.trouble->params.value(u"said"_s), kept);
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

void TestWorkRecords::twoSightingsProveAbsence()
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

void TestWorkRecords::powerOnIsBilledFromItsRequest()
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

void TestWorkRecords::adoptedAgainWithMoreKnown()
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

void TestWorkRecords::healthStreaks()
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

void TestWorkRecords::factsAreWhatWasWritten()
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
    QCOMPARE(facts->openIntent(IntentKind::CreateServer), std::optional(models::OpenIntent{*create, IntentKind::CreateServer, u"image"_s,
        false}));
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

QTEST_GUILESS_MAIN(TestWorkRecords)
#include "tst_workrecords.moc"
