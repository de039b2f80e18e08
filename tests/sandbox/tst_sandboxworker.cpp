// The worker on a machine: refused until the model is loaded, then an API like vLLM's.
#include "tests/sandbox/sandboxuser.h"
#include "tests/sandbox/sshuser.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace vigie::test;

class TestSandboxWorker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void refusedUntilLoaded();
    void keyIsAskedFor();
    void completes();
    void streams();
    void unknownModelsAndPaths();
    void malformedRequests();
    void metricsCount();
    void rebootBringsItBack();
    void goesWithTheMachine();
    void workerFaults_data();
    void workerFaults();

private:
    void install();
    HttpReply ask(const QByteArray &method, const QByteArray &path, const QJsonObject &body = {}, const QByteArray &key = "sesame",
        int timeoutMs = 10'000) const
    {
        QList<QPair<QByteArray, QByteArray>> headers;
        if (!key.isEmpty())
            headers.append({"Authorization", "Bearer " + key});
        const QByteArray bytes = body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson();
        return plainHttp(m_address, m_sandbox.workerPort(), method, path, headers, bytes, timeoutMs);
    }
    static QString contentOf(const QJsonObject &reply, const QString &key)
    {
        return reply.value("choices"_L1).toArray().first().toObject().value(key).toObject().value("content"_L1).toString();
    }
    bool isUp() const { return ask("GET", "/health", {}, {}).status == 200; }
    static QJsonObject chat(const QString &text, bool stream = false)
    {
        const QJsonObject message{{u"role"_s, u"user"_s}, {u"content"_s, text}};
        return {{u"model"_s, u"served"_s}, {u"messages"_s, QJsonArray{message}}, {u"stream"_s, stream}, {u"max_tokens"_s, 12}};
    }

    SandboxProcess m_sandbox{{u"--time-scale"_s, u"200"_s}};
    SandboxUser m_user{m_sandbox};
    SshUserKey m_key;
    QString m_server;
    QString m_address;
};

void TestSandboxWorker::initTestCase()
{
    QVERIFY2(m_sandbox.start(), qPrintable(m_sandbox.errorString()));
    const QJsonObject key{{u"name"_s, u"test"_s}, {u"public_key"_s, m_key.publicKey()}, {u"project_id"_s, m_sandbox.projectId()}};
    QCOMPARE(m_sandbox.call("POST", u"/iam/v1alpha1/ssh-keys"_s, key).status, 200);
}

void TestSandboxWorker::init()
{
    m_server = m_user.create().value("id"_L1).toString();
    m_address = m_user.bootedAddress(m_server);
    QVERIFY(!m_address.isEmpty());
    install();
}

void TestSandboxWorker::cleanup()
{
    QVERIFY(m_sandbox.clearFaults());
    m_sandbox.vanish(m_server);
}

void TestSandboxWorker::install()
{
    SshUser ssh(m_address, m_sandbox.sshPort());
    QVERIFY(eventually([&] { return ssh.connect(); }));
    QVERIFY(ssh.logIn(m_key));
    for (const QByteArray file : {"/var/lib/vigie/install.sh", "/var/lib/vigie/worker.conf"}) {
        const QByteArray command = "umask 077; mkdir -p /var/lib/vigie && cat > " + file + ".new && mv " + file + ".new " + file;
        QCOMPARE(ssh.run(command, "MODEL=org/model\nSERVED_NAME=served\nIMAGE=vllm/vllm-openai:v0.11.0\nAPI_KEY=sesame\n").exit, 0);
    }
    QCOMPARE(ssh.run("bash /var/lib/vigie/install.sh start").exit, 0);
}

void TestSandboxWorker::refusedUntilLoaded()
{
    SshUser ssh(m_address, m_sandbox.sshPort());
    QVERIFY(ssh.connect() && ssh.logIn(m_key));
    QVERIFY(!isUp());
    QVERIFY(eventually([&] { return ssh.run("bash /var/lib/vigie/install.sh status 0").output.endsWith("state=done\n"); }));
    // Installed, and loading: vLLM's server is not there yet.
    QVERIFY(ask("GET", "/health").raw.isEmpty());
    QVERIFY(eventually([&] { return isUp(); }));
}

