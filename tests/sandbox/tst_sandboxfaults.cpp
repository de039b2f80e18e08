// What the sandbox does wrong on demand, and what it must never lose.
#include "tests/sandbox/sandboxuser.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <memory>

using namespace Qt::StringLiterals;
using namespace vigie::test;

class TestSandboxFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void faults_data();
    void faults();
    void countAndSkip();
    void matchesZoneAndType();
    void rateLimit();
    void hangAndDelay();
    void lateEffect();
    void listLag();
    void unknownFaultsAreRefused();
    void handsOfAnOperator();
    void journalHasRequestsAndEffects();
    void stateSurvivesAKill();
    void brokenStateIsRefused();
    void endsInOrder();

private:
    int creates() const { return m_sandbox.summary().value("creates"_L1).toInt(); }

    SandboxProcess m_sandbox{{u"--time-scale"_s, u"100"_s}};
    SandboxUser m_user{m_sandbox};
};

void TestSandboxFaults::initTestCase()
{
    QVERIFY2(m_sandbox.start(), qPrintable(m_sandbox.errorString()));
}

void TestSandboxFaults::cleanup()
{
    QVERIFY(m_sandbox.clearFaults());
}

void TestSandboxFaults::faults_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<bool>("effect");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("complete");
    QTest::newRow("status") << u"status"_s << false << 503 << true;
    QTest::newRow("drop_before") << u"drop_before"_s << false << 0 << false;
    QTest::newRow("drop_after") << u"drop_after"_s << true << 0 << false;
    QTest::newRow("reset_after") << u"reset_after"_s << true << 0 << false;
    QTest::newRow("truncate") << u"truncate"_s << true << 201 << false;
    QTest::newRow("garbage") << u"garbage"_s << true << 0 << false;
    QTest::newRow("effect_then_status") << u"effect_then_status"_s << true << 503 << true;
    QTest::newRow("drip") << u"drip"_s << true << 201 << true;
}

void TestSandboxFaults::faults()
{
    QFETCH(QString, kind);
    QFETCH(bool, effect);
    const QJsonObject match{{u"method"_s, u"POST"_s}, {u"path"_s, u"/instance/v1/zones/*/servers"_s}};
    QVERIFY(m_sandbox.addFault({{u"match"_s, match}, {u"kind"_s, kind}, {u"status"_s, 503}, {u"body"_s, u"upstream"_s},
        {u"delay_ms"_s, 200}}) > 0);
    const int before = creates();
    const HttpReply reply = m_sandbox.call("POST", m_user.zoned(u"/servers"_s), m_user.createBody());
    QTEST(reply.status, "status");
    QTEST(reply.complete, "complete");
    QCOMPARE(creates() - before, effect ? 1 : 0);
    QCOMPARE(reply.raw.isEmpty(), kind.startsWith("drop"_L1) || kind == "reset_after"_L1);
    if (kind == "reset_after"_L1)
        QVERIFY(reply.reset);
    // Once is once.
    QCOMPARE(m_sandbox.call("POST", m_user.zoned(u"/servers"_s), m_user.createBody()).status, 201);
}

void TestSandboxFaults::countAndSkip()
{
    const QJsonObject match{{u"method"_s, u"GET"_s}, {u"path"_s, u"*/servers"_s}};
    QVERIFY(m_sandbox.addFault({{u"match"_s, match}, {u"kind"_s, u"status"_s}, {u"status"_s, 500}, {u"count"_s, 2}, {u"skip"_s, 1}}) > 0);
    QList<int> statuses;
    for (int i = 0; i < 4; ++i)
        statuses.append(m_sandbox.get(m_user.zoned(u"/servers"_s)).status);
    QCOMPARE(statuses, (QList<int>{200, 500, 500, 200}));
    const int id = m_sandbox.addFault({{u"match"_s, match}, {u"kind"_s, u"status"_s}, {u"status"_s, 502}, {u"count"_s, 0}});
    for (int i = 0; i < 5; ++i)
        QCOMPARE(m_sandbox.get(m_user.zoned(u"/servers"_s)).status, 502);
    QCOMPARE(m_sandbox.get(u"/sandbox/faults"_s).json().value("faults"_L1).toArray().last().toObject().value("hits"_L1).toInt(), 5);
    QCOMPARE(m_sandbox.call("DELETE", u"/sandbox/faults/%1"_s.arg(id)).status, 204);
    QCOMPARE(m_sandbox.call("DELETE", u"/sandbox/faults/%1"_s.arg(id)).status, 404);
    QCOMPARE(m_sandbox.get(m_user.zoned(u"/servers"_s)).status, 200);
}

