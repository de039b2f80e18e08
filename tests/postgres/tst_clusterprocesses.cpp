#include "app/postgres/privatecluster.h"
#include "tests/postgres/clusterplace.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace vigie::postgres;
using vigie::test::ClusterPlace;

namespace {

constexpr int patience = 60'000;

/// One of our programs, as a process of its own.
class Program {
  public:
    explicit Program(const QStringList &arguments)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral(VIGIE_CLUSTER_PROGRAM), arguments);
    }

    ~Program()
    {
        m_process.closeWriteChannel();
        if (!m_process.waitForFinished(patience))
            m_process.kill();
    }

    /// Reads until the program says that; false when it ends first.
    bool waitUntil(const QByteArray &line)
    {
        while (!m_said.contains(line)) {
            if (!m_process.canReadLine() && !m_process.waitForReadyRead(patience))
                return false;
            while (m_process.canReadLine())
                m_said.append(m_process.readLine().trimmed());
        }
        return true;
    }

    /// Ends its input and waits for its end: its exit status.
    int end()
    {
        m_process.closeWriteChannel();
        if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(patience))
            return -1;
        for (const QByteArray &line : m_process.readAll().trimmed().split('\n'))
            m_said.append(line);
        return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }

    void killHard()
    {
        m_process.kill();
        m_process.waitForFinished(patience);
    }

    const QList<QByteArray> &said() const { return m_said; }

  private:
    QProcess m_process;
    QList<QByteArray> m_said;
};

const QByteArray initialising = "phase " + QByteArray::number(static_cast<int>(ClusterPhase::Initialising));
const QByteArray starting = "phase " + QByteArray::number(static_cast<int>(ClusterPhase::Starting));

} // namespace

class TestClusterProcesses : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void severalAtOnceMakeOneCluster()
    {
        const ClusterPlace place;
        std::vector<std::unique_ptr<Program>> programs;
        for (int number = 0; number < 4; ++number)
            programs.push_back(std::make_unique<Program>(QStringList{u"use"_s, place.root(), u"vigie-test-%1"_s.arg(number)}));
        qsizetype initialised = 0;
        qsizetype started = 0;
        for (const auto &program : programs) {
            QVERIFY2(program->waitUntil("started"), program->said().value(0).constData());
            initialised += program->said().count(initialising);
            started += program->said().count(starting);
        }
        QCOMPARE(initialised, 1);
        QCOMPARE(started, 1);
        const qint64 pid = place.pidInFile();
        while (programs.size() > 1) {
            QCOMPARE(programs.back()->end(), 0);
            programs.pop_back();
            QCOMPARE(place.pidInFile(), pid);
            QCOMPARE(place.state(), ClusterState::Running);
        }
        QCOMPARE(programs.back()->end(), 0);
        QCOMPARE(place.state(), ClusterState::Stopped);
    }

    void comingAndGoingNeverCutsAnybodyOff()
    {
        const ClusterPlace place;
        std::vector<std::unique_ptr<Program>> programs;
        for (int number = 0; number < 4; ++number)
            programs.push_back(std::make_unique<Program>(QStringList{u"turns"_s, place.root(), u"vigie-test-%1"_s.arg(number), u"12"_s}));
        for (const auto &program : programs) {
            const int status = program->end();
            QVERIFY2(status == 0, program->said().join('\n').constData());
        }
        QCOMPARE(place.state(), ClusterState::Stopped);
    }

    void theServerOutlivesItsProgram()
    {
        const ClusterPlace place;
        Program program({u"use"_s, place.root(), u"vigie-test-1"_s});
        QVERIFY(program.waitUntil("started"));
        const qint64 pid = place.pidInFile();
        program.killHard();
        QCOMPARE(place.state(), ClusterState::Running);
        PrivateCluster cluster(place.options(u"vigie-test-2"_s));
        QVERIFY(cluster.start());
        QCOMPARE(place.pidInFile(), pid);
        QVERIFY(cluster.leave());
        QCOMPARE(place.state(), ClusterState::Stopped);
    }

    void killedWhileInitialising()
    {
        const ClusterPlace place;
        {
            Program program({u"use"_s, place.root(), u"vigie-test-1"_s});
            QVERIFY(program.waitUntil(initialising));
            QTRY_VERIFY(QFileInfo::exists(place.data() + ".creating/PG_VERSION"_L1));
            program.killHard();
        }
        // Its initdb may still be at work: the next starter does not come in between.
        PrivateCluster cluster(place.options());
        const auto started = cluster.start();
        QVERIFY2(started, started ? "" : qPrintable(started.error().detail));
        QVERIFY(!QFileInfo::exists(place.data() + ".creating"_L1));
        QVERIFY(cluster.leave());
    }

    void aUserWithoutPasswdEntry()
    {
        if (geteuid() != 0)
            QSKIP("only root can become a user that does not exist");
        const ClusterPlace place;
        // Not in the place, which may be on a file system that executes nothing.
        const QTemporaryDir executable(u"/tmp/vigie-program-XXXXXX"_s);
        chmod(QFile::encodeName(executable.path()).constData(), 0711);
        const QString program = executable.filePath(u"program"_s);
        QVERIFY(QFile::copy(QStringLiteral(VIGIE_CLUSTER_PROGRAM), program));
        chmod(QFile::encodeName(program).constData(), 0755);
        QProcess process;
        process.setWorkingDirectory(u"/"_s);
        const QStringList asNobodyKnown{u"--reuid=54321"_s, u"--regid=54321"_s, u"--clear-groups"_s};
        process.start(u"setpriv"_s, asNobodyKnown + QStringList{program, u"use"_s, place.base() + "/d"_L1, u"vigie-test-1"_s});
        QVERIFY(process.waitForFinished());
        QVERIFY(process.readAllStandardOutput().contains("error NO_PASSWD_ENTRY"));
        QVERIFY(!QFileInfo::exists(place.base() + "/d"_L1));
    }
};

QTEST_GUILESS_MAIN(TestClusterProcesses)
#include "tst_clusterprocesses.moc"