void TestSandboxWorker::keyIsAskedFor()
{
    QVERIFY(eventually([&] { return isUp(); }));
    for (const QByteArray key : {"", "wrong"}) {
        const HttpReply refused = ask("GET", "/v1/models", {}, key);
        QCOMPARE(refused.status, 401);
        QCOMPARE(refused.json(), (QJsonObject{{u"error"_s, u"Unauthorized"_s}}));
    }
    const QJsonObject model = ask("GET", "/v1/models").json().value("data"_L1).toArray().first().toObject();
    QCOMPARE(model.value("id"_L1), u"served"_s);
    QCOMPARE(model.value("root"_L1), u"org/model"_s);
    QCOMPARE(ask("GET", "/metrics", {}, {}).status, 200);
}

void TestSandboxWorker::completes()
{
    QVERIFY(eventually([&] { return isUp(); }));
    const QJsonObject reply = ask("POST", "/v1/chat/completions", chat(u"hello"_s)).json();
    const QString text = contentOf(reply, u"message"_s);
    QCOMPARE(text.split(u' ').size(), 12);
    QCOMPARE(reply.value("usage"_L1).toObject().value("completion_tokens"_L1).toInt(), 12);
    const QJsonObject again = ask("POST", "/v1/chat/completions", chat(u"hello"_s)).json();
    QCOMPARE(again.value("choices"_L1), reply.value("choices"_L1));
    QVERIFY(ask("POST", "/v1/chat/completions", chat(u"other"_s)).json().value("choices"_L1) != reply.value("choices"_L1));
    const QJsonObject prompt{{u"prompt"_s, u"once"_s}, {u"max_tokens"_s, 5}};
    const QJsonObject completion = ask("POST", "/v1/completions", prompt).json();
    QCOMPARE(completion.value("choices"_L1).toArray().first().toObject().value("text"_L1).toString().split(u' ').size(), 5);
}

void TestSandboxWorker::streams()
{
    QVERIFY(eventually([&] { return isUp(); }));
    QJsonObject request = chat(u"hello"_s, true);
    request.insert(u"stream_options"_s, QJsonObject{{u"include_usage"_s, true}});
    const HttpReply reply = ask("POST", "/v1/chat/completions", request);
    QVERIFY(reply.complete);
    QVERIFY(reply.header("content-type").startsWith("text/event-stream"));
    QString text;
    QList<QJsonObject> events;
    const QByteArrayList blocks = reply.body.trimmed().split('\n');
    for (const QByteArray &block : blocks) {
        if (block.startsWith("data: {"))
            events.append(QJsonDocument::fromJson(block.sliced(6)).object());
    }
    QCOMPARE(blocks.last(), QByteArray("data: [DONE]"));
    QCOMPARE(events.last().value("usage"_L1).toObject().value("completion_tokens"_L1).toInt(), 12);
    for (const QJsonObject &event : events)
        text += contentOf(event, u"delta"_s);
    const QJsonObject whole = ask("POST", "/v1/chat/completions", chat(u"hello"_s)).json();
    QCOMPARE(text, contentOf(whole, u"message"_s));
    // Without the option there is no usage.
    QVERIFY(!ask("POST", "/v1/chat/completions", chat(u"hello"_s, true)).body.contains("usage"));
}

void TestSandboxWorker::unknownModelsAndPaths()
{
    QVERIFY(eventually([&] { return isUp(); }));
    QJsonObject request = chat(u"hello"_s);
    request.insert(u"model"_s, u"nobody"_s);
    QCOMPARE(ask("POST", "/v1/chat/completions", request).status, 404);
    QCOMPARE(ask("POST", "/v1/chat/completions", {{u"model"_s, u"served"_s}}).status, 400);
    QCOMPARE(ask("GET", "/v1/chat/completions").status, 405);
    QCOMPARE(ask("GET", "/v1/nothing").status, 404);
    QCOMPARE(ask("GET", "/").status, 404);
}

void TestSandboxWorker::malformedRequests()
{
    QVERIFY(eventually([&] { return isUp(); }));
    QCOMPARE(plainHttp(m_address, m_sandbox.workerPort(), "GET", "/health", {{"Content-Length", "x"}}).status, 400);
    QCOMPARE(plainHttp(m_address, m_sandbox.workerPort(), "NONSENSE\r\n\r\n", "").status, 400);
    QVERIFY(isUp());
}