void TestSandboxFaults::matchesZoneAndType()
{
    const QJsonObject quota{{u"type"_s, u"quotas_exceeded"_s}, {u"message"_s, u"quota(s) exceeded for this resource"_s},
                            {u"details"_s, QJsonArray{QJsonObject{{u"resource"_s, u"cp_servers_type_L4_1_24G"_s}, {u"quota"_s, 1},
                                {u"current"_s, 1}}}}};
    QVERIFY(m_sandbox.addFault({{u"match"_s, QJsonObject{{u"zone"_s, u"fr-par-2"_s}, {u"type"_s, u"L4-1-24G"_s}, {u"method"_s, u"POST"_s}}},
                                {u"kind"_s, u"status"_s}, {u"status"_s, 403}, {u"body"_s, quota}, {u"count"_s, 0}}) > 0);
    const HttpReply refused = m_sandbox.call("POST", m_user.zoned(u"/servers"_s), m_user.createBody());
    QCOMPARE(refused.status, 403);
    QCOMPARE(refused.json(), quota);
    QJsonObject other = m_user.createBody();
    other.insert(u"commercial_type"_s, u"L4-2-24G"_s);
    QVERIFY(!m_user.create(other).isEmpty());
    QVERIFY(!SandboxUser(m_sandbox, u"fr-par-1"_s).create().isEmpty());
}

void TestSandboxFaults::rateLimit()
{
    const QJsonObject headers{{u"X-Envoy-Ratelimited"_s, u"true"_s}};
    QVERIFY(m_sandbox.addFault({{u"kind"_s, u"status"_s}, {u"status"_s, 429}, {u"headers"_s, headers}}) > 0);
    const HttpReply reply = m_sandbox.get(m_user.zoned(u"/servers"_s));
    QCOMPARE(reply.status, 429);
    QVERIFY(reply.body.isEmpty());
    QVERIFY(!reply.headers.contains("content-type"));
    QCOMPARE(reply.header("x-envoy-ratelimited"), QByteArray("true"));
}

void TestSandboxFaults::hangAndDelay()
{
    QVERIFY(m_sandbox.addFault({{u"kind"_s, u"hang"_s}, {u"count"_s, 40}}) > 0);
    // More hanging requests than the sandbox has threads do not keep it from answering others.
    std::vector<std::unique_ptr<QThread>> clients;
    std::atomic<int> answered = 0;
    for (int i = 0; i < 40; ++i) {
        clients.emplace_back(QThread::create([this, &answered] {
            const HttpReply reply = m_sandbox.call("GET", m_user.zoned(u"/servers"_s), QByteArray(), SandboxProcess::Token::Send, 1500);
            answered += reply.raw.isEmpty() ? 0 : 1;
        }));
        clients.back()->start();
    }
    for (const auto &client : clients)
        client->wait();
    QCOMPARE(answered.load(), 0);
    QCOMPARE(m_sandbox.get(m_user.zoned(u"/servers"_s)).status, 200);
    QVERIFY(m_sandbox.addFault({{u"kind"_s, u"delay"_s}, {u"delay_ms"_s, 300}}) > 0);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(m_sandbox.get(m_user.zoned(u"/servers"_s)).status, 200);
    QVERIFY(timer.elapsed() >= 295);
}

