#include "providers/machine/sshmachinegateway.h"
#include "providers/secrets/keystore.h"
#include "tests/machine/rawpeer.h"
#include "tests/machine/sshdserver.h"
#include "tests/sandbox/sandboxuser.h"
#include "tests/support/sandboxprocess.h"

#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace vigie;
using models::ErrorCode;
using providers::CallContext;
using providers::InstallState;
using providers::MachineAccess;
using providers::MachineAddress;
using providers::Secret;
using providers::SshMachineGateway;

namespace {

CallContext soon()
{
    return CallContext{QDeadlineTimer(30'000), {}};
}

std::string answer(const std::string &status, const std::string &body)
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size())
        + "\r\nConnection: close\r\n\r\n" + body;
}

MachineAddress workerAt(const RawPeer &peer)
{
    return {QStringLiteral("127.0.0.1"), 22, peer.port(), {}};
}

} // namespace

class TestSshMachineGateway : public QObject {
    Q_OBJECT

    std::unique_ptr<SshdServer> m_server;
    std::unique_ptr<SshMachineGateway> m_gateway;
    MachineAddress m_address;

    MachineAccess access(std::chrono::milliseconds idle = std::chrono::minutes(1)) const
    {
        return {Secret(m_server->clientKey()), Secret(), SshdServer::currentUser(), idle};
    }

    /// Whether sshd has seen a connection end: by a reset when it had said something since that was never read.
    bool hasLeft() const { return m_server->log().contains("Connection closed by") || m_server->log().contains("Connection reset by"); }

private Q_SLOTS:
    void init()
    {
        if (!SshdServer::isInstalled())
            QSKIP("OpenSSH's sshd is not installed");
        m_server = std::make_unique<SshdServer>();
        // What the script would print; the gateway's own commands are of the install's test.
        m_server->addConfig("ForceCommand cat >/dev/null; echo '::vigie-status offset=3 state=running'\n");
        QVERIFY2(m_server->start(), m_server->log().constData());
        m_gateway = std::make_unique<SshMachineGateway>(access());
        m_address = {m_server->host(), m_server->port(), 8000, {m_server->fingerprint()}};
    }
    void cleanup()
    {
        m_gateway.reset();
        m_server.reset();
    }

    void sessionsAreReused()
    {
        QCOMPARE(m_gateway->checkSsh(m_address, soon()).value_or(QString()), m_server->fingerprint());
        for (int i = 0; i < 10; ++i)
            QVERIFY(m_gateway->installProgress(m_address, 0, soon()));
        QCOMPARE(m_server->connections(), 1);
        QCOMPARE(m_gateway->idleSessions(), 1);
        // A check is of the machine as it is now.
        QVERIFY(m_gateway->checkSsh(m_address, soon()));
        QCOMPARE(m_server->connections(), 2);
        QCOMPARE(m_gateway->idleSessions(), 1);
    }

    void forgottenAddressHasNoSession()
    {
        QVERIFY(m_gateway->checkSsh(m_address, soon()));
        m_gateway->forget(m_address);
        QCOMPARE(m_gateway->idleSessions(), 0);
        QTRY_VERIFY2(hasLeft(), m_server->log().constData());
    }

    void idleSessionsAreClosed()
    {
        m_gateway = std::make_unique<SshMachineGateway>(access(std::chrono::milliseconds(50)));
        QVERIFY(m_gateway->checkSsh(m_address, soon()));
        QTRY_COMPARE(m_gateway->idleSessions(), 0);
        QTRY_VERIFY2(hasLeft(), m_server->log().constData());
    }

