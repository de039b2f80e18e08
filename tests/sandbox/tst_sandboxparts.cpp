// The parts of the sandbox that are functions of their arguments.
#include "providers/sandbox/apifaults.h"
#include "providers/sandbox/completion.h"
#include "providers/sandbox/dice.h"
#include "providers/sandbox/installplan.h"
#include "providers/sandbox/lifecycle.h"
#include "providers/sandbox/options.h"
#include "providers/sandbox/route.h"
#include "providers/sandbox/statejson.h"
#include "providers/sandbox/workerconfig.h"
#include "providers/sandbox/workerhttp.h"

#include <QTest>

using namespace vigie::providers::sandbox;

namespace {

QByteArray bytes(const std::string &text)
{
    return QByteArray::fromStdString(text);
}

Install usualInstall()
{
    Install install;
    install.startedAt = 1'800'000'000 * second;
    install.seed = 42;
    install.config = "MODEL=org/model\nIMAGE=vllm/vllm-openai:v0.11.0\nAPI_KEY=key=with=signs\n";
    return install;
}

} // namespace

class TestSandboxParts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void globs_data();
    void globs();
    void paths_data();
    void paths();
    void commandLines_data();
    void commandLines();
    void dates();
    void jitterIsReproducible();
    void installRunsThroughItsPhases();
    void installFailsInItsPhase_data();
    void installFailsInItsPhase();
    void interruptedInstallIsIdle();
    void workerConfigIsRaw();
    void workerRequests_data();
    void workerRequests();
    void completionsFollowTheSeed();
    void volumeStatuses();
    void stateSurvivesItsFile();
    void hostileStateIsRead();
};

void TestSandboxParts::globs_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("fits");
    QTest::newRow("literal") << QByteArray("/a/b") << QByteArray("/a/b") << true;
    QTest::newRow("longer text") << QByteArray("/a/b") << QByteArray("/a/b/c") << false;
    QTest::newRow("star in the middle") << QByteArray("/zones/*/servers") << QByteArray("/zones/fr-par-2/servers") << true;
    QTest::newRow("star takes slashes") << QByteArray("/zones/*/action") << QByteArray("/zones/z/servers/1/action") << true;
    QTest::newRow("star takes nothing") << QByteArray("/a*") << QByteArray("/a") << true;
    QTest::newRow("needs its end") << QByteArray("*/servers") << QByteArray("/zones/z/servers/1") << false;
    QTest::newRow("goes back") << QByteArray("*ab*ac") << QByteArray("abacabac") << true;
    QTest::newRow("empty pattern") << QByteArray("") << QByteArray("x") << false;
}

void TestSandboxParts::globs()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, text);
    QTEST(fitsGlob(pattern.toStdString(), text.toStdString()), "fits");
}

void TestSandboxParts::paths_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("captures");
    QTest::newRow("none") << QByteArray("/a/b") << QByteArray("/a/b") << QByteArray("");
    QTest::newRow("two") << QByteArray("/z/{}/s/{}") << QByteArray("/z/one/s/two") << QByteArray("one|two|");
    QTest::newRow("empty part") << QByteArray("/z/{}/s") << QByteArray("/z//s") << QByteArray("no");
    QTest::newRow("shorter") << QByteArray("/z/{}/s") << QByteArray("/z/one") << QByteArray("no");
    QTest::newRow("longer") << QByteArray("/z/{}") << QByteArray("/z/one/s") << QByteArray("no");
    QTest::newRow("trailing slash") << QByteArray("/z/{}") << QByteArray("/z/one/") << QByteArray("no");
}

void TestSandboxParts::paths()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, path);
    const auto found = matchPath(pattern.toStdString(), path.toStdString());
    QByteArray text = found ? "" : "no";
    for (const std::string &capture : found.value_or(std::vector<std::string>()))
        text += bytes(capture) + '|';
    QTEST(text, "captures");
}

