#include "tests/storage/rig.h"

#include <QSet>
#include <QTest>

#include <future>

using namespace Qt::StringLiterals;
using namespace vigie;
using models::CreatePlan;
using models::InstanceId;
using models::Instant;
using models::RequestId;
using models::Status;
using Archiving = storage::RequestRepository::Archiving;
using test::Bench;
using test::codeOf;
using test::quoted;
using test::Rig;

/// What operators ask for: recorded once, whole, and refused with reasons.
class TestRequests : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aCreateIsOneRequestHoweverOftenSent();
    void sentFromTwoThreadsAtOnce();
    void itsOwnTimeShows();
    void invalidPlans_data();
    void invalidPlans();
    void textsAreKeptExactly_data();
    void textsAreKeptExactly();
    void modelsAreStoredAsIds_data();
    void modelsAreStoredAsIds();
    void anUnknownAccount();
    void terminate();
    void terminateWithAStaleVersion();
    void archiveAndBack();
    void aRepeatedArchiveIsTheFirstOne();
    void accounts();
    void hostileAccounts();
    void timings();

private:
    Instant now() { return *m_bench->requests().clock(); }
    int count(const QString &table, const InstanceId &id);

    Rig m_rig;
    std::unique_ptr<Bench> m_bench;
};

void TestRequests::initTestCase()
{
    QVERIFY(m_rig.start());
    m_bench = std::make_unique<Bench>(m_rig.freshSchema());
}

int TestRequests::count(const QString &table, const InstanceId &id)
{
    return m_bench->value(u"select count(*) from vigie.%1 where instance_id = %2"_s.arg(table, quoted(id))).toInt();
}

void TestRequests::aCreateIsOneRequestHoweverOftenSent()
{
    const CreatePlan plan = Bench::plan();
    const auto first = m_bench->requests().create(plan, now());
    QVERIFY(first && !first->isNull());
    for (int i = 0; i < 3; ++i)
        QCOMPARE(*m_bench->requests().create(plan, now()), *first);
    QCOMPARE(count(u"action"_s, *first), 2);
    QCOMPARE(count(u"transition"_s, *first), 1);
    QCOMPARE(m_bench->value(u"select count(*) from vigie.action where request_id = %1"_s.arg(quoted(plan.request.toString()))).toInt(), 1);
    const auto details = m_bench->fleet().details(*first);
    QCOMPARE(details->transitions.first().reason, u"operator"_s);
    QCOMPARE(details->instance.createdBy, u"vigie"_s);
    QVERIFY(details->instance.name.startsWith(u"qwen2.5-7b-instruct-"_s));
    CreatePlan another = plan;
    another.request = RequestId::generate();
    QVERIFY(*m_bench->requests().create(another, now()) != *first);
}

void TestRequests::sentFromTwoThreadsAtOnce()
{
    for (int round = 0; round < 10; ++round) {
        const CreatePlan plan = Bench::plan();
        std::vector<std::future<QString>> clients;
        for (int i = 0; i < 4; ++i) {
            clients.push_back(std::async(std::launch::async, [plan, info = m_bench->info()] {
                storage::Database database(info, u"tst"_s);
                storage::RequestRepository requests(database);
                const auto id = requests.create(plan, Instant::fromMicroseconds(1));
                return id ? id->toString() : codeOf(id);
            }));
        }
        QSet<QString> answers;
        for (auto &client : clients)
            answers.insert(client.get());
        QCOMPARE(answers.size(), 1);
        const QString answer = answers.values().constFirst();
        QVERIFY2(InstanceId::parse(answer), qUtf8Printable(answer));
    }
}