    void keptSessionMustHaveTheAcceptedKey()
    {
        QVERIFY(m_gateway->checkSsh(m_address, soon()));
        m_address.acceptedFingerprints = {QStringLiteral("SHA256:other")};
        const auto refused = m_gateway->installProgress(m_address, 0, soon());
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::SshHostKeyMismatch);
    }

    void sessionThatDiedUnseenIsReplaced()
    {
        QVERIFY(m_gateway->checkSsh(m_address, soon()));
        m_server->kill();
        const auto gone = m_gateway->installProgress(m_address, 0, soon());
        QVERIFY(!gone);
        QCOMPARE(gone.error().code, ErrorCode::SshNotAccessible);
        QVERIFY(m_server->start());
        m_address.sshPort = m_server->port();
        QVERIFY(m_gateway->installProgress(m_address, 0, soon()));
    }

    void manyThreads()
    {
        std::atomic<int> good = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 8; ++i) {
                threads.emplace_back([this, &good] {
                    for (int j = 0; j < 5; ++j)
                        good += m_gateway->installProgress(m_address, 0, soon()) ? 1 : 0;
                });
            }
        }
        QCOMPARE(good.load(), 40);
        QCOMPARE(m_gateway->idleSessions(), 1);
        QVERIFY(m_server->connections() < 40);
    }

    void stopCancels()
    {
        std::stop_source source;
        source.request_stop();
        const auto stopped = m_gateway->installProgress(m_address, 0, {QDeadlineTimer(30'000), source.get_token()});
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
    }

    void workerAnswers_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("error"); // empty: none
        QTest::addColumn<QStringList>("models");
        const auto row = [](const char *name, const std::string &text, const char *error, const QStringList &models = {}) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << QString::fromLatin1(error) << models;
        };
        row("models", answer("200 OK", R"({"object":"list","data":[{"id":"gpt2"},{"id":"b"}]})"), "",
            {QStringLiteral("gpt2"), QStringLiteral("b")});
        row("none", answer("200 OK", R"({"data":[]})"), "");
        row("ids of other types", answer("200 OK", R"({"data":[{"id":5},null,"x",[],{"no":1},{"id":"a"}]})"), "", {QStringLiteral("a")});
        row("endless id", answer("200 OK", R"({"data":[{"id":")" + std::string(100'000, 'x') + R"("}]})"), "");
        row("data is no list", answer("200 OK", R"({"data":{"id":"a"}})"), "VLLM_NOT_RESPONDING");
        row("no object", answer("200 OK", "[1,2,3]"), "VLLM_NOT_RESPONDING");
        row("no json", answer("200 OK", "<html>"), "VLLM_NOT_RESPONDING");
        row("nothing", answer("200 OK", ""), "VLLM_NOT_RESPONDING");
        row("deep", answer("200 OK", std::string(500'000, '[')), "VLLM_NOT_RESPONDING");
        row("not utf-8", answer("200 OK", "{\"data\":[{\"id\":\"\xff\xfe\"}]}"), "VLLM_NOT_RESPONDING");
        row("too large", answer("200 OK", std::string(2 * 1024 * 1024, ' ')), "VLLM_NOT_RESPONDING");
        row("unauthorized", answer("401 Unauthorized", R"({"error":"Unauthorized"})"), "MISSING_CREDENTIALS");
        row("server error", answer("500 Internal Server Error", R"({"error":{"message":"engine died"}})"), "VLLM_NOT_RESPONDING");
        row("closes", "", "VLLM_NOT_RESPONDING");
        row("garbage", "\x01\x02 garbage\r\n\r\n", "VLLM_NOT_RESPONDING");
    }
    void workerAnswers()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, error);
        QFETCH(QStringList, models);
        const RawPeer peer(RawPeer::answer(text.toStdString()));
        const auto status = m_gateway->workerStatus(workerAt(peer), "key", soon());
        QCOMPARE(status ? QString() : QString(models::toName(status.error().code)), error);
        if (status) {
            QVERIFY(status->httpAnswers);
            QCOMPARE(status->models, models);
        }
    }

    void silentWorker()
    {
        const RawPeer peer(RawPeer::sayNothing);
        const auto late = m_gateway->workerStatus(workerAt(peer), "key", {QDeadlineTimer(200), {}});
        QVERIFY(!late);
        QCOMPARE(late.error().code, ErrorCode::VllmNotResponding);
        MachineAccess brisk = access();
        brisk.longestStatus = std::chrono::milliseconds(200);
        const CallContext patient{QDeadlineTimer(60'000), {}};
        QVERIFY(!SshMachineGateway(brisk).workerStatus(workerAt(peer), "key", patient));
        QVERIFY(patient.deadline.remainingTime() > 30'000);
    }

    void warmUps_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("error");
        const auto row = [](const char *name, const std::string &text, const char *error) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << QString::fromLatin1(error);
        };
        row("completion", answer("200 OK", R"({"choices":[{"text":" there"}]})"), "");
        row("no choice", answer("200 OK", R"({"choices":[]})"), "VLLM_NOT_RESPONDING");
        row("strange choice", answer("200 OK", R"({"choices":[7]})"), "VLLM_NOT_RESPONDING");
        row("unknown model", answer("404 Not Found", R"({"error":{"message":"The model does not exist."}})"), "VLLM_NOT_RESPONDING");
        row("unauthorized", answer("401 Unauthorized", R"({"error":"Unauthorized"})"), "MISSING_CREDENTIALS");
    }
    void warmUps()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, error);
        const RawPeer peer(RawPeer::answer(text.toStdString()));
        const auto warm = m_gateway->warmUp(workerAt(peer), QStringLiteral("gpt2"), "key", soon());
        QCOMPARE(warm ? QString() : QString(models::toName(warm.error().code)), error);
        if (!warm && text.contains("does not exist")) {
            QCOMPARE(warm.error().detail, QStringLiteral("The model does not exist."));
            QCOMPARE(warm.error().params.value(QStringLiteral("status")), QStringLiteral("404"));
        }
    }

    /// The whole way of an instance's machine, against the sandbox over its sockets.
    void sandboxFromBootToWarm()
    {
        test::SandboxProcess sandbox({QStringLiteral("--time-scale"), QStringLiteral("100")});
        QVERIFY2(sandbox.start(), qPrintable(sandbox.errorString()));
        const QTemporaryDir data;
        const providers::KeyStore store(data.filePath(QStringLiteral("secrets")));
        const auto key = store.sshKey();
        QVERIFY(key);
        QCOMPARE(sandbox
                     .call("POST", QStringLiteral("/iam/v1alpha1/ssh-keys"),
                           QJsonObject{{QStringLiteral("name"), QStringLiteral("vigie")},
                                       {QStringLiteral("public_key"), key->publicKey},
                                       {QStringLiteral("project_id"), sandbox.projectId()}})
                     .status,
                 200);
        const test::SandboxUser user(sandbox);
        const QString server = user.create().value(QStringLiteral("id")).toString();
        const QString host = user.bootedAddress(server);
        QVERIFY(!host.isEmpty());
        const MachineAddress address{
            host, sandbox.sshPort(), sandbox.workerPort(), {QString::fromLatin1(user.publishedFingerprint(server))}};

        MachineAccess console{key->privateKey, Secret()};
        console.longestStatus = std::chrono::seconds(1);
        SshMachineGateway gateway(console);
        QTRY_VERIFY_WITH_TIMEOUT(gateway.checkSsh(address, soon()), 20'000);
        const QByteArray apiKey = store.workerApiKey(models::InstanceId::generate())->reveal();
        const auto early = gateway.workerStatus(address, apiKey, soon());
        QVERIFY(!early);
        QCOMPARE(early.error().code, ErrorCode::VllmNotResponding);

        providers::WorkerPlan plan;
        plan.model = QStringLiteral("Qwen/Qwen2.5-7B-Instruct");
        plan.apiKey = apiKey;
        plan.port = sandbox.workerPort();
        auto progress = gateway.startInstall(address, plan, soon());
        QStringList events;
        for (const QDeadlineTimer deadline(30'000); progress && !deadline.hasExpired();) {
            for (const auto &event : progress->events)
                events << event.phase + u':' + event.event;
            if (progress->state != InstallState::Running)
                break;
            QTest::qWait(50);
            progress = gateway.installProgress(address, progress->nextOffset, soon());
        }
        QVERIFY2(progress, progress ? "" : qPrintable(progress.error().detail));
        QCOMPARE(progress->state, InstallState::Done);
        QCOMPARE(events.first(), QStringLiteral("check:begin"));
        QVERIFY(events.contains(QStringLiteral("weights:end")) && events.contains(QStringLiteral("start:end")));

        QTRY_COMPARE_WITH_TIMEOUT(gateway.workerStatus(address, apiKey, soon()).value_or(providers::WorkerStatus{}).models,
                                  QStringList{plan.model}, 30'000);
        const auto stranger = gateway.workerStatus(address, "wrong", soon());
        QVERIFY(!stranger);
        QCOMPARE(stranger.error().code, ErrorCode::MissingCredentials);
        const auto warm = gateway.warmUp(address, plan.model, apiKey, soon());
        QVERIFY2(warm, warm ? "" : qPrintable(warm.error().detail));
    }
};

QTEST_GUILESS_MAIN(TestSshMachineGateway)
#include "tst_sshmachinegateway.moc"
