// The machine behind a server: who may log in, which key it shows, and how the install goes.
#include "tests/sandbox/sandboxuser.h"
#include "tests/sandbox/sshuser.h"

#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace vigie::test;

namespace {

/// The command that stores its input, as the client of the program sends it.
QByteArray storing(const QByteArray &file)
{
    return "umask 077; mkdir -p /var/lib/vigie && cat > " + file + ".new && mv " + file + ".new " + file;
}

const QByteArray storeScript = storing("/var/lib/vigie/install.sh");
const QByteArray storeConfig = storing("/var/lib/vigie/worker.conf");
const QByteArray config = "MODEL=org/model\nIMAGE=vllm/vllm-openai:v0.11.0\nAPI_KEY=sesame\n";

QByteArray stateOf(const QByteArray &output)
{
    return output.trimmed().split('\n').last().split('=').last();
}

} // namespace

class TestSandboxMachine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void keysDecideWhoLogsIn();
    void keysAreThoseOfTheBoot();
    void tagCarriesAKey();
    void hostKeyIsThePublishedOne();
    void unknownCommands();
    void sessionsRunManyCommands();
    void installGoesOnByItself();
    void logComesInPieces();
    void failedInstallCanBeRepeated();
    void plainImageHasNoDriver();
    void rebootInterruptsTheInstall();
    void nobodyAnswersWhereNoMachineIs();
    void machineFaults_data();
    void machineFaults();

private:
    QString boot(const QJsonObject &body)
    {
        m_server = m_user.create(body).value("id"_L1).toString();
        return m_user.bootedAddress(m_server);
    }
    QString boot() { return boot(m_user.createBody()); }
    /// Connects when SSH is up, which is a little after the key is published.
    bool reach(SshUser &ssh) const
    {
        return eventually([&] { return ssh.connect(); });
    }
    QByteArray waitForEnd(SshUser &ssh) const
    {
        QByteArray output;
        return eventually([&] { return stateOf(output = ssh.run("bash /var/lib/vigie/install.sh status 0").output) != "running"; })
            ? output : QByteArray();
    }

    SandboxProcess m_sandbox{{u"--time-scale"_s, u"100"_s}};
    SandboxUser m_user{m_sandbox};
    SshUserKey m_key;
    QString m_server;
};

void TestSandboxMachine::initTestCase()
{
    QVERIFY2(m_sandbox.start(), qPrintable(m_sandbox.errorString()));
    const QJsonObject key{{u"name"_s, u"test"_s}, {u"public_key"_s, m_key.publicKey()}, {u"project_id"_s, m_sandbox.projectId()}};
    QCOMPARE(m_sandbox.call("POST", u"/iam/v1alpha1/ssh-keys"_s, key).status, 200);
}

void TestSandboxMachine::cleanup()
{
    QVERIFY(m_sandbox.clearFaults());
}

void TestSandboxMachine::keysDecideWhoLogsIn()
{
    const QString address = boot();
    const SshUserKey stranger;
    SshUser refused(address, m_sandbox.sshPort());
    QVERIFY(reach(refused));
    QVERIFY(!refused.logIn(stranger));
    QVERIFY(!refused.logIn(m_key, "ubuntu"));
    SshUser accepted(address, m_sandbox.sshPort());
    QVERIFY(accepted.connect());
    QVERIFY(accepted.logIn(m_key));
}

void TestSandboxMachine::keysAreThoseOfTheBoot()
{
    const QString address = boot();
    const SshUserKey late;
    const QJsonObject key{{u"name"_s, u"late"_s}, {u"public_key"_s, late.publicKey()}, {u"project_id"_s, m_sandbox.projectId()}};
    const QString id = m_sandbox.call("POST", u"/iam/v1alpha1/ssh-keys"_s, key).json().value("id"_L1).toString();
    SshUser before(address, m_sandbox.sshPort());
    QVERIFY(reach(before));
    QVERIFY(!before.logIn(late));
    QCOMPARE(m_user.act(m_server, u"reboot"_s).status, 202);
    QVERIFY(m_user.waitForState(m_server, u"running"_s));
    SshUser after(address, m_sandbox.sshPort());
    QVERIFY(reach(after));
    QVERIFY(after.logIn(late));
    QCOMPARE(m_sandbox.call("DELETE", u"/iam/v1alpha1/ssh-keys/"_s + id).status, 204);
}

