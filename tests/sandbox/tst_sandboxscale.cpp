// A thousand machines in one small process, on loopback only.
#include "tests/sandbox/sandboxuser.h"
#include "tests/sandbox/sshuser.h"

#include <QFile>
#include <QHostAddress>
#include <QScopeGuard>
#include <QTest>

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <memory>

using namespace Qt::StringLiterals;
using namespace vigie::test;

namespace {

struct Listening {
    quint32 address = 0;
    unsigned device = 0; ///< the index of the device that it is bound to, 0 for none
};

/// The listening TCP sockets of this machine by port, as the kernel tells them; empty when it does not.
QHash<quint16, Listening> listeningSockets()
{
    QHash<quint16, Listening> found;
    const int fd = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    const auto closing = qScopeGuard([fd] { close(fd); });
    struct {
        nlmsghdr header;
        inet_diag_req_v2 request;
    } question{};
    question.header = {sizeof question, SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST | NLM_F_DUMP, 1, 0};
    question.request.sdiag_family = AF_INET;
    question.request.sdiag_protocol = IPPROTO_TCP;
    question.request.idiag_states = 1U << TCP_LISTEN;
    if (fd < 0 || send(fd, &question, sizeof question, 0) < 0)
        return found;
    alignas(nlmsghdr) std::array<char, 32768> bytes{};
    for (;;) {
        const ssize_t got = recv(fd, bytes.data(), bytes.size(), 0);
        auto left = static_cast<unsigned>(got);
        if (got <= 0)
            return found;
        for (auto *message = reinterpret_cast<nlmsghdr *>(bytes.data()); NLMSG_OK(message, left); message = NLMSG_NEXT(message, left)) {
            if (message->nlmsg_type == NLMSG_DONE || message->nlmsg_type == NLMSG_ERROR)
                return found;
            const auto *socket = static_cast<const inet_diag_msg *>(NLMSG_DATA(message));
            found.insert(ntohs(socket->id.idiag_sport), {ntohl(socket->id.idiag_src[0]), socket->id.idiag_if});
        }
    }
}

} // namespace

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
    // Connecting proves nothing: this machine's packets to its own addresses go over the loopback device too.
    const QHash<quint16, Listening> sockets = listeningSockets();
    if (sockets.isEmpty())
        QSKIP("this kernel does not list sockets (NETLINK_SOCK_DIAG)");
    const auto api = static_cast<quint16>(m_sandbox.apiUrl().port());
    QCOMPARE(sockets.value(api).address, QHostAddress(QHostAddress::LocalHost).toIPv4Address());
    // The other two take every address, but are bound to the device.
    for (const quint16 port : {m_sandbox.sshPort(), m_sandbox.workerPort()}) {
        QVERIFY(sockets.contains(port));
        QCOMPARE(sockets.value(port).device, if_nametoindex("lo"));
    }
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
