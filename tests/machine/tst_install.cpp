#include "providers/machine/installscript.h"
#include "tests/machine/installuser.h"

#include <QDateTime>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace vigie;
using providers::InstallState;

namespace {

const QStringList phases{QStringLiteral("check"), QStringLiteral("scratch"), QStringLiteral("pull"), QStringLiteral("weights"),
                         QStringLiteral("start")};

} // namespace

/// The real script, run by the real gateway over a real sshd.
class TestInstall : public QObject {
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

    void scriptIsClean()
    {
        const QString shellcheck = QStandardPaths::findExecutable(QStringLiteral("shellcheck"));
        if (shellcheck.isEmpty())
            QSKIP("shellcheck is not installed");
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(
            shellcheck,
            {QStringLiteral(VIGIE_SOURCE_DIR "/resources/install.sh"), QStringLiteral(VIGIE_SOURCE_DIR "/tests/machine/standin.sh")});
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
        m_user->root().write(QStringLiteral("/world/disk"), {});
        const auto done = m_user->install(InstallUser::plan());
        QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
        QCOMPARE(done->state, InstallState::Done);
        QStringList expected;
        for (const QString &phase : phases)
            expected << phase + QStringLiteral(":begin") << phase + QStringLiteral(":end");
        QCOMPARE(InstallUser::names(done->events), expected);
        for (qsizetype i = 1; i < done->events.size(); ++i)
            QVERIFY(done->events[i].at >= done->events[i - 1].at);
        QVERIFY(qAbs(QDateTime::currentSecsSinceEpoch() - done->events.last().at.microseconds() / 1'000'000) < 3600);
        // Output of commands is there, made readable, and cannot pass for an event.
        QVERIFY(done->lines.contains(QStringLiteral(" a1b2: Download complete")));
        QVERIFY(done->lines.contains(QStringLiteral(" ::vigie phase=pull event=failed at=1")));
        QVERIFY(done->lines.contains(QStringLiteral("ends as on Windows")));
        QVERIFY(!done->lines.join(u'\n').contains(u'\x1b'));

        QCOMPARE(m_user->root().calls().count(QStringLiteral("docker-pull")), 1);
        QVERIFY(m_user->root().calls().contains(QStringLiteral("mkfs.ext4")));
        QVERIFY(m_user->root().read(QStringLiteral("/etc/fstab")).startsWith("LABEL=vigie-scratch "));
        QVERIFY(m_user->root().exists(QStringLiteral("/scratch/models")));
        const QByteArray config = m_user->root().read(QStringLiteral("/var/lib/vigie/worker.yaml"));
        QCOMPARE(config,
                 "model: 'Qwen/Qwen2.5-7B-Instruct'\nserved-model-name: 'Qwen/Qwen2.5-7B-Instruct'\ntensor-parallel-size: "
                 "2\nmax-model-len: 8192\n"
                 "gpu-memory-utilization: 0.9000\ndtype: 'auto'\nhost: '0.0.0.0'\nport: 8000\napi-key: '"
                     + InstallUser::apiKey() + "'\n");
        QVERIFY(m_user->root().arguments().contains("--publish 8000:8000"));
    }