void TestSandboxMachine::tagCarriesAKey()
{
    const SshUserKey tagged;
    QJsonObject body = m_user.createBody();
    body.insert(u"tags"_s, QJsonArray{QString(u"AUTHORIZED_KEY="_s + tagged.publicKey().replace(u' ', u'_'))});
    SshUser ssh(boot(body), m_sandbox.sshPort());
    QVERIFY(reach(ssh));
    QVERIFY(ssh.logIn(tagged));
}

void TestSandboxMachine::hostKeyIsThePublishedOne()
{
    SshUser first(boot(), m_sandbox.sshPort());
    QVERIFY(reach(first));
    const QByteArray published = m_user.publishedFingerprint(m_server);
    QVERIFY(published.startsWith("SHA256:"));
    QCOMPARE(first.hostFingerprint(), published);
    SshUser second(boot(), m_sandbox.sshPort());
    QVERIFY(reach(second));
    QCOMPARE(second.hostFingerprint(), m_user.publishedFingerprint(m_server));
    QVERIFY(second.hostFingerprint() != published);
}

void TestSandboxMachine::unknownCommands()
{
    SshUser ssh(boot(), m_sandbox.sshPort());
    QVERIFY(reach(ssh) && ssh.logIn(m_key));
    const SshUser::Result unknown = ssh.run("uname -a");
    QCOMPARE(unknown.exit, 127);
    QVERIFY(unknown.errors.contains("uname: command not found"));
    QCOMPARE(ssh.run("bash /var/lib/vigie/install.sh start").exit, 127);
    QCOMPARE(ssh.run(storing("/etc/passwd")).exit, 127);
    QCOMPARE(ssh.run(storeScript, "#!/bin/bash\n").exit, 0);
    QVERIFY(ssh.run("bash /var/lib/vigie/install.sh start").exit != 0);
    QVERIFY(ssh.run("bash /var/lib/vigie/install.sh dance").errors.contains("usage"));
    QCOMPARE(ssh.run("bash /var/lib/vigie/install.sh status 0").output, QByteArray("::vigie-status offset=0 state=idle\n"));
}

