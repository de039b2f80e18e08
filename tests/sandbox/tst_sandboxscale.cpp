// A thousand machines in one small process, on loopback only.
#include "tests/sandbox/sandboxuser.h"
#include "tests/sandbox/sshuser.h"

#include <QFile>
#include <QNetworkInterface>
#include <QTcpSocket>
#include <QTest>

#include <atomic>
#include <memory>

using namespace Qt::StringLiterals;
using namespace vigie::test;

class TestSandboxScale : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void listensOnLoopbackOnly();
    void thousandMachinesRun();
    void fiftySessionsAtOnce();
    void endsWithZero();

private:
    int threads() const
    {
        QFile status(u"/proc/%1/status"_s.arg(m_sandbox.pid()));
        if (!status.open(QIODevice::ReadOnly))
            return -1;
        const QByteArray text = status.readAll();
        return text.sliced(text.indexOf("Threads:") + 8).split('\n').first().trimmed().toInt();
    }

    SandboxProcess m_sandbox{{u"--time-scale"_s, u"50"_s}};
    SandboxUser m_user{m_sandbox};
    SshUserKey m_key;
    QStringList m_addresses;
};

void TestSandboxScale::initTestCase()
{
    QVERIFY2(m_sandbox.start(), qPrintable(m_sandbox.errorString()));
    const QJsonObject key{{u"name"_s, u"test"_s}, {u"public_key"_s, m_key.publicKey()}, {u"project_id"_s, m_sandbox.projectId()}};
    QCOMPARE(m_sandbox.call("POST", u"/iam/v1alpha1/ssh-keys"_s, key).status, 200);
}

void TestSandboxScale::listensOnLoopbackOnly()
{
    // The API is bound to 127.0.0.1; the other two to every address, but on the loopback device.
    QFile table(u"/proc/net/tcp"_s);
    QVERIFY(table.open(QIODevice::ReadOnly));
    const QByteArray api = "0100007F:" + QByteArray::number(m_sandbox.apiUrl().port(), 16).toUpper().rightJustified(4, '0');
    QVERIFY(table.readAll().contains(api));
    int tried = 0;
    for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
        if (address.isLoopback() || address.protocol() != QAbstractSocket::IPv4Protocol)
            continue;
        for (const quint16 port : {m_sandbox.sshPort(), m_sandbox.workerPort(), static_cast<quint16>(m_sandbox.apiUrl().port())}) {
            // The machine's own packets to its own addresses go over the loopback device too: at most they are reset.
            QTcpSocket socket;
            socket.connectToHost(address, port);
            if (socket.waitForConnected(2000))
                socket.waitForDisconnected(2000);
            QCOMPARE(socket.state(), QAbstractSocket::UnconnectedState);
            ++tried;
        }
    }
    if (tried == 0)
        QSKIP("this machine has no address besides the loopback ones");
}

void TestSandboxScale::thousandMachinesRun()
{
    constexpr int count = 1000;
    const QJsonObject body = m_user.createBody(u"fleet"_s);
    for (int i = 0; i < count; ++i) {
        const QString id = m_user.create(body).value("id"_L1).toString();
        QCOMPARE(m_user.act(id, u"poweron"_s).status, 202);
    }
    QVERIFY(eventually([&] { return m_sandbox.summary().value("servers"_L1).toObject().value("running"_L1).toInt() == count; }));
    QVERIFY2(threads() > 0 && threads() < 32, qPrintable(QString::number(threads())));
    for (int page = 1; page <= count / 100; ++page) {
        const HttpReply reply = m_sandbox.get(m_user.zoned(u"/servers?per_page=100&order=creation_date_asc&page=%1"_s.arg(page)));
        for (const QJsonValue &server : reply.json().value("servers"_L1).toArray())
            m_addresses.append(server.toObject().value("public_ip"_L1).toObject().value("address"_L1).toString());
    }
    m_addresses.removeDuplicates();
    QCOMPARE(m_addresses.size(), count);
    QCOMPARE(m_sandbox.summary().value("volumes"_L1).toInt(), count);
}

void TestSandboxScale::fiftySessionsAtOnce()
{
    constexpr int sessions = 50;
    std::atomic<int> served = 0;
    std::vector<std::unique_ptr<QThread>> clients;
    for (int i = 0; i < sessions; ++i) {
        clients.emplace_back(QThread::create([this, i, &served] {
            SshUser ssh(m_addresses.at(i * 20), m_sandbox.sshPort());
            const bool reached = eventually([&] { return ssh.connect(); });
            const bool known = reached && ssh.logIn(m_key);
            const SshUser::Result result = known ? ssh.run("true") : SshUser::Result();
            if (result.exit == 127)
                ++served;
            else
                qWarning("machine %d: reached=%d known=%d exit=%d error=%s", i, reached, known, result.exit, ssh.errorString().constData());
        }));
    }
    for (const auto &client : clients)
        client->start();
    QVERIFY(threads() < 32);
    for (const auto &client : clients)
        client->wait();
    QCOMPARE(served.load(), sessions);
}

void TestSandboxScale::endsWithZero()
{
    const auto status = m_sandbox.terminate();
    QVERIFY(status.has_value());
    QCOMPARE(*status, 0);
}

QTEST_GUILESS_MAIN(TestSandboxScale)
#include "tst_sandboxscale.moc"
