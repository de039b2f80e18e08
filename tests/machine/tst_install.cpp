#include "installroot.h"
#include "providers/machine/installscript.h"
#include "providers/machine/sshmachinegateway.h"

#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

#include <thread>
#include <vector>

using namespace vigie;
using models::ErrorCode;
using providers::CallContext;
using providers::InstallEvent;
using providers::InstallProgress;
using providers::InstallState;
using providers::MachineAddress;
using providers::Secret;
using providers::SshMachineGateway;
using providers::WorkerPlan;

namespace {

const QByteArray apiKey = "aVerySecretKeyOfTheWorker0123456789";
const QByteArray hubToken = "hf_aVerySecretTokenOfTheHub";
const QStringList phases{QStringLiteral("check"), QStringLiteral("scratch"), QStringLiteral("pull"), QStringLiteral("weights"), QStringLiteral("start")};

CallContext soon()
{
    return CallContext{QDeadlineTimer(30'000), {}};
}

WorkerPlan plan(const QString &model = QStringLiteral("Qwen/Qwen2.5-7B-Instruct"))
{
    WorkerPlan made;
    made.model = model;
    made.tensorParallel = 2;
    made.maxModelLength = 8192;
    made.apiKey = apiKey;
    return made;
}

/// `phase:event` of each.
QStringList names(const QVector<InstallEvent> &events)
{
    QStringList all;
    for (const InstallEvent &each : events)
        all << each.phase + u':' + each.event;
    return all;
}

} // namespace

/// The real script, run by the real gateway over a real sshd.
class TestInstall : public QObject {
    Q_OBJECT

    std::unique_ptr<InstallRoot> m_root;
    std::unique_ptr<SshMachineGateway> m_gateway;
    MachineAddress m_address;

    /// Follows the install to its end, collecting what it says from the first progress on.
    models::Result<InstallProgress> follow(models::Result<InstallProgress> progress)
    {
        const QDeadlineTimer deadline(30'000);
        InstallProgress all;
        while (progress && !deadline.hasExpired()) {
            all.events << progress->events;
            all.lines << progress->lines;
            all.state = progress->state;
            all.nextOffset = progress->nextOffset;
            if (progress->state != InstallState::Running)
                return all;
            QTest::qWait(100); // a look costs the machine some ten processes
            progress = m_gateway->installProgress(m_address, all.nextOffset, soon());
        }
        return progress;
    }
    models::Result<InstallProgress> install(const WorkerPlan &wanted) { return follow(m_gateway->startInstall(m_address, wanted, soon())); }

private Q_SLOTS:
    void initTestCase()
    {
        if (!SshdServer::isInstalled())
            QSKIP("OpenSSH's sshd is not installed");
        m_root = std::make_unique<InstallRoot>();
        QVERIFY2(m_root->start(), m_root->sshd().log().constData());
        m_gateway = std::make_unique<SshMachineGateway>(providers::MachineAccess{Secret(m_root->sshd().clientKey()), Secret(hubToken), SshdServer::currentUser()});
        m_address = {m_root->sshd().host(), m_root->sshd().port(), 8000, {m_root->sshd().fingerprint()}};
    }
    void init() { m_root->reset(); }
    void cleanupTestCase()
    {
        m_gateway.reset();
        m_root.reset();
    }

    void scriptIsClean()
    {
        const QString shellcheck = QStandardPaths::findExecutable(QStringLiteral("shellcheck"));
        if (shellcheck.isEmpty())
            QSKIP("shellcheck is not installed");
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(shellcheck, {QStringLiteral(VIGIE_SOURCE_DIR "/resources/install.sh"), QStringLiteral(VIGIE_SOURCE_DIR "/tests/machine/standin.sh")});
        QVERIFY(process.waitForFinished());
        QVERIFY2(process.exitCode() == 0, process.readAll().constData());
    }

    void scriptOfTheProgramIsTheFile()
    {
        QFile file(QStringLiteral(VIGIE_SOURCE_DIR "/resources/install.sh"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(providers::installScript(), file.readAll());
    }

    void freshMachine()
    {
        m_root->write(QStringLiteral("/world/disk"), {});
        const auto done = install(plan());
        QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
        QCOMPARE(done->state, InstallState::Done);
        QStringList expected;
        for (const QString &phase : phases)
            expected << phase + QStringLiteral(":begin") << phase + QStringLiteral(":end");
        QCOMPARE(names(done->events), expected);
        for (qsizetype i = 1; i < done->events.size(); ++i)
            QVERIFY(done->events[i].at >= done->events[i - 1].at);
        QVERIFY(qAbs(QDateTime::currentSecsSinceEpoch() - done->events.last().at.microseconds() / 1'000'000) < 3600);
        // Output of commands is there, made readable, and cannot pass for an event.
        QVERIFY(done->lines.contains(QStringLiteral(" a1b2: Download complete")));
        QVERIFY(done->lines.contains(QStringLiteral(" ::vigie phase=pull event=failed at=1")));
        QVERIFY(done->lines.contains(QStringLiteral("ends as on Windows")));
        QVERIFY(!done->lines.join(u'\n').contains(u'\x1b'));

        QCOMPARE(m_root->calls().count(QStringLiteral("docker-pull")), 1);
        QVERIFY(m_root->calls().contains(QStringLiteral("mkfs.ext4")));
        QVERIFY(m_root->read(QStringLiteral("/etc/fstab")).startsWith("LABEL=vigie-scratch "));
        QVERIFY(m_root->exists(QStringLiteral("/scratch/models")));
        const QByteArray config = m_root->read(QStringLiteral("/var/lib/vigie/worker.yaml"));
        QCOMPARE(config, "model: 'Qwen/Qwen2.5-7B-Instruct'\nserved-model-name: 'Qwen/Qwen2.5-7B-Instruct'\ntensor-parallel-size: 2\nmax-model-len: 8192\n"
                         "gpu-memory-utilization: 0.9000\ndtype: 'auto'\nhost: '0.0.0.0'\nport: 8000\napi-key: '" + apiKey + "'\n");
        QVERIFY(m_root->arguments().contains("--publish 8000:8000"));
    }

    void secretsAreInNoArgumentAndFilesArePrivate()
    {
        QVERIFY(install(plan()));
        QVERIFY(m_root->arguments().contains("docker run"));
        QVERIFY(!m_root->arguments().contains(apiKey));
        QVERIFY(!m_root->arguments().contains(hubToken));
        QVERIFY(!m_root->read(QStringLiteral("/var/lib/vigie/install.log")).contains(apiKey));
        for (const char *name : {"worker.conf", "worker.conf.installing", "worker.yaml", "hub-token", "install.log"}) {
            const QFileInfo file(m_root->path(QStringLiteral("/var/lib/vigie/") + QLatin1String(name)));
            QVERIFY2(file.exists(), name);
            QVERIFY2((file.permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)) == 0, name);
        }
        QCOMPARE(m_root->read(QStringLiteral("/var/lib/vigie/hub-token")), hubToken);
    }

    void withoutScratchDisk()
    {
        const auto done = install(plan());
        QVERIFY(done);
        QCOMPARE(done->state, InstallState::Done);
        QVERIFY(names(done->events).contains(QStringLiteral("scratch:skip")));
        QVERIFY(!m_root->calls().contains(QStringLiteral("mkfs.ext4")));
        QVERIFY(m_root->exists(QStringLiteral("/var/lib/vigie/models")));
    }

    void formattedScratchDiskIsMountedOnly()
    {
        m_root->write(QStringLiteral("/world/disk"), {});
        m_root->write(QStringLiteral("/world/formatted"), {});
        QVERIFY(install(plan()));
        QVERIFY(m_root->calls().contains(QStringLiteral("mount")));
        QVERIFY(!m_root->calls().contains(QStringLiteral("mkfs.ext4")));
    }

    void secondRunDoesNothing()
    {
        const auto first = install(plan());
        QVERIFY(first);
        m_root->forgetCalls();
        const auto second = m_gateway->startInstall(m_address, plan(), soon());
        QVERIFY(second);
        QCOMPARE(second->state, InstallState::Done);
        QCOMPARE(names(second->events), names(first->events));
        QCOMPARE(m_root->calls(), QStringList{QStringLiteral("docker-inspect")});
    }

    void stoppedWorkerIsStartedAgain()
    {
        QVERIFY(install(plan()));
        m_root->remove(QStringLiteral("/world/worker"));
        m_root->forgetCalls();
        const auto again = install(plan());
        QVERIFY(again);
        QCOMPARE(again->state, InstallState::Done);
        QVERIFY(m_root->exists(QStringLiteral("/world/worker")));
        QVERIFY(!m_root->calls().contains(QStringLiteral("docker-pull"))); // the image is there
    }

    void changedSettingsReplaceTheWorker()
    {
        QVERIFY(install(plan()));
        const QByteArray before = m_root->read(QStringLiteral("/world/worker"));
        const auto changed = install(plan(QStringLiteral("mistralai/Mistral-7B-v0.3")));
        QVERIFY(changed);
        QCOMPARE(changed->state, InstallState::Done);
        QVERIFY(m_root->read(QStringLiteral("/world/worker")) != before);
        QVERIFY(m_root->read(QStringLiteral("/var/lib/vigie/worker.yaml")).startsWith("model: 'mistralai/Mistral-7B-v0.3'\n"));
    }

    void changedSettingsEndARunningInstall()
    {
        m_root->block(QStringLiteral("docker-pull"));
        QVERIFY(m_gateway->startInstall(m_address, plan(), soon()));
        QTRY_VERIFY(m_root->calls().contains(QStringLiteral("docker-pull")));
        const auto restarted = m_gateway->startInstall(m_address, plan(QStringLiteral("gpt2")), soon());
        QVERIFY2(restarted, restarted ? "" : qPrintable(restarted.error().detail));
        m_root->release(QStringLiteral("docker-pull"));
        const auto done = follow(restarted);
        QVERIFY(done);
        QCOMPARE(done->state, InstallState::Done);
        QVERIFY(m_root->read(QStringLiteral("/var/lib/vigie/worker.yaml")).startsWith("model: 'gpt2'\n"));
        QCOMPARE(m_root->calls().count(QStringLiteral("docker-run-worker")), 1);
    }

    void cutOff_data()
    {
        QTest::addColumn<QString>("key");
        for (const char *key : {"nvidia-smi", "lsblk", "mkfs.ext4", "mount", "docker-pull", "docker-run-weights", "docker-rm", "docker-run-worker"})
            QTest::newRow(key) << QString::fromLatin1(key);
    }
    void cutOff()
    {
        QFETCH(QString, key);
        m_root->write(QStringLiteral("/world/disk"), {});
        m_root->block(key);
        const auto started = m_gateway->startInstall(m_address, plan(), soon());
        QVERIFY(started);
        QCOMPARE(started->state, InstallState::Running);
        QTRY_VERIFY(m_root->calls().contains(key));
        // A second start while it runs starts no second install.
        const auto twice = m_gateway->startInstall(m_address, plan(), soon());
        QVERIFY(twice);
        QCOMPARE(twice->state, InstallState::Running);
        m_root->killRunner();
        QTRY_COMPARE(m_gateway->installProgress(m_address, 0, soon()).value_or(InstallProgress{}).state, InstallState::Idle);
        m_root->release(key);
        const auto done = install(plan());
        QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
        QVERIFY2(done->state == InstallState::Done, m_root->read(QStringLiteral("/var/lib/vigie/install.log")).constData());
        QVERIFY(m_root->exists(QStringLiteral("/world/worker")));
    }

    void failures_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("phase");
        QTest::addColumn<int>("attempts");
        QTest::newRow("driver") << QStringLiteral("nvidia-smi") << 9 << QStringLiteral("check") << 1;
        QTest::newRow("mkfs") << QStringLiteral("mkfs.ext4") << 1 << QStringLiteral("scratch") << 1;
        QTest::newRow("pull") << QStringLiteral("docker-pull") << 18 << QStringLiteral("pull") << 3;
        QTest::newRow("weights") << QStringLiteral("docker-run-weights") << 1 << QStringLiteral("weights") << 3;
        QTest::newRow("gated weights") << QStringLiteral("docker-run-weights") << 41 << QStringLiteral("weights") << 1;
        QTest::newRow("start") << QStringLiteral("docker-run-worker") << 125 << QStringLiteral("start") << 1;
    }
    void failures()
    {
        QFETCH(QString, key);
        QFETCH(int, status);
        QFETCH(QString, phase);
        QFETCH(int, attempts);
        m_root->write(QStringLiteral("/world/disk"), {});
        m_root->makeFail(key, status);
        const auto failed = install(plan());
        QVERIFY(failed);
        QCOMPARE(failed->state, InstallState::Failed);
        QCOMPARE(failed->events.last().phase, phase);
        QCOMPARE(failed->events.last().event, QStringLiteral("failed"));
        QVERIFY(failed->events.last().note.endsWith(QStringLiteral("no space left")));
        if (phase != QStringLiteral("check"))
            QCOMPARE(failed->events.last().exitCode, status);
        QCOMPARE(m_root->calls().count(key), attempts);
        m_root->mend(key);
        const auto done = install(plan());
        QVERIFY(done);
        QCOMPARE(done->state, InstallState::Done);
    }

    void missingTools_data()
    {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QString>("named");
        QTest::newRow("docker") << QStringLiteral("docker") << QStringLiteral("docker");
        QTest::newRow("driver") << QStringLiteral("nvidia-smi") << QStringLiteral("nvidia-smi");
        QTest::newRow("toolkit") << QStringLiteral("nvidia-ctk") << QStringLiteral("NVIDIA container toolkit");
    }
    void missingTools()
    {
        QFETCH(QString, tool);
        QFETCH(QString, named);
        m_root->removeTool(tool);
        const auto failed = install(plan());
        QVERIFY(failed);
        QCOMPARE(failed->state, InstallState::Failed);
        QCOMPARE(failed->events.last().phase, QStringLiteral("check"));
        QVERIFY(failed->events.last().note.contains(named));
    }

    void tooFewGpus()
    {
        WorkerPlan wide = plan();
        wide.tensorParallel = 8;
        const auto failed = install(wide);
        QVERIFY(failed);
        QCOMPARE(failed->state, InstallState::Failed);
        QCOMPARE(failed->events.last().note, QStringLiteral("8 GPUs are needed, and there are 2"));
    }

    void hostileModels()
    {
        const QStringList models{QStringLiteral("$(touch $VIGIE_ROOT/harm)/model"), QStringLiteral("`touch $VIGIE_ROOT/harm`"), QStringLiteral("a'; touch $VIGIE_ROOT/harm; '"),
                                 QStringLiteral("--entrypoint=sh"), QStringLiteral("a[$(touch $VIGIE_ROOT/harm)]"), QStringLiteral("*"),
                                 QStringLiteral("a/b: {trust-remote-code: true}"), QStringLiteral("../../etc/passwd"), QStringLiteral("a/b/c"), QStringLiteral(" ")};
        for (const QString &model : models) {
            const auto failed = install(plan(model));
            QVERIFY2(failed, qPrintable(model));
            QVERIFY2(failed->state == InstallState::Failed, qPrintable(model));
            QCOMPARE(failed->events.last().phase, QStringLiteral("check"));
            QCOMPARE(failed->events.last().note, QStringLiteral("the setting MODEL is not valid"));
        }
        QVERIFY(!m_root->exists(QStringLiteral("/harm")));
        QVERIFY(!m_root->calls().contains(QStringLiteral("docker-run-worker")));
    }

    void hostileConfFile()
    {
        // As somebody with the machine's root could write it: the other values are checked too.
        QVERIFY(install(plan()));
        m_root->write(QStringLiteral("/var/lib/vigie/worker.conf"),
                      "MODEL=gpt2\nIMAGE=vllm/vllm-openai:v1\nAPI_KEY=k\nTENSOR_PARALLEL=a[$(touch $VIGIE_ROOT/harm)]\nPATH=/nowhere\nno equals sign\n");
        auto progress = m_gateway->installProgress(m_address, 0, soon());
        QVERIFY(progress);
        QProcess start;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("VIGIE_ROOT"), m_root->path({}));
        environment.insert(QStringLiteral("PATH"), m_root->path(QStringLiteral("/bin:/usr/bin:/bin")));
        start.setProcessEnvironment(environment);
        start.start(QStringLiteral("bash"), {m_root->path(QStringLiteral("/var/lib/vigie/install.sh")), QStringLiteral("start")});
        QVERIFY(start.waitForFinished());
        const auto failed = follow(m_gateway->installProgress(m_address, 0, soon()));
        QVERIFY(failed);
        QCOMPARE(failed->state, InstallState::Failed);
        QCOMPARE(failed->events.last().note, QStringLiteral("the setting TENSOR_PARALLEL is not valid"));
        QVERIFY(!m_root->exists(QStringLiteral("/harm")));
    }

    void settingsThatForgeALineAreNotSent()
    {
        const auto refused = m_gateway->startInstall(m_address, plan(QStringLiteral("gpt2\nIMAGE=evil/image")), soon());
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::InvalidRequest);
        QVERIFY(!m_root->exists(QStringLiteral("/var/lib/vigie/worker.conf")));
    }

    void longLogComesInPieces()
    {
        m_root->write(QStringLiteral("/control/chatty-line"), "a line of output that fills the log");
        m_root->write(QStringLiteral("/control/chatty"), "6000"); // 36 bytes each: over three pieces of 64 KiB
        QVERIFY(install(plan()));
        std::int64_t offset = 0;
        qsizetype lines = 0;
        int pieces = 0;
        InstallState state = InstallState::Running;
        while (state == InstallState::Running) {
            const auto piece = m_gateway->installProgress(m_address, offset, soon());
            QVERIFY(piece);
            QVERIFY(piece->nextOffset > offset);
            QVERIFY(piece->nextOffset - offset <= 64 * 1024);
            offset = piece->nextOffset;
            lines += piece->lines.count(QStringLiteral("a line of output that fills the log"));
            state = piece->state;
            ++pieces;
        }
        QCOMPARE(state, InstallState::Done);
        QVERIFY(pieces >= 4);
        QCOMPARE(lines, 6000);
        QCOMPARE(offset, m_root->read(QStringLiteral("/var/lib/vigie/install.log")).size());
        // An offset beyond the log is of an earlier one: from the start.
        const auto beyond = m_gateway->installProgress(m_address, offset + 1, soon());
        QVERIFY(beyond);
        QCOMPARE(beyond->events.first().phase, QStringLiteral("check"));
    }

    void logIsCapped()
    {
        m_root->write(QStringLiteral("/control/chatty-line"), QByteArray(3000, 'x')); // cut to 2000
        m_root->write(QStringLiteral("/control/chatty"), "200");
        const auto done = install(plan());
        QVERIFY(done);
        const QByteArray log = m_root->read(QStringLiteral("/var/lib/vigie/install.log"));
        QVERIFY(log.size() < 262'144 + 8192);
        QVERIFY(log.contains("the log is full"));
        QVERIFY(names(done->events).contains(QStringLiteral("start:end"))); // events are always there
    }

    void manyStartsAtOnceRunOneInstall()
    {
        m_root->block(QStringLiteral("docker-pull"));
        QVERIFY(m_gateway->startInstall(m_address, plan(), soon()));
        m_root->killRunner(); // all files are there, and nothing runs
        QTRY_COMPARE(m_gateway->installProgress(m_address, 0, soon()).value_or(InstallProgress{}).state, InstallState::Idle);
        m_root->forgetCalls();
        std::atomic<int> running = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 6; ++i) {
                threads.emplace_back([this, &running] {
                    providers::SshSession session;
                    if (!session.connect({m_address.host, m_address.sshPort, SshdServer::currentUser(), {}}, m_root->sshd().clientKey(), soon()))
                        return;
                    const auto started = session.exec({.text = QStringLiteral("bash /var/lib/vigie/install.sh start"), .input = {}, .onOutput = {}}, soon());
                    running += started && started->output.endsWith("state=running\n") ? 1 : 0;
                });
            }
        }
        QCOMPARE(running.load(), 6);
        QTRY_VERIFY(m_root->calls().contains(QStringLiteral("docker-pull")));
        m_root->release(QStringLiteral("docker-pull"));
        const auto done = follow(m_gateway->installProgress(m_address, 0, soon()));
        QVERIFY(done);
        QCOMPARE(done->state, InstallState::Done);
        QCOMPARE(m_root->calls().count(QStringLiteral("docker-pull")), 1);
        QCOMPARE(m_root->calls().count(QStringLiteral("docker-run-worker")), 1);
    }

    void progressBeforeAnyInstall()
    {
        const auto nothing = m_gateway->installProgress(m_address, 0, soon());
        QVERIFY(!nothing);
        QCOMPARE(nothing.error().code, ErrorCode::InstallFailed);
        QCOMPARE(nothing.error().params.value(QStringLiteral("exit")), QStringLiteral("127"));
    }
};

QTEST_GUILESS_MAIN(TestInstall)
#include "tst_install.moc"