void TestSandboxParts::commandLines_data()
{
    QTest::addColumn<QByteArrayList>("arguments");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("none") << QByteArrayList{} << true;
    QTest::newRow("apart") << QByteArrayList{"--port", "8080", "--time-scale", "50"} << true;
    QTest::newRow("together") << QByteArrayList{"--zones=fr-par-2,pl-waw-2", "--seed=7"} << true;
    QTest::newRow("unknown") << QByteArrayList{"--nonsense", "1"} << false;
    QTest::newRow("no value") << QByteArrayList{"--port"} << false;
    QTest::newRow("not a number") << QByteArrayList{"--port", "12x"} << false;
    QTest::newRow("port too large") << QByteArrayList{"--port", "70000"} << false;
    QTest::newRow("scale of zero") << QByteArrayList{"--time-scale", "0"} << false;
    QTest::newRow("no zone") << QByteArrayList{"--zones", ","} << false;
}

void TestSandboxParts::commandLines()
{
    QFETCH(QByteArrayList, arguments);
    arguments.prepend("vigie-sandbox");
    std::vector<char *> pointers;
    for (QByteArray &argument : arguments)
        pointers.push_back(argument.data());
    std::string error;
    const auto options = Options::parse(static_cast<int>(pointers.size()), pointers.data(), error);
    QTEST(options.has_value(), "accepted");
    QCOMPARE(error.empty(), options.has_value());
}

void TestSandboxParts::dates()
{
    const Micros at = 1'785'415'997'694'881;
    QCOMPARE(bytes(instanceDate(at)), QByteArray("2026-07-30T12:53:17.694881+00:00"));
    QCOMPARE(bytes(zuluDate(at)), QByteArray("2026-07-30T12:53:17.694881Z"));
}

void TestSandboxParts::jitterIsReproducible()
{
    QCOMPARE(jitter(1, "key", 0.15), jitter(1, "key", 0.15));
    QVERIFY(jitter(1, "key", 0.15) != jitter(2, "key", 0.15));
    for (std::uint64_t seed = 0; seed < 1000; ++seed)
        QVERIFY(jitter(seed, "key", 0.15) >= 0.85 && jitter(seed, "key", 0.15) <= 1.15);
    QCOMPARE(namedUuid("a").size(), std::size_t{36});
    QVERIFY(namedUuid("a") != namedUuid("b"));
}

void TestSandboxParts::installRunsThroughItsPhases()
{
    const Install install = usualInstall();
    const InstallPlan plan(install, InstallPlan::Log::With);
    QCOMPARE(bytes(plan.stateAt(install.startedAt)), QByteArray("running"));
    QCOMPARE(bytes(plan.stateAt(plan.endsAt())), QByteArray("done"));
    QVERIFY(plan.succeeds());
    const QByteArray log = bytes(plan.logAt(plan.endsAt()));
    qsizetype at = 0;
    for (const char *mark : {"phase=check event=begin", "phase=check event=end", "phase=scratch event=end", "phase=pull event=begin",
                             "phase=start event=begin", "phase=start event=end", "::vigie done at="}) {
        at = log.indexOf(mark, at);
        QVERIFY2(at >= 0, mark);
    }
    QVERIFY(log.indexOf("phase=weights event=begin") < log.indexOf("phase=pull event=end"));
    QVERIFY(log.contains("Pull complete"));
    // A log only grows: what was there at an instant is the beginning of what is there later.
    const QByteArray half = bytes(plan.logAt((install.startedAt + plan.endsAt()) / 2));
    QVERIFY(!half.isEmpty() && half.size() < log.size() && log.startsWith(half));
    // The plan without its log is the same plan.
    QCOMPARE(InstallPlan(install).endsAt(), plan.endsAt());
}

void TestSandboxParts::installFailsInItsPhase_data()
{
    QTest::addColumn<QByteArray>("phase");
    for (const char *phase : {"check", "scratch", "pull", "weights", "start"})
        QTest::newRow(phase) << QByteArray(phase);
}

