#include "providers/machine/sshsession.h"
#include "tests/machine/rawpeer.h"
#include "tests/machine/sshdserver.h"

#include <QDir>
#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace vigie;
using models::ErrorCode;
using providers::CallContext;
using providers::SshCommand;
using providers::SshOutcome;
using providers::SshSession;
using providers::SshTarget;

namespace {

CallContext within(int milliseconds)
{
    return CallContext{QDeadlineTimer(milliseconds), {}};
}

qsizetype openDescriptors()
{
    return static_cast<qsizetype>(
        QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).size());
}

SshCommand command(const QString &text, const QByteArray &input = {})
{
    return SshCommand{.text = text, .input = input, .onOutput = {}};
}

} // namespace

class TestSshSession : public QObject {
    Q_OBJECT

    std::unique_ptr<SshdServer> m_server;
    qsizetype m_descriptors = 0;

    SshTarget target(const QStringList &fingerprints = {}) const
    {
        return {m_server->host(), m_server->port(), SshdServer::currentUser(), fingerprints};
    }
    bool startServer(const QByteArray &config = {})
    {
        m_server.reset();
        m_server = std::make_unique<SshdServer>();
        m_server->addConfig(config);
        return m_server->start();
    }

private Q_SLOTS:
    void init()
    {
        if (!SshdServer::isInstalled())
            QSKIP("OpenSSH's sshd is not installed");
        m_descriptors = openDescriptors();
        QVERIFY(startServer());
    }
    void cleanup()
    {
        m_server.reset();
        QCOMPARE(openDescriptors(), m_descriptors); // whatever happened to the sessions, none is left
    }