void TestSandboxFaults::lateEffect()
{
    const int before = creates();
    QVERIFY(m_sandbox.addFault({{u"match"_s, QJsonObject{{u"method"_s, u"POST"_s}}}, {u"kind"_s, u"late_effect"_s},
        {u"delay_ms"_s, 300}}) > 0);
    const HttpReply reply = m_sandbox.call("POST", m_user.zoned(u"/servers"_s), m_user.createBody());
    QVERIFY(reply.raw.isEmpty());
    QCOMPARE(creates(), before);
    QVERIFY(eventually([&] { return creates() == before + 1; }));
}

void TestSandboxFaults::listLag()
{
    const QString id = m_user.create(u"lagging"_s).value("id"_L1).toString();
    QVERIFY(m_sandbox.addFault({{u"match"_s, QJsonObject{{u"method"_s, u"GET"_s}, {u"path"_s, u"*/servers"_s}}},
        {u"kind"_s, u"list_lag"_s}, {u"delay_ms"_s, 1000}, {u"count"_s, 0}}) > 0);
    const auto listed = [&] { return m_sandbox.get(m_user.zoned(u"/servers?name=lagging"_s)).header("x-total-count"); };
    QCOMPARE(listed(), QByteArray("0"));
    QCOMPARE(m_sandbox.get(m_user.zoned(u"/servers/"_s + id)).status, 200);
    QVERIFY(eventually([&] { return listed() == "1"; }));
}

void TestSandboxFaults::unknownFaultsAreRefused()
{
    QCOMPARE(m_sandbox.addFault({{u"kind"_s, u"earthquake"_s}}), 0);
    QCOMPARE(m_sandbox.addMachineFault({{u"kind"_s, u"earthquake"_s}}), 0);
    QCOMPARE(m_sandbox.call("POST", u"/sandbox/faults"_s, QByteArray("nonsense")).status, 400);
    QVERIFY(!m_sandbox.setTimeScale(0));
}

void TestSandboxFaults::handsOfAnOperator()
{
    const QString id = m_user.create().value("id"_L1).toString();
    QCOMPARE(m_user.act(id, u"poweron"_s).status, 202);
    QVERIFY(m_user.waitForState(id, u"running"_s));
    QVERIFY(m_sandbox.stopServer(id));
    QVERIFY(m_user.waitForState(id, u"stopped"_s));
    QVERIFY(!m_sandbox.stopServer(id));
    QVERIFY(m_sandbox.vanish(id));
    QCOMPARE(m_sandbox.get(m_user.zoned(u"/servers/"_s + id)).status, 404);
    QVERIFY(!m_sandbox.vanish(id));
}

void TestSandboxFaults::journalHasRequestsAndEffects()
{
    const qint64 since = m_sandbox.journal().last().toObject().value("seq"_L1).toInteger();
    QVERIFY(m_sandbox.addFault({{u"match"_s, QJsonObject{{u"method"_s, u"POST"_s}}}, {u"kind"_s, u"drop_after"_s}}) > 0);
    const HttpReply lost = m_sandbox.call("POST", m_user.zoned(u"/servers"_s), m_user.createBody());
    QCOMPARE(lost.status, 0);
    const HttpReply read = m_sandbox.get(m_user.zoned(u"/servers/none"_s));
    const QJsonArray entries = m_sandbox.journal(since);
    QStringList summary;
    qint64 last = since;
    for (const QJsonValue &value : entries) {
        const QJsonObject entry = value.toObject();
        QCOMPARE(entry.value("seq"_L1).toInteger(), ++last);
        QVERIFY(entry.value("at"_L1).toInteger() > 0);
        summary.append(entry.value("method"_L1).toString() + u' ' + entry.value("effect"_L1).toString() + u' '
            + entry.value("fault"_L1).toString());
    }
    // The image is looked up by the helper that writes the body.
    QCOMPARE(summary, (QStringList{u"GET  "_s, u"POST server_created drop_after"_s, u"POST volume_created drop_after"_s, u"GET  "_s}));
    QCOMPARE(entries.last().toObject().value("request_id"_L1).toString().toUtf8(), read.header("x-request-id"));
    QCOMPARE(entries[1].toObject().value("tags"_L1).toArray(), QJsonArray{u"vigie"_s});
}

