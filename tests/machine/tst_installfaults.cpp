#include "tests/machine/installuser.h"

#include <QProcess>
#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace vigie;
using models::ErrorCode;
using providers::InstallProgress;
using providers::InstallState;
using providers::WorkerPlan;

/// The script when it is cut off, fails, is given hostile settings, says too much, or is started twice.
class TestInstallFaults : public QObject {
    Q_OBJECT

    std::unique_ptr<InstallUser> m_user;

private Q_SLOTS:
    void initTestCase()
    {
        if (!SshdServer::isInstalled())
            QSKIP("OpenSSH's sshd is not installed");
        m_user = std::make_unique<InstallUser>();
        const QByteArray why = m_user->start();
        QVERIFY2(why.isEmpty(), why.constData());
    }
    void init() { m_user->root().reset(); }
    void cleanupTestCase() { m_user.reset(); }

    void cutOff_data()
    {
        QTest::addColumn<QString>("key");
        for (const char *key :
             {"nvidia-smi", "lsblk", "mkfs.ext4", "mount", "docker-pull", "docker-run-weights", "docker-rm", "docker-run-worker"})
            QTest::newRow(key) << QString::fromLatin1(key);
    }
    void cutOff()
    {
        QFETCH(QString, key);
        m_user->root().write(QStringLiteral("/world/disk"), {});
        m_user->root().block(key);
        const auto started = m_user->startInstall(InstallUser::plan());
        QVERIFY(started);
        QCOMPARE(started->state, InstallState::Running);
        QTRY_VERIFY(m_user->root().calls().contains(key));
        // A second start while it runs starts no second install.
        const auto twice = m_user->startInstall(InstallUser::plan());
        QVERIFY(twice);
        QCOMPARE(twice->state, InstallState::Running);
        m_user->root().killRunner();
        QTRY_COMPARE(m_user->state(), InstallState::Idle);
        m_user->root().release(key);
        const auto done = m_user->install(InstallUser::plan());
        QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
        QVERIFY2(done->state == InstallState::Done, m_user->root().read(QStringLiteral("/var/lib/vigie/install.log")).constData());
        QVERIFY(m_user->root().exists(QStringLiteral("/world/worker")));
    }

    /// Cut off after the worker was started, before that was noted: it goes on loading its model.
    void cutOffAtTheVeryEndLeavesTheWorkerAlone()
    {
        QVERIFY(m_user->install(InstallUser::plan()));
        QByteArray state = m_user->root().read(QStringLiteral("/var/lib/vigie/install.state"));
        m_user->root().write(QStringLiteral("/var/lib/vigie/install.state"), state.replace("done", "running"));
        QCOMPARE(m_user->state(), InstallState::Idle);
        m_user->root().forgetCalls();
        const auto done = m_user->install(InstallUser::plan());
        QVERIFY(done);
        QCOMPARE(done->state, InstallState::Done);
        QCOMPARE(done->events.last().phase, QStringLiteral("start"));
        QCOMPARE(done->events.last().event, QStringLiteral("skip"));
        QVERIFY(!m_user->root().calls().contains(QStringLiteral("docker-run-worker")));
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
        m_user->root().write(QStringLiteral("/world/disk"), {});
        m_user->root().makeFail(key, status);
        const auto failed = m_user->install(InstallUser::plan());
        QVERIFY(failed);
        QCOMPARE(failed->state, InstallState::Failed);
        QCOMPARE(failed->events.last().phase, phase);
        QCOMPARE(failed->events.last().event, QStringLiteral("failed"));
        QVERIFY(failed->events.last().note.endsWith(QStringLiteral("no space left")));
        if (phase != QStringLiteral("check"))
            QCOMPARE(failed->events.last().exitCode, status);
        QCOMPARE(m_user->root().calls().count(key), attempts);
        m_user->root().mend(key);
        const auto done = m_user->install(InstallUser::plan());
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
        m_user->root().removeTool(tool);
        const auto failed = m_user->install(InstallUser::plan());
        QVERIFY(failed);
        QCOMPARE(failed->state, InstallState::Failed);
        QCOMPARE(failed->events.last().phase, QStringLiteral("check"));
        QVERIFY(failed->events.last().note.contains(named));
    }

    void tooFewGpus()
    {
        WorkerPlan wide = InstallUser::plan();
        wide.tensorParallel = 8;
        const auto failed = m_user->install(wide);
        QVERIFY(failed);
        QCOMPARE(failed->state, InstallState::Failed);
        QCOMPARE(failed->events.last().note, QStringLiteral("8 GPUs are needed, and there are 2"));
    }

    void hostileModels()
    {
        const QStringList models{QStringLiteral("$(touch $VIGIE_ROOT/harm)/model"),
                                 QStringLiteral("`touch $VIGIE_ROOT/harm`"),
                                 QStringLiteral("a'; touch $VIGIE_ROOT/harm; '"),
                                 QStringLiteral("--entrypoint=sh"),
                                 QStringLiteral("a[$(touch $VIGIE_ROOT/harm)]"),
                                 QStringLiteral("*"),
                                 QStringLiteral("a/b: {trust-remote-code: true}"),
                                 QStringLiteral("../../etc/passwd"),
                                 QStringLiteral("a/b/c"),
                                 QStringLiteral(" ")};
        for (const QString &model : models) {
            const auto failed = m_user->install(InstallUser::plan(model));
            QVERIFY2(failed, qPrintable(model));
            QVERIFY2(failed->state == InstallState::Failed, qPrintable(model));
            QCOMPARE(failed->events.last().phase, QStringLiteral("check"));
            QCOMPARE(failed->events.last().note, QStringLiteral("the setting MODEL is not valid"));
        }
        QVERIFY(!m_user->root().exists(QStringLiteral("/harm")));
        QVERIFY(!m_user->root().calls().contains(QStringLiteral("docker-run-worker")));
    }