    void rightKey()
    {
        SshSession session;
        const auto found
            = session.connect(target({QStringLiteral("SHA256:other"), m_server->fingerprint()}), m_server->clientKey(), within(20'000));
        QVERIFY2(found, found ? "" : qPrintable(found.error().detail) );
        QCOMPARE(*found, m_server->fingerprint());
        QVERIFY(session.isOpen() && session.isAlive());
        const auto outcome = session.exec(command(QStringLiteral("echo out; echo err >&2; exit 7")), within(20'000));
        QVERIFY(outcome);
        QCOMPARE(outcome->exitStatus, 7);
        QCOMPARE(outcome->output, QByteArray("out\n"));
        QCOMPARE(outcome->errors, QByteArray("err\n"));
        QVERIFY(session.isAlive());
    }

    void anyKeyIsAcceptedWhenNoneIsKnown()
    {
        SshSession session;
        QVERIFY(session.connect(target(), m_server->clientKey(), within(20'000)));
        QCOMPARE(session.fingerprint(), m_server->fingerprint());
    }

    void wrongKey()
    {
        SshSession session;
        const auto found = session.connect(target(), m_server->strangerKey(), within(20'000));
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::SshAuthFailed);
        QCOMPARE(found.error().params.value(QStringLiteral("port")), QString::number(m_server->port()));
        QVERIFY(!found.error().detail.isEmpty());
        QVERIFY(!session.isOpen());
    }

    void unreadableKey()
    {
        SshSession session;
        const auto found = session.connect(target(), "-----BEGIN OPENSSH PRIVATE KEY-----\ngarbage\n", within(20'000));
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::SshAuthFailed);
    }

    void passwordOnlyServer()
    {
        QVERIFY(startServer("PubkeyAuthentication no\nPasswordAuthentication yes\n"));
        SshSession session;
        const auto found = session.connect(target(), m_server->clientKey(), within(20'000));
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::SshAuthFailed);
    }

    void changedHostKeyStopsBeforeAuthentication()
    {
        SshSession session;
        const QStringList accepted{QStringLiteral("SHA256:AAAA"), QStringLiteral("SHA256:BBBB")};
        const auto found = session.connect(target(accepted), m_server->clientKey(), within(20'000));
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::SshHostKeyMismatch);
        QCOMPARE(found.error().params.value(QStringLiteral("expected")), QStringLiteral("SHA256:AAAA SHA256:BBBB"));
        QCOMPARE(found.error().params.value(QStringLiteral("found")), m_server->fingerprint());
        // sshd names the user in its log as soon as an authentication request comes.
        QTRY_VERIFY(m_server->log().contains("Connection closed by 127.0.0.1")
                    || m_server->log().contains("Connection reset by 127.0.0.1"));
        QVERIFY(!m_server->log().contains("Accepted publickey"));
        QVERIFY(!m_server->log().contains("authenticating user"));
    }

    void refusedConnection()
    {
        const SshTarget gone = target();
        m_server->kill();
        SshSession session;
        const auto found = session.connect(gone, m_server->clientKey(), within(20'000));
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::SshNotAccessible);
        QCOMPARE(found.error().params.value(QStringLiteral("host")), QStringLiteral("127.0.0.1"));
    }

    void hostThatIsNoAddress()
    {
        SshSession session;
        SshTarget named = target();
        named.host = QStringLiteral("machine.example; rm -rf /");
        const auto found = session.connect(named, m_server->clientKey(), within(20'000));
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::SshNotAccessible);
    }

    void brokenPeer_data()
    {
        QTest::addColumn<RawPeer::Serve>("serve");
        const auto row = [](const char *name, const RawPeer::Serve &serve) { QTest::newRow(name) << serve; };
        row("says nothing", RawPeer::sayNothing);
        row("closes at once", [](int, const std::stop_token &) {});
        row("garbage", RawPeer::once("\x01\x02\x03 nonsense\r\n"));
        row("endless line", RawPeer::endless("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
        row("endless lines", RawPeer::endless("welcome\r\n"));
        row("stops after its banner", RawPeer::once("SSH-2.0-OpenSSH_9.2p1\r\n"));
        row("garbage after its banner", RawPeer::once("SSH-2.0-OpenSSH_9.2p1\r\n\xff\xff\xff\xff\x20garbage garbage garbage garbage"));
        row("endless garbage after its banner", [](int fd, const std::stop_token &stop) {
            RawPeer::endless("SSH-2.0-OpenSSH_9.2p1\r\n")(fd, stop);
        });
        row("old protocol", RawPeer::once("SSH-1.5-old\r\n"));
    }
    void brokenPeer()
    {
        QFETCH(RawPeer::Serve, serve);
        const RawPeer peer(serve);
        SshSession session;
        const auto found
            = session.connect({QStringLiteral("127.0.0.1"), peer.port(), QStringLiteral("root"), {}}, m_server->clientKey(), within(300));
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::SshNotAccessible);
        QVERIFY(!found.error().detail.isEmpty());
        QVERIFY(!session.isOpen());
    }

    void stopInterruptsASilentPeer()
    {
        const RawPeer peer(RawPeer::sayNothing);
        std::stop_source source;
        std::jthread stopper([&source] {
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            source.request_stop();
        });
        SshSession session;
        const CallContext context{QDeadlineTimer(60'000), source.get_token()};
        const auto found
            = session.connect({QStringLiteral("127.0.0.1"), peer.port(), QStringLiteral("root"), {}}, m_server->clientKey(), context);
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::Cancelled);
        QVERIFY(context.deadline.remainingTime() > 30'000); // by the stop, not by the deadline
    }

    void stopBeforeTheStart()
    {
        std::stop_source source;
        source.request_stop();
        SshSession session;
        const auto found = session.connect(target(), m_server->clientKey(), {QDeadlineTimer(60'000), source.get_token()});
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::Cancelled);
    }

    void stopInterruptsACommand()
    {
        SshSession session;
        QVERIFY(session.connect(target(), m_server->clientKey(), within(20'000)));
        std::stop_source source;
        SshCommand endless = command(QStringLiteral("echo begun; exec sleep 1000"));
        endless.onOutput = [&source](QByteArrayView) { source.request_stop(); };
        const CallContext context{QDeadlineTimer(60'000), source.get_token()};
        const auto outcome = session.exec(endless, context);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::Cancelled);
        QVERIFY(!session.isOpen());
        QVERIFY(context.deadline.remainingTime() > 30'000);
    }

    void deadlineInterruptsACommand_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("silent") << QStringLiteral("exec sleep 1000");
        QTest::newRow("never pauses") << QStringLiteral("exec yes");
        QTest::newRow("does not read its input") << QStringLiteral("exec sleep 1000 <&-");
    }
    void deadlineInterruptsACommand()
    {
        QFETCH(QString, text);
        SshSession session;
        QVERIFY(session.connect(target(), m_server->clientKey(), within(20'000)));
        SshCommand endless = command(text, QByteArray(8 * 1024 * 1024, 'x'));
        endless.maxOutputBytes = std::numeric_limits<std::int64_t>::max();
        endless.onOutput = [](QByteArrayView) {};
        const auto outcome = session.exec(endless, within(300));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::SshNotAccessible);
        QVERIFY(!session.isOpen());
    }

    void killedDuringACommand()
    {
        SshSession session;
        QVERIFY(session.connect(target(), m_server->clientKey(), within(20'000)));
        SshCommand endless = command(QStringLiteral("echo begun; exec sleep 1000"));
        endless.onOutput = [this](QByteArrayView) { m_server->kill(); };
        const CallContext context = within(60'000);
        const auto outcome = session.exec(endless, context);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::SshNotAccessible);
        QVERIFY(context.deadline.remainingTime() > 30'000);
        QVERIFY(!session.isOpen());
        QVERIFY(!session.exec(command(QStringLiteral("true")), within(1000)));
    }

    void exitStatuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("signal");
        QTest::newRow("success") << QStringLiteral("true") << 0 << QString();
        QTest::newRow("failure") << QStringLiteral("exit 255") << 255 << QString();
        QTest::newRow("unknown command") << QStringLiteral("no-such-command-here") << 127 << QString();
        QTest::newRow("signal") << QStringLiteral("kill -KILL $$") << 255 << QStringLiteral("KILL");
        QTest::newRow("closes its output first") << QStringLiteral("exec >&- 2>&-; exit 3") << 3 << QString();
    }
    void exitStatuses()
    {
        QFETCH(QString, text);
        QFETCH(int, status);
        QFETCH(QString, signal);
        SshSession session;
        QVERIFY(session.connect(target(), m_server->clientKey(), within(20'000)));
        const auto outcome = session.exec(command(text), within(20'000));
        QVERIFY(outcome);
        QCOMPARE(outcome->exitStatus, status);
        QCOMPARE(outcome->signal, signal);
    }

    void largeInputAndOutput()
    {
        QByteArray input(1024 * 1024 + 3, Qt::Uninitialized);
        for (qsizetype i = 0; i < input.size(); ++i)
            input[i] = static_cast<char>(i * 7 + i / 251);
        SshSession session;
        QVERIFY(session.connect(target(), m_server->clientKey(), within(20'000)));
        const auto echoed = session.exec(command(QStringLiteral("cat"), input), within(20'000));
        QVERIFY(echoed);
        QCOMPARE(echoed->exitStatus, 0);
        QCOMPARE(echoed->output.size(), input.size());
        QVERIFY(echoed->output == input);
        // A command that reads nothing of it is no error.
        const auto unread = session.exec(command(QStringLiteral("exit 5"), input), within(20'000));
        QVERIFY(unread);
        QCOMPARE(unread->exitStatus, 5);
        const auto after = session.exec(command(QStringLiteral("echo still here")), within(20'000));
        QVERIFY(after);
        QCOMPARE(after->output, QByteArray("still here\n"));
    }

    void outputIsBounded()
    {
        SshSession session;
        QVERIFY(session.connect(target(), m_server->clientKey(), within(20'000)));
        SshCommand chatty = command(QStringLiteral("exec yes"));
        chatty.maxOutputBytes = 100'000;
        const auto outcome = session.exec(chatty, within(20'000));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::SshNotAccessible);
        QVERIFY(outcome.error().detail.contains(QStringLiteral("100000")));
        QVERIFY(!session.isOpen());
    }

    void errorsAreBounded()
    {
        SshSession session;
        QVERIFY(session.connect(target(), m_server->clientKey(), within(20'000)));
        const auto outcome = session.exec(command(QStringLiteral("head -c 300000 /dev/zero >&2; echo fine")), within(20'000));
        QVERIFY(outcome);
        QCOMPARE(outcome->errors.size(), 64 * 1024);
        QCOMPARE(outcome->output, QByteArray("fine\n"));
    }

    void manyCommandsOnOneSession()
    {
        SshSession session;
        QVERIFY(session.connect(target(), m_server->clientKey(), within(20'000)));
        for (int i = 0; i < 100; ++i) {
            const auto outcome = session.exec(command(QStringLiteral("exit 4")), within(20'000));
            QVERIFY(outcome);
            QCOMPARE(outcome->exitStatus, 4);
        }
    }

    void manySessionsInParallel()
    {
        std::atomic<int> good = 0;
        {
            const QByteArray key = m_server->clientKey();
            const SshTarget where = target({m_server->fingerprint()});
            std::vector<std::jthread> threads; // last: joined before what they use goes
            for (int i = 0; i < 20; ++i) {
                threads.emplace_back([&good, &where, &key, i] {
                    SshSession session;
                    if (!session.connect(where, key, within(60'000)))
                        return;
                    const auto outcome = session.exec(
                        command(QStringLiteral("cat; exit %1").arg(i), QByteArray(50'000, static_cast<char>('a' + i))), within(60'000));
                    if (outcome && outcome->exitStatus == i && outcome->output == QByteArray(50'000, static_cast<char>('a' + i)))
                        ++good;
                });
            }
        }
        QCOMPARE(good.load(), 20);
    }
};


QTEST_GUILESS_MAIN(TestSshSession)
#include "tst_sshsession.moc"