void TestSandboxMachine::sessionsRunManyCommands()
{
    SshUser ssh(boot(), m_sandbox.sshPort());
    QVERIFY(reach(ssh) && ssh.logIn(m_key));
    QCOMPARE(ssh.run(storeScript, QByteArray(300'000, 'x')).exit, 0);
    for (int i = 0; i < 200; ++i)
        QCOMPARE(ssh.run("bash /var/lib/vigie/install.sh status 0").exit, 0);
}

void TestSandboxMachine::installGoesOnByItself()
{
    const QString address = boot();
    {
        SshUser ssh(address, m_sandbox.sshPort());
        QVERIFY(reach(ssh) && ssh.logIn(m_key));
        QCOMPARE(ssh.run(storeScript, "script").exit, 0);
        QCOMPARE(ssh.run(storeConfig, config).exit, 0);
        const SshUser::Result started = ssh.run("bash /var/lib/vigie/install.sh start");
        QCOMPARE(started.exit, 0);
        QCOMPARE(stateOf(started.output), QByteArray("running"));
    }
    SshUser ssh(address, m_sandbox.sshPort());
    QVERIFY(ssh.connect() && ssh.logIn(m_key));
    const QByteArray log = waitForEnd(ssh);
    QCOMPARE(stateOf(log), QByteArray("done"));
    QVERIFY(log.contains("\n::vigie done at="));
    // Done for the same settings: a start does nothing.
    QCOMPARE(ssh.run("bash /var/lib/vigie/install.sh start").output, log);
    QCOMPARE(ssh.run(storeConfig, QByteArray(config + "MAX_MODEL_LEN=4096\n")).exit, 0);
    QCOMPARE(stateOf(ssh.run("bash /var/lib/vigie/install.sh start").output), QByteArray("running"));
}

void TestSandboxMachine::logComesInPieces()
{
    SshUser ssh(boot(), m_sandbox.sshPort());
    QVERIFY(reach(ssh) && ssh.logIn(m_key));
    QCOMPARE(ssh.run(storeScript, "script").exit, 0);
    QCOMPARE(ssh.run(storeConfig, config).exit, 0);
    QByteArray state = stateOf(ssh.run("bash /var/lib/vigie/install.sh start").output);
    QByteArray read;
    while (state == "running") {
        const QByteArray output = ssh.run("bash /var/lib/vigie/install.sh status " + QByteArray::number(read.size())).output;
        const qsizetype last = output.lastIndexOf("::vigie-status");
        QVERIFY(last >= 0);
        read += output.first(last);
        QVERIFY(output.sliced(last).startsWith(QByteArray("::vigie-status offset=" + QByteArray::number(read.size()) + ' ')));
        QVERIFY(read.isEmpty() || read.endsWith('\n'));
        state = stateOf(output);
    }
    QCOMPARE(state, QByteArray("done"));
    const QByteArray whole = ssh.run("bash /var/lib/vigie/install.sh status 0").output;
    QCOMPARE(read, whole.first(whole.lastIndexOf("::vigie-status")));
    // Beyond the end it begins again.
    QCOMPARE(ssh.run("bash /var/lib/vigie/install.sh status 99999999").output, whole);
}

void TestSandboxMachine::failedInstallCanBeRepeated()
{
    SshUser ssh(boot(), m_sandbox.sshPort());
    QVERIFY(reach(ssh) && ssh.logIn(m_key));
    QVERIFY(m_sandbox.addMachineFault({{u"match"_s, QJsonObject{{u"server_id"_s, m_server}}}, {u"kind"_s, u"install_fails"_s},
                                       {u"phase"_s, u"weights"_s}, {u"exit"_s, 28}, {u"message"_s, u"No space left on device"_s}}) > 0);
    QCOMPARE(ssh.run(storeScript, "script").exit, 0);
    QCOMPARE(ssh.run(storeConfig, config).exit, 0);
    QCOMPARE(ssh.run("bash /var/lib/vigie/install.sh start").exit, 0);
    const QByteArray failed = waitForEnd(ssh);
    QCOMPARE(stateOf(failed), QByteArray("failed"));
    QVERIFY(failed.contains("phase=weights event=failed"));
    QVERIFY(failed.contains("exit=28 note=No space left on device"));
    QVERIFY(failed.contains("::vigie failed phase=weights exit=28 at="));
    QCOMPARE(ssh.run("bash /var/lib/vigie/install.sh start").exit, 0);
    const QByteArray done = waitForEnd(ssh);
    QCOMPARE(stateOf(done), QByteArray("done"));
    QVERIFY(!done.contains("event=failed"));
}

void TestSandboxMachine::plainImageHasNoDriver()
{
    QJsonObject body = m_user.createBody();
    body.insert(u"image"_s, m_user.image(u"ubuntu_noble"_s));
    SshUser ssh(boot(body), m_sandbox.sshPort());
    QVERIFY(reach(ssh) && ssh.logIn(m_key));
    QCOMPARE(ssh.run(storeScript, "script").exit, 0);
    QCOMPARE(ssh.run(storeConfig, config).exit, 0);
    QCOMPARE(ssh.run("bash /var/lib/vigie/install.sh start").exit, 0);
    QVERIFY(waitForEnd(ssh).contains("::vigie failed phase=check exit=127"));
}

void TestSandboxMachine::rebootInterruptsTheInstall()
{
    const QString address = boot();
    QVERIFY(m_sandbox.setTimeScale(1));
    SshUser before(address, m_sandbox.sshPort());
    QVERIFY(reach(before) && before.logIn(m_key));
    QCOMPARE(before.run(storeScript, "script").exit, 0);
    QCOMPARE(before.run(storeConfig, config).exit, 0);
    QCOMPARE(stateOf(before.run("bash /var/lib/vigie/install.sh start").output), QByteArray("running"));
    QVERIFY(m_sandbox.setTimeScale(100));
    QCOMPARE(m_user.act(m_server, u"reboot"_s).status, 202);
    // The session ends with the machine under it.
    QVERIFY(eventually([&] { return before.run("bash /var/lib/vigie/install.sh status 0").exit != 0; }));
    QVERIFY(m_user.waitForState(m_server, u"running"_s));
    SshUser after(address, m_sandbox.sshPort());
    QVERIFY(reach(after) && after.logIn(m_key));
    QCOMPARE(stateOf(after.run("bash /var/lib/vigie/install.sh status 0").output), QByteArray("idle"));
    QCOMPARE(after.run("bash /var/lib/vigie/install.sh start").exit, 0);
    QCOMPARE(stateOf(waitForEnd(after)), QByteArray("done"));
}

void TestSandboxMachine::nobodyAnswersWhereNoMachineIs()
{
    for (const quint16 port : {m_sandbox.sshPort(), m_sandbox.workerPort()}) {
        QTcpSocket socket;
        socket.connectToHost(u"127.200.0.1"_s, port);
        if (socket.waitForConnected(5000))
            socket.waitForDisconnected(5000);
        QCOMPARE(socket.state(), QAbstractSocket::UnconnectedState);
        QVERIFY(socket.bytesAvailable() == 0);
    }
    const QString address = boot();
    QCOMPARE(m_user.act(m_server, u"poweroff"_s).status, 202);
    QVERIFY(!SshUser(address, m_sandbox.sshPort()).connect());
}

void TestSandboxMachine::machineFaults_data()
{
    QTest::addColumn<QString>("kind");
    for (const QString &kind : {u"ssh_never_up"_s, u"ssh_hang"_s, u"host_key_changes"_s, u"no_fingerprints"_s, u"auth_rejected"_s})
        QTest::newRow(qPrintable(kind)) << kind;
}

void TestSandboxMachine::machineFaults()
{
    QFETCH(QString, kind);
    QJsonObject body = m_user.createBody();
    body.insert(u"tags"_s, QJsonArray{u"cursed"_s});
    QVERIFY(m_sandbox.addMachineFault({{u"match"_s, QJsonObject{{u"tag"_s, u"cursed"_s}}}, {u"kind"_s, kind}, {u"count"_s, 0}}) > 0);
    // Another machine has nothing.
    SshUser healthy(boot(), m_sandbox.sshPort());
    QVERIFY(reach(healthy) && healthy.logIn(m_key));
    const QString id = m_user.create(body).value("id"_L1).toString();
    QCOMPARE(m_user.act(id, u"poweron"_s).status, 202);
    QVERIFY(m_user.waitForState(id, u"running"_s));
    const QString address = m_user.server(id).value("public_ip"_L1).toObject().value("address"_L1).toString();
    const auto published = [&] { return !m_user.publishedFingerprint(id).isEmpty(); };
    if (kind == "no_fingerprints"_L1)
        QVERIFY(!eventually(published, 1000));
    else
        QVERIFY(eventually(published));
    if (kind == "ssh_never_up"_L1) {
        QVERIFY(!eventually([&] { return SshUser(address, m_sandbox.sshPort()).connect(); }, 1000));
        return;
    }
    if (kind == "ssh_hang"_L1) {
        QTcpSocket socket;
        QVERIFY(eventually([&] {
            socket.connectToHost(address, m_sandbox.sshPort());
            return socket.waitForConnected(1000) && !socket.waitForDisconnected(200) && socket.state() == QAbstractSocket::ConnectedState;
        }));
        QCOMPARE(socket.bytesAvailable(), 0);
        return;
    }
    SshUser ssh(address, m_sandbox.sshPort());
    QVERIFY(reach(ssh));
    if (kind != "no_fingerprints"_L1)
        QCOMPARE(ssh.hostFingerprint() == m_user.publishedFingerprint(id), kind != "host_key_changes"_L1);
    QCOMPARE(ssh.logIn(m_key), kind != "auth_rejected"_L1);
}

QTEST_GUILESS_MAIN(TestSandboxMachine)
#include "tst_sandboxmachine.moc"