void TestSandboxFaults::stateSurvivesAKill()
{
    QTemporaryDir directory;
    const QString file = directory.filePath(u"state.json"_s);
    SandboxProcess sandbox({u"--time-scale"_s, u"100"_s, u"--state"_s, file});
    QVERIFY2(sandbox.start(), qPrintable(sandbox.errorString()));
    const SandboxUser user(sandbox);
    const QString secret = sandbox.secretKey();
    const QString running = user.create(u"running"_s).value("id"_L1).toString();
    const QString address = user.bootedAddress(running);
    const QByteArray fingerprint = user.publishedFingerprint(running);
    QVERIFY(!address.isEmpty());
    // Killed right after the reply: the server that it told of is there.
    const QString fresh = user.create(u"fresh"_s).value("id"_L1).toString();
    sandbox.kill();
    const qsizetype journalled = [&file] {
        QFile journal(file + u".journal"_s);
        return journal.open(QIODevice::ReadOnly) ? journal.readAll().count('\n') : -1;
    }();
    QVERIFY(QFile::permissions(file).testFlags(QFile::ReadOwner | QFile::WriteOwner)
        && !(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther)));
    QVERIFY2(sandbox.start(), qPrintable(sandbox.errorString()));
    QCOMPARE(sandbox.secretKey(), secret);
    QCOMPARE(user.server(fresh).value("state"_L1), u"stopped"_s);
    QCOMPARE(user.server(running).value("state"_L1), u"running"_s);
    QCOMPARE(user.server(running).value("public_ip"_L1).toObject().value("address"_L1).toString(), address);
    QCOMPARE(user.publishedFingerprint(running), fingerprint);
    QVERIFY(journalled > 10 && sandbox.journal().size() > journalled);
    QCOMPARE(sandbox.journal(journalled).first().toObject().value("seq"_L1).toInteger(), qint64(journalled) + 1);
    // What was under way goes on.
    QCOMPARE(user.act(running, u"terminate"_s).status, 202);
    sandbox.kill();
    QVERIFY(sandbox.start());
    QVERIFY(user.waitForState(running, u"gone"_s));
    QCOMPARE(sandbox.call("DELETE", user.zoned(u"/servers/"_s + fresh)).status, 204);
    sandbox.kill();
    QVERIFY(sandbox.start());
    QCOMPARE(sandbox.get(user.zoned(u"/servers/"_s + fresh)).status, 404);
    QCOMPARE(sandbox.summary().value("servers"_L1).toObject().value("total"_L1).toInt(), 0);
}

void TestSandboxFaults::brokenStateIsRefused()
{
    QTemporaryDir directory;
    QFile file(directory.filePath(u"state.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"version\":1,");
    file.close();
    SandboxProcess sandbox({u"--state"_s, file.fileName()});
    QVERIFY(!sandbox.start());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("{\"version\":1,"));
}

void TestSandboxFaults::endsInOrder()
{
    SandboxProcess sandbox({u"--latency"_s, u"60000"_s});
    QVERIFY(sandbox.start());
    // Also while a request waits: its slowness ends with the program.
    const std::unique_ptr<QThread> client(QThread::create([&] { sandbox.get(u"/marketplace/v2/images"_s); }));
    client->start();
    QVERIFY(eventually([&] { return sandbox.get(u"/sandbox/summary"_s).status == 200; }));
    const auto status = sandbox.terminate();
    client->wait();
    QVERIFY(status.has_value());
    QCOMPARE(*status, 0);
}

QTEST_GUILESS_MAIN(TestSandboxFaults)
#include "tst_sandboxfaults.moc"