void TestRequests::itsOwnTimeShows()
{
    const Instant begun = Instant::fromMicroseconds(now().microseconds() - 11'237);
    const auto id = m_bench->requests().create(Bench::plan(), begun);
    const auto actions = m_bench->fleet().details(*id)->actions;
    QCOMPARE(actions.size(), 2);
    QCOMPARE(actions[0].queuedAt, begun);
    QCOMPARE(*actions[0].startedAt, begun);
    QVERIFY(*actions[0].endedAt - begun >= std::chrono::microseconds(11'237));
    // A client that says the future has taken no time.
    const auto future = m_bench->requests().create(Bench::plan(), Instant::fromMicroseconds(now().microseconds() + 3'600'000'000));
    const auto early = m_bench->fleet().details(*future)->actions.first();
    QVERIFY(*early.startedAt <= *early.endedAt);
}

void TestRequests::invalidPlans_data()
{
    QTest::addColumn<CreatePlan>("plan");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, const QString &field, auto change) {
        CreatePlan plan = Bench::plan();
        change(plan);
        QTest::newRow(name) << plan << field;
    };
    const QString nul = u"a"_s + QChar(u'\0') + u"b"_s;
    const QString lone = u"a"_s + QChar(0xDC00);
    row("no request id", u"request"_s, [](CreatePlan &plan) { plan.request = RequestId(); });
    row("name with nul", u"name"_s, [&](CreatePlan &plan) { plan.name = nul; });
    row("name with a lone surrogate", u"name"_s, [&](CreatePlan &plan) { plan.name = lone; });
    row("name of 101", u"name"_s, [](CreatePlan &plan) { plan.name = QString(101, u'x'); });
    row("name of 1 MB", u"name"_s, [](CreatePlan &plan) { plan.name = QString(1'000'000, u'x'); });
    row("account with nul", u"account"_s, [&](CreatePlan &plan) { plan.account = models::AccountId(nul); });
    row("no model", u"model"_s, [](CreatePlan &plan) { plan.model.clear(); });
    row("model of three parts", u"model"_s, [](CreatePlan &plan) { plan.model = u"a/b/c"_s; });
    row("model with nul", u"model"_s, [&](CreatePlan &plan) { plan.model = nul; });
    row("revision with nul", u"revision"_s, [&](CreatePlan &plan) { plan.revision = nul; });
    row("revision of 201", u"revision"_s, [](CreatePlan &plan) { plan.revision = QString(201, u'x'); });
    row("two revisions", u"revision"_s, [](CreatePlan &plan) { plan.model = u"gpt2@one"_s; plan.revision = u"two"_s; });
    row("no zone", u"zone"_s, [](CreatePlan &plan) { plan.zone = models::Zone(); });
    row("zone with nul", u"zone"_s, [&](CreatePlan &plan) { plan.zone = models::Zone(nul); });
    row("zone of 1 MB", u"zone"_s, [](CreatePlan &plan) { plan.zone = models::Zone(QString(1'000'000, u'x')); });
    row("no type", u"type"_s, [](CreatePlan &plan) { plan.type = models::CommercialType(); });
    row("type with a lone surrogate", u"type"_s, [&](CreatePlan &plan) { plan.type = models::CommercialType(lone); });
    row("type of 1 MB", u"type"_s, [](CreatePlan &plan) { plan.type = models::CommercialType(QString(1'000'000, u'x')); });
    row("no GPU", u"gpus"_s, [](CreatePlan &plan) { plan.gpus = 0; });
    row("65 GPUs", u"gpus"_s, [](CreatePlan &plan) { plan.gpus = 65; });
    row("a small volume", u"root_volume"_s, [](CreatePlan &plan) { plan.rootVolumeBytes = 9'999'999'999; });
    row("a negative volume", u"root_volume"_s, [](CreatePlan &plan) { plan.rootVolumeBytes = -1; });
    row("a negative price", u"price"_s, [](CreatePlan &plan) { plan.pricePerHour = models::Money::fromMicros(-1); });
}

void TestRequests::invalidPlans()
{
    QFETCH(CreatePlan, plan);
    QFETCH(QString, field);
    const int before = m_bench->value(u"select count(*) from vigie.instance"_s).toInt();
    const auto refused = m_bench->requests().create(plan, now());
    QCOMPARE(codeOf(refused), u"INVALID_REQUEST"_s);
    QCOMPARE(refused.error().params.value(u"field"_s), field);
    QCOMPARE(m_bench->value(u"select count(*) from vigie.instance"_s).toInt(), before);
}

void TestRequests::textsAreKeptExactly_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text : {u"it's; drop table vigie.instance; --"_s, u"$1 ? :name ?::text"_s, u"\\ \\' \\\\ \\u0041 E'\\n'"_s,
        u"\"double\" `back`"_s,
                                u"\U0001F600\U0001F1EB\U0001F1F7 é œ 漢字 \u202E"_s, u"line\nline\ttab\r"_s, u"{}[]%_"_s, QString(100,
                                    u'\'')})
        QTest::newRow(qUtf8Printable(text.left(30).simplified())) << text;
}

void TestRequests::textsAreKeptExactly()
{
    QFETCH(QString, text);
    CreatePlan plan = Bench::plan();
    plan.name = text;
    plan.revision = text;
    plan.zone = models::Zone(text);
    plan.type = models::CommercialType(text);
    const auto id = m_bench->requests().create(plan, now());
    QVERIFY2(id, id ? "" : qUtf8Printable(id.error().detail));
    const auto instance = m_bench->fleet().details(*id)->instance;
    QCOMPARE(instance.name, text);
    QCOMPARE(instance.zone.toString(), text);
    QCOMPARE(instance.type.toString(), text);
    QCOMPARE(m_bench->work().facts(m_bench->claim(*id))->revision, text);
    QCOMPARE(*m_bench->fleet().find(text), *id);
}

void TestRequests::modelsAreStoredAsIds_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("revision");
    QTest::newRow("id") << u"Qwen/Qwen2.5-7B-Instruct"_s << u"Qwen/Qwen2.5-7B-Instruct"_s << QString();
    QTest::newRow("short") << u"gpt2"_s << u"gpt2"_s << QString();
    QTest::newRow("with a revision") << u"Qwen/Qwen3@v1.0"_s << u"Qwen/Qwen3"_s << u"v1.0"_s;
    QTest::newRow("a page") << u" https://huggingface.co/Qwen/Qwen3 "_s << u"Qwen/Qwen3"_s << QString();
}

void TestRequests::modelsAreStoredAsIds()
{
    QFETCH(QString, typed);
    QFETCH(QString, id);
    QFETCH(QString, revision);
    CreatePlan plan = Bench::plan();
    plan.model = typed;
    const auto made = m_bench->requests().create(plan, now());
    QVERIFY(made);
    const auto facts = m_bench->work().facts(m_bench->claim(*made));
    QCOMPARE(facts->model, id);
    QCOMPARE(facts->revision, revision);
}

void TestRequests::anUnknownAccount()
{
    CreatePlan plan = Bench::plan();
    plan.account = models::AccountId(u"nobody's"_s);
    const auto refused = m_bench->requests().create(plan, now());
    QCOMPARE(codeOf(refused), u"ACCOUNT_NOT_FOUND"_s);
    QCOMPARE(refused.error().params.value(u"account"_s), u"nobody's"_s);
}

void TestRequests::terminate()
{
    const InstanceId id = m_bench->bring(Status::Booting);
    const RequestId request = RequestId::generate();
    QVERIFY(m_bench->requests().terminate(request, id, 2));
    QCOMPARE(m_bench->statusOf(id), Status::Terminating);
    QVERIFY(m_bench->fleet().details(id)->instance.terminationAsked);
    const int actions = count(u"action"_s, id);
    QVERIFY(m_bench->requests().terminate(request, id, 2));
    QVERIFY(m_bench->requests().terminate(RequestId::generate(), id, 3));
    QVERIFY(m_bench->requests().terminate(RequestId::generate(), id, {}));
    QCOMPARE(count(u"action"_s, id), actions);
    QCOMPARE(m_bench->value(u"select count(*) from vigie.action where ended_at is null and instance_id = %1"_s.arg(quoted(id))).toInt(), 1);
    QCOMPARE(codeOf(m_bench->requests().terminate(RequestId::generate(), InstanceId::generate(), {})), u"INSTANCE_NOT_FOUND"_s);
    for (const Status status : {Status::Ready, Status::Draining, Status::Unavailable, Status::ProvisioningFailed, Status::StartupFailed,
        Status::Failed}) {
        const InstanceId each = m_bench->bring(status);
        QVERIFY(m_bench->requests().terminate(RequestId::generate(), each, {}));
        QCOMPARE(m_bench->statusOf(each), Status::Terminating);
    }
}

void TestRequests::terminateWithAStaleVersion()
{
    const InstanceId id = m_bench->bring(Status::Installing);
    QCOMPARE(codeOf(m_bench->requests().terminate(RequestId::generate(), id, 2)), u"CHANGED_MEANWHILE"_s);
    QCOMPARE(m_bench->statusOf(id), Status::Installing);
    QVERIFY(m_bench->requests().terminate(RequestId::generate(), id, 3));
    QCOMPARE(m_bench->statusOf(id), Status::Terminating);
}

void TestRequests::archiveAndBack()
{
    auto &requests = m_bench->requests();
    const InstanceId id = m_bench->bring(Status::Terminated);
    for (const Status status : {Status::Ready, Status::Terminating, Status::Provisioning}) {
        const InstanceId live = m_bench->bring(status);
        QCOMPARE(codeOf(requests.archive(RequestId::generate(), live, Archiving::Archive)), u"ILLEGAL_TRANSITION"_s);
        QCOMPARE(codeOf(requests.archive(RequestId::generate(), live, Archiving::Unarchive)), u"ILLEGAL_TRANSITION"_s);
        QCOMPARE(m_bench->statusOf(live), status);
    }
    QVERIFY(requests.archive(RequestId::generate(), id, Archiving::Unarchive)); // is so already
    QVERIFY(requests.archive(RequestId::generate(), id, Archiving::Archive));
    QCOMPARE(m_bench->statusOf(id), Status::Archived);
    QVERIFY(requests.archive(RequestId::generate(), id, Archiving::Archive));
    QVERIFY(requests.archive(RequestId::generate(), id, Archiving::Unarchive));
    QCOMPARE(m_bench->statusOf(id), Status::Terminated);
    QCOMPARE(count(u"transition"_s, id), 6);
    QCOMPARE(codeOf(requests.archive(RequestId::generate(), InstanceId::generate(), Archiving::Archive)), u"INSTANCE_NOT_FOUND"_s);
    QVERIFY(m_bench->value(u"select run_at is null from vigie.instance where id = %1"_s.arg(quoted(id))).toBool());
}

void TestRequests::aRepeatedArchiveIsTheFirstOne()
{
    auto &requests = m_bench->requests();
    const InstanceId id = m_bench->bring(Status::Terminated);
    const RequestId first = RequestId::generate();
    QVERIFY(requests.archive(first, id, Archiving::Archive));
    QVERIFY(requests.archive(RequestId::generate(), id, Archiving::Unarchive));
    // A late repeat of a request that was carried out changes nothing.
    const auto repeated = requests.archive(first, id, Archiving::Archive);
    QVERIFY2(repeated, repeated ? "" : qUtf8Printable(repeated.error().detail));
    QCOMPARE(m_bench->statusOf(id), Status::Terminated);
}

void TestRequests::accounts()
{
    models::Account account;
    account.id = models::AccountId(u"prod-1"_s);
    account.apiUrl = u"https://api.scaleway.com/?a='b'"_s;
    account.projectId = u"p"_s;
    account.zones = {models::Zone(u"fr-par-1"_s), models::Zone(u"fr-par-2"_s)};
    account.environment = models::Environment::Staging;
    account.sshPort = 65535;
    account.workerPort = 1;
    const auto stored = [this](const models::AccountId &id) {
        const auto all = m_bench->requests().accounts();
        for (const auto &each : *all) {
            if (each.id == id)
                return each;
        }
        return models::Account();
    };
    QVERIFY(m_bench->requests().saveAccount(account));
    QCOMPARE(stored(account.id), account);
    account.zones.clear();
    account.apiUrl = u"http://x"_s;
    account.environment = models::Environment::Production;
    QVERIFY(m_bench->requests().saveAccount(account));
    QCOMPARE(stored(account.id), account);
    QCOMPARE(m_bench->requests().accounts()->size(), 2);
}

void TestRequests::hostileAccounts()
{
    const auto refused = [this](const QString &id, const QString &url, const QString &zone) {
        models::Account account;
        account.id = models::AccountId(id);
        account.apiUrl = url;
        account.zones = {models::Zone(zone)};
        return m_bench->requests().saveAccount(account);
    };
    const QString nul = u"a"_s + QChar(u'\0');
    for (const auto &result : {refused(u"Upper"_s, u"u"_s, u"z"_s), refused(u""_s, u"u"_s, u"z"_s), refused(u"a\n"_s, u"u"_s, u"z"_s),
                               refused(nul, u"u"_s, u"z"_s), refused(u"x"_s, nul, u"z"_s), refused(u"x"_s, u"u"_s, nul), refused(u"x"_s,
                                   u"u"_s, u"z,y"_s),
                               refused(u"x"_s, QString(1'000'000, u'u'), u"z"_s)})
        QCOMPARE(codeOf(result), u"INVALID_REQUEST"_s);
    QCOMPARE(m_bench->requests().accounts()->size(), 2);
}

void TestRequests::timings()
{
    auto &requests = m_bench->requests();
    QCOMPARE(requests.timings()->value(u"lease"_s), std::chrono::seconds(45));
    QCOMPARE(requests.timings()->value(u"deadline.starting"_s), std::chrono::hours(1));
    QVERIFY(requests.setTiming(u"lease"_s, models::Duration(1'500'001)));
    QCOMPARE(requests.timings()->value(u"lease"_s), models::Duration(1'500'001));
    QCOMPARE(codeOf(requests.setTiming(u"no such"_s, models::Duration(1))), u"INVALID_REQUEST"_s);
    QVERIFY(!requests.setTiming(u"lease"_s, models::Duration(0)));
}

QTEST_GUILESS_MAIN(TestRequests)
#include "tst_requests.moc"