    void hostileConfFile()
    {
        // As somebody with the machine's root could write it: the other values are checked too.
        QVERIFY(m_user->install(InstallUser::plan()));
        m_user->root().write(QStringLiteral("/var/lib/vigie/worker.conf"),
                             "MODEL=gpt2\nIMAGE=vllm/vllm-openai:v1\nAPI_KEY=k\nTENSOR_PARALLEL=a[$(touch "
                             "$VIGIE_ROOT/harm)]\nPATH=/nowhere\nno equals sign\n");
        auto progress = m_user->progress();
        QVERIFY(progress);
        QProcess start;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("VIGIE_ROOT"), m_user->root().path({}));
        environment.insert(QStringLiteral("PATH"), m_user->root().path(QStringLiteral("/bin:/usr/bin:/bin")));
        start.setProcessEnvironment(environment);
        start.start(QStringLiteral("bash"), {m_user->root().path(QStringLiteral("/var/lib/vigie/install.sh")), QStringLiteral("start")});
        QVERIFY(start.waitForFinished());
        const auto failed = m_user->follow(m_user->progress());
        QVERIFY(failed);
        QCOMPARE(failed->state, InstallState::Failed);
        QCOMPARE(failed->events.last().note, QStringLiteral("the setting TENSOR_PARALLEL is not valid"));
        QVERIFY(!m_user->root().exists(QStringLiteral("/harm")));
    }

    void settingsThatForgeALineAreNotSent()
    {
        const auto refused = m_user->startInstall(InstallUser::plan(QStringLiteral("gpt2\nIMAGE=evil/image")));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::InvalidRequest);
        QVERIFY(!m_user->root().exists(QStringLiteral("/var/lib/vigie/worker.conf")));
    }

    void longLogComesInPieces()
    {
        m_user->root().write(QStringLiteral("/control/chatty-line"), "a line of output that fills the log");
        m_user->root().write(QStringLiteral("/control/chatty"), "6000"); // 36 bytes each: over three pieces of 64 KiB
        QVERIFY(m_user->install(InstallUser::plan()));
        std::int64_t offset = 0;
        qsizetype lines = 0;
        int pieces = 0;
        InstallState state = InstallState::Running;
        while (state == InstallState::Running) {
            const auto piece = m_user->progress(offset);
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
        QCOMPARE(offset, m_user->root().read(QStringLiteral("/var/lib/vigie/install.log")).size());
        // An offset beyond the log is of an earlier one: from the start.
        const auto beyond = m_user->progress(offset + 1);
        QVERIFY(beyond);
        QCOMPARE(beyond->events.first().phase, QStringLiteral("check"));
    }

    void logIsCapped()
    {
        m_user->root().write(QStringLiteral("/control/chatty-line"), QByteArray(3000, 'x')); // cut to 2000
        m_user->root().write(QStringLiteral("/control/chatty"), "200");
        const auto done = m_user->install(InstallUser::plan());
        QVERIFY(done);
        const QByteArray log = m_user->root().read(QStringLiteral("/var/lib/vigie/install.log"));
        QVERIFY(log.size() < 262'144 + 8192);
        QVERIFY(log.contains("the log is full"));
        QVERIFY(InstallUser::names(done->events).contains(QStringLiteral("start:end"))); // events are always there
    }

    void manyStartsAtOnceRunOneInstall()
    {
        m_user->root().block(QStringLiteral("docker-pull"));
        QVERIFY(m_user->startInstall(InstallUser::plan()));
        QTRY_VERIFY(m_user->root().calls().contains(QStringLiteral("docker-pull")));
        m_user->root().killRunner(); // all files are there, and nothing runs
        QTRY_COMPARE(m_user->state(), InstallState::Idle);
        m_user->root().forgetCalls();
        std::atomic<int> running = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 6; ++i) {
                threads.emplace_back([this, &running] {
                    providers::SshSession session;
                    if (!session.connect({m_user->address().host, m_user->address().sshPort, SshdServer::currentUser(), {}},
                                         m_user->root().sshd().clientKey(), InstallUser::soon()))
                        return;
                    const auto started = session.exec(
                        {.text = QStringLiteral("bash /var/lib/vigie/install.sh start"), .input = {}, .onOutput = {}}, InstallUser::soon());
                    running += started && started->output.endsWith("state=running\n") ? 1 : 0;
                });
            }
        }
        QCOMPARE(running.load(), 6);
        QTRY_VERIFY(m_user->root().calls().contains(QStringLiteral("docker-pull")));
        m_user->root().release(QStringLiteral("docker-pull"));
        const auto done = m_user->follow(m_user->progress());
        QVERIFY(done);
        QCOMPARE(done->state, InstallState::Done);
        QCOMPARE(m_user->root().calls().count(QStringLiteral("docker-pull")), 1);
        QCOMPARE(m_user->root().calls().count(QStringLiteral("docker-run-worker")), 1);
    }

    void progressBeforeAnyInstall()
    {
        const auto nothing = m_user->progress();
        QVERIFY(!nothing);
        QCOMPARE(nothing.error().code, ErrorCode::InstallFailed);
        QCOMPARE(nothing.error().params.value(QStringLiteral("exit")), QStringLiteral("127"));
    }
};

QTEST_GUILESS_MAIN(TestInstallFaults)
#include "tst_installfaults.moc"