    void secretsAreInNoArgumentAndFilesArePrivate()
    {
        QVERIFY(m_user->install(InstallUser::plan()));
        QVERIFY(m_user->root().arguments().contains("docker run"));
        QVERIFY(!m_user->root().arguments().contains(InstallUser::apiKey()));
        QVERIFY(!m_user->root().arguments().contains(InstallUser::hubToken()));
        QVERIFY(!m_user->root().read(QStringLiteral("/var/lib/vigie/install.log")).contains(InstallUser::apiKey()));
        for (const char *name : {"worker.conf", "worker.conf.installing", "worker.yaml", "hub-token", "install.log"}) {
            const QFileInfo file(m_user->root().path(QStringLiteral("/var/lib/vigie/") + QLatin1String(name)));
            QVERIFY2(file.exists(), name);
            QVERIFY2((file.permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)) == 0, name);
        }
        QCOMPARE(m_user->root().read(QStringLiteral("/var/lib/vigie/hub-token")), InstallUser::hubToken());
    }

    void withoutScratchDisk()
    {
        const auto done = m_user->install(InstallUser::plan());
        QVERIFY(done);
        QCOMPARE(done->state, InstallState::Done);
        QVERIFY(InstallUser::names(done->events).contains(QStringLiteral("scratch:skip")));
        QVERIFY(!m_user->root().calls().contains(QStringLiteral("mkfs.ext4")));
        QVERIFY(m_user->root().exists(QStringLiteral("/var/lib/vigie/models")));
    }

    void formattedScratchDiskIsMountedOnly()
    {
        m_user->root().write(QStringLiteral("/world/disk"), {});
        m_user->root().write(QStringLiteral("/world/formatted"), {});
        QVERIFY(m_user->install(InstallUser::plan()));
        QVERIFY(m_user->root().calls().contains(QStringLiteral("mount")));
        QVERIFY(!m_user->root().calls().contains(QStringLiteral("mkfs.ext4")));
    }

    void secondRunDoesNothing()
    {
        const auto first = m_user->install(InstallUser::plan());
        QVERIFY(first);
        m_user->root().forgetCalls();
        const auto second = m_user->startInstall(InstallUser::plan());
        QVERIFY(second);
        QCOMPARE(second->state, InstallState::Done);
        QCOMPARE(InstallUser::names(second->events), InstallUser::names(first->events));
        QCOMPARE(m_user->root().calls(), QStringList{QStringLiteral("docker-inspect")});
    }

    void stoppedWorkerIsStartedAgain()
    {
        QVERIFY(m_user->install(InstallUser::plan()));
        m_user->root().remove(QStringLiteral("/world/worker"));
        m_user->root().forgetCalls();
        const auto again = m_user->install(InstallUser::plan());
        QVERIFY(again);
        QCOMPARE(again->state, InstallState::Done);
        QVERIFY(m_user->root().exists(QStringLiteral("/world/worker")));
        QVERIFY(!m_user->root().calls().contains(QStringLiteral("docker-pull"))); // the image is there
    }

    void changedSettingsReplaceTheWorker()
    {
        QVERIFY(m_user->install(InstallUser::plan()));
        const QByteArray before = m_user->root().read(QStringLiteral("/world/worker"));
        const auto changed = m_user->install(InstallUser::plan(QStringLiteral("mistralai/Mistral-7B-v0.3")));
        QVERIFY(changed);
        QCOMPARE(changed->state, InstallState::Done);
        QVERIFY(m_user->root().read(QStringLiteral("/world/worker")) != before);
        QVERIFY(m_user->root().read(QStringLiteral("/var/lib/vigie/worker.yaml")).startsWith("model: 'mistralai/Mistral-7B-v0.3'\n"));
    }

    void changedSettingsEndARunningInstall()
    {
        m_user->root().block(QStringLiteral("docker-pull"));
        QVERIFY(m_user->startInstall(InstallUser::plan()));
        QTRY_VERIFY(m_user->root().calls().contains(QStringLiteral("docker-pull")));
        const auto restarted = m_user->startInstall(InstallUser::plan(QStringLiteral("gpt2")));
        QVERIFY2(restarted, restarted ? "" : qPrintable(restarted.error().detail));
        m_user->root().release(QStringLiteral("docker-pull"));
        const auto done = m_user->follow(restarted);
        QVERIFY(done);
        QCOMPARE(done->state, InstallState::Done);
        QVERIFY(m_user->root().read(QStringLiteral("/var/lib/vigie/worker.yaml")).startsWith("model: 'gpt2'\n"));
        QCOMPARE(m_user->root().calls().count(QStringLiteral("docker-run-worker")), 1);
    }
};

QTEST_GUILESS_MAIN(TestInstall)
#include "tst_install.moc"