void TestSandboxWorker::metricsCount()
{
    QVERIFY(eventually([&] { return isUp(); }));
    const auto generated = [&] {
        const QByteArray text = ask("GET", "/metrics", {}, {}).body;
        const qsizetype at = text.indexOf("\nvllm:generation_tokens_total{");
        return text.sliced(text.indexOf('}', at) + 1, text.indexOf('\n', at + 1) - text.indexOf('}', at) - 1).trimmed().toDouble();
    };
    QCOMPARE(generated(), 0.0);
    QCOMPARE(ask("POST", "/v1/chat/completions", chat(u"hello"_s)).status, 200);
    QCOMPARE(generated(), 12.0);
    const QByteArray text = ask("GET", "/metrics", {}, {}).body;
    for (const char *name : {"vllm:num_requests_running{", "vllm:num_requests_waiting{", "vllm:kv_cache_usage_perc{"})
        QVERIFY2(text.contains(name), name);
}

void TestSandboxWorker::rebootBringsItBack()
{
    QVERIFY(eventually([&] { return isUp(); }));
    QCOMPARE(m_user.act(m_server, u"reboot"_s).status, 202);
    QVERIFY(!isUp());
    QVERIFY(eventually([&] { return isUp(); }));
}

void TestSandboxWorker::goesWithTheMachine()
{
    QVERIFY(eventually([&] { return isUp(); }));
    QJsonObject request = chat(u"hello"_s, true);
    request.insert(u"max_tokens"_s, 4000);
    request.insert(u"ignore_eos"_s, true);
    QVERIFY(m_sandbox.vanish(m_server));
    QVERIFY(!isUp());
    QVERIFY(ask("POST", "/v1/chat/completions", request).raw.isEmpty());
}

void TestSandboxWorker::workerFaults_data()
{
    QTest::addColumn<QString>("kind");
    for (const QString &kind : {u"model_never_loads"_s, u"wrong_model"_s, u"worker_dies"_s, u"wrong_api_key"_s, u"http_hang"_s,
        u"kv_cache_too_small"_s})
        QTest::newRow(qPrintable(kind)) << kind;
}

void TestSandboxWorker::workerFaults()
{
    QFETCH(QString, kind);
    const QJsonObject match{{u"server_id"_s, m_server}};
    if (kind == "kv_cache_too_small"_L1) {
        // Met by the next install: that of another machine.
        QVERIFY(m_sandbox.addMachineFault({{u"kind"_s, kind}}) > 0);
        m_server = m_user.create().value("id"_L1).toString();
        m_address = m_user.bootedAddress(m_server);
        install();
        SshUser ssh(m_address, m_sandbox.sshPort());
        QVERIFY(ssh.connect() && ssh.logIn(m_key));
        QByteArray log;
        QVERIFY(eventually([&] { return (log = ssh.run("bash /var/lib/vigie/install.sh status 0").output).endsWith("state=failed\n"); }));
        QVERIFY(log.contains("larger than the available KV cache memory"));
        return;
    }
    if (kind == "model_never_loads"_L1) {
        QVERIFY(m_sandbox.addMachineFault({{u"match"_s, match}, {u"kind"_s, kind}}) > 0);
        QVERIFY(!eventually([&] { return isUp(); }, 1500));
        return;
    }
    QVERIFY(eventually([&] { return isUp(); }));
    QVERIFY(m_sandbox.addMachineFault({{u"match"_s, match}, {u"kind"_s, kind}}) > 0);
    if (kind == "worker_dies"_L1)
        QVERIFY(eventually([&] { return !isUp(); }));
    else if (kind == "http_hang"_L1)
        QVERIFY(ask("GET", "/health", {}, {}, 500).raw.isEmpty());
    else if (kind == "wrong_api_key"_L1)
        QCOMPARE(ask("GET", "/v1/models").status, 401);
    else
        QVERIFY(!ask("GET", "/v1/models").body.contains("\"served\""));
}

QTEST_GUILESS_MAIN(TestSandboxWorker)
#include "tst_sandboxworker.moc"