void TestSandboxParts::installFailsInItsPhase()
{
    QFETCH(QByteArray, phase);
    Install install = usualInstall();
    install.failedPhase = phase.toStdString();
    install.failedExit = 17;
    install.failedMessage = "no space left on device";
    const InstallPlan plan(install, InstallPlan::Log::With);
    QVERIFY(!plan.succeeds());
    QCOMPARE(bytes(plan.stateAt(plan.endsAt())), QByteArray("failed"));
    QCOMPARE(InstallPlan(install).endsAt(), plan.endsAt());
    const QByteArray log = bytes(plan.logAt(plan.endsAt() + 3600 * second));
    const QByteArrayList lines = log.trimmed().split('\n');
    QVERIFY(lines.last().startsWith(QByteArray("::vigie failed phase=" + phase + " exit=17 at=")));
    QVERIFY(log.contains(QByteArray("phase=" + phase + " event=failed")));
    QVERIFY(!log.contains(QByteArray("phase=" + phase + " event=end")));
    QVERIFY(!log.contains("::vigie done"));
}

void TestSandboxParts::interruptedInstallIsIdle()
{
    Install install = usualInstall();
    install.interruptedAt = install.startedAt + 10 * second;
    const InstallPlan plan(install, InstallPlan::Log::With);
    QCOMPARE(bytes(plan.stateAt(plan.endsAt() + 3600 * second)), QByteArray("idle"));
    QVERIFY(!plan.succeeds());
    QCOMPARE(plan.logAt(plan.endsAt()), plan.logAt(install.interruptedAt));
}

void TestSandboxParts::workerConfigIsRaw()
{
    const WorkerConfig config = WorkerConfig::fromText(usualInstall().config + "MAX_MODEL_LEN=9000\nUNKNOWN=x\nno equals sign\n");
    QCOMPARE(bytes(config.apiKey), QByteArray("key=with=signs"));
    QCOMPARE(bytes(config.servedName), QByteArray("org/model"));
    QCOMPARE(config.maxModelLength, std::int64_t{9000});
    QCOMPARE(config.tensorParallel, 1);
}

void TestSandboxParts::workerRequests_data()
{
    using Parse = WorkerRequest::Parse;
    QTest::addColumn<QByteArray>("received");
    QTest::addColumn<int>("parsed");
    QTest::addColumn<QByteArray>("left");
    const auto row = [](const char *name, const QByteArray &received, Parse parsed, const QByteArray &left) {
        QTest::newRow(name) << received << static_cast<int>(parsed) << left;
    };
    row("get", "GET /health HTTP/1.1\r\nHost: x\r\n\r\n", Parse::Done, "");
    row("no headers", "GET / HTTP/1.1\r\n\r\n", Parse::Done, "");
    row("half a head", "GET /health HTTP/1.1\r\nHost", Parse::Incomplete, "GET /health HTTP/1.1\r\nHost");
    row("pipelined", "POST /a HTTP/1.1\r\nContent-Length: 2\r\n\r\nhiGET", Parse::Done, "GET");
    row("body to come", "POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nhi", Parse::Incomplete,
        "POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nhi");
    row("no request line", "\r\n\r\n", Parse::Malformed, "\r\n\r\n");
    row("one word", "GET\r\nHost: x y z\r\n\r\n", Parse::Malformed, "GET\r\nHost: x y z\r\n\r\n");
    row("length of letters", "GET / HTTP/1.1\r\nContent-Length: two\r\n\r\n", Parse::Malformed,
        "GET / HTTP/1.1\r\nContent-Length: two\r\n\r\n");
    row("too long a body", "GET / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", Parse::Malformed,
        "GET / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n");
    row("endless head", QByteArray(70'000, 'a'), Parse::Malformed, QByteArray(70'000, 'a'));
}

void TestSandboxParts::workerRequests()
{
    QFETCH(QByteArray, received);
    std::string buffer = received.toStdString();
    WorkerRequest request;
    QTEST(static_cast<int>(request.takeFrom(buffer)), "parsed");
    QTEST(bytes(buffer), "left");
}

void TestSandboxParts::completionsFollowTheSeed()
{
    const Json request{{"messages", Json::array({{{"role", "user"}, {"content", "hello"}}})}, {"stream", true}};
    const auto once = Completion::fromRequest(request, Completion::Shape::Chat, "m", 1);
    const auto again = Completion::fromRequest(request, Completion::Shape::Chat, "m", 1);
    const auto other = Completion::fromRequest(request, Completion::Shape::Chat, "m", 2);
    QVERIFY(once && again && other);
    const auto contentOf = [](const Completion &completion) {
        return fromText(completion.tokenEvent(1).substr(6))->at("choices").at(0).at("delta");
    };
    QVERIFY(once->tokenCount() == again->tokenCount() && contentOf(*once) == contentOf(*again));
    QVERIFY(once->tokenCount() != other->tokenCount() || contentOf(*once) != contentOf(*other));
    QVERIFY(!Completion::fromRequest(Json::object(), Completion::Shape::Chat, "m", 1));
    QVERIFY(!Completion::fromRequest(Json{{"messages", 7}}, Completion::Shape::Chat, "m", 1));
    const Json cut{{"prompt", "hello"}, {"max_tokens", 3}};
    QCOMPARE(Completion::fromRequest(cut, Completion::Shape::Text, "m", 1)->tokenCount(), std::size_t{3});
}

void TestSandboxParts::volumeStatuses()
{
    Volume volume;
    volume.readyAt = 10;
    QCOMPARE(bytes(volumeStatus(volume, 5)), QByteArray("creating"));
    QCOMPARE(bytes(volumeStatus(volume, 10)), QByteArray("available"));
    volume.server = "s";
    QCOMPARE(bytes(volumeStatus(volume, 20)), QByteArray("in_use"));
    QCOMPARE(bytes(*referenceStatus(volume, 20)), QByteArray("attached"));
    volume.detachingUntil = 30;
    QCOMPARE(bytes(*referenceStatus(volume, 29)), QByteArray("detaching"));
    QVERIFY(!referenceStatus(volume, 30));
    volume.bytes = 1;
    volume.wantedBytes = 2;
    volume.updatingUntil = 40;
    QCOMPARE(bytes(volumeStatus(volume, 39)), QByteArray("updating"));
    settleVolume(volume, 39);
    QCOMPARE(volume.bytes, std::int64_t{1});
    settleVolume(volume, 40);
    QCOMPARE(volume.bytes, std::int64_t{2});
    QVERIFY(volume.server.empty());
}

void TestSandboxParts::stateSurvivesItsFile()
{
    CloudState state;
    state.account = {"secret", "access", "project", "organization", "user"};
    Server server;
    server.id = "s";
    server.tags = {"a=b", "\xC3\xA9"};
    server.rest = Rest::StoppedInPlace;
    server.transition = {Move::Reboot, 1, 2, 3, MoveEnd::Reverted};
    server.volumes["0"] = {"v", VolumeKind::Scratch};
    server.userData["cloud-init"] = "#cloud-config\n";
    server.machine.install = usualInstall();
    server.machine.files["/f"] = "text";
    state.servers.emplace("s", server);
    state.volumes["v"].id = "v";
    state.volumes["v"].detachingUntil = 1'800'000'000'000'001;
    state.ips["i"].id = "i";
    state.ips["i"].dynamic = true;
    state.securityGroups["g"].id = "g";
    state.securityGroups["g"].rules = {Json{{"id", "r"}}};
    state.lastAddress = 7;
    const Json json = toJson(state);
    QVERIFY(toJson(stateFromJson(json)) == json);
    const CloudState read = stateFromJson(*fromText(toText(json)));
    QVERIFY(toJson(read) == json);
    QCOMPARE(read.servers.at("s").transition.end, MoveEnd::Reverted);
    QCOMPARE(read.volumes.at("v").detachingUntil, Micros{1'800'000'000'000'001});
    QCOMPARE(bytes(read.servers.at("s").machine.install->config), bytes(usualInstall().config));
}

void TestSandboxParts::hostileStateIsRead()
{
    for (const char *text : {"{}", R"({"servers":7,"account":[]})", R"({"servers":[7,null,{"id":3,"tags":"x","volumes":[]}]})",
                             R"({"volumes":[{"id":"v","bytes":1e300}],"stock":{"a":1}})"}) {
        const auto json = fromText(text);
        QVERIFY(json);
        const CloudState state = stateFromJson(*json);
        QVERIFY(state.account.secretKey.empty());
    }
}

QTEST_APPLESS_MAIN(TestSandboxParts)
#include "tst_sandboxparts.moc"
