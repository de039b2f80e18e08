// What servers, addresses, groups and keys do in the sandbox over their lives.
#include "tests/sandbox/sandboxuser.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace vigie::test;

class TestSandboxServers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void lifecycle();
    void actionsNeedTheirState();
    void protectedServersStay();
    void userData();
    void flexibleIps();
    void securityGroups();
    void sshKeys();
    void accountIsDescribed();
    void noCapacityAtPowerOn();

private:
    SandboxProcess m_sandbox{{u"--time-scale"_s, u"100"_s}};
    SandboxUser m_user{m_sandbox};
};

void TestSandboxServers::initTestCase()
{
    QVERIFY2(m_sandbox.start(), qPrintable(m_sandbox.errorString()));
}

void TestSandboxServers::lifecycle()
{
    const QJsonObject made = m_user.create();
    const QString id = made.value("id"_L1).toString();
    QCOMPARE(made.value("state"_L1), u"stopped"_s);
    QVERIFY(made.value("public_ip"_L1).isNull());
    QVERIFY(made.value("location"_L1).isNull());
    QCOMPARE(m_sandbox.summary().value("billing"_L1).toObject().value("servers_running"_L1).toInt(), 0);
    const HttpReply accepted = m_user.act(id, u"poweron"_s);
    QCOMPARE(accepted.status, 202);
    QCOMPARE(accepted.json().value("task"_L1).toObject().value("id"_L1), u"00000000-0000-0000-0000-000000000000"_s);
    QCOMPARE(m_user.server(id).value("state"_L1), u"starting"_s);
    QVERIFY(m_user.waitForState(id, u"running"_s));
    const QString address = m_user.server(id).value("public_ip"_L1).toObject().value("address"_L1).toString();
    QVERIFY(address.startsWith("127.1."_L1));
    QCOMPARE(m_user.server(id).value("public_ips"_L1).toArray().first().toObject().value("state"_L1), u"pending"_s);
    QCOMPARE(m_sandbox.summary().value("billing"_L1).toObject().value("eur_per_hour"_L1).toDouble(), 0.7875);
    QCOMPARE(m_user.act(id, u"reboot"_s).status, 202);
    QVERIFY(m_user.server(id).value("state"_L1) != u"running"_s);
    QVERIFY(m_user.waitForState(id, u"running"_s));
    QCOMPARE(m_user.server(id).value("public_ip"_L1).toObject().value("address"_L1), address);
    QCOMPARE(m_user.act(id, u"stop_in_place"_s).status, 202);
    QVERIFY(m_user.waitForState(id, u"stopped in place"_s));
    QCOMPARE(m_sandbox.summary().value("billing"_L1).toObject().value("servers_running"_L1).toInt(), 1);
    QCOMPARE(m_user.act(id, u"poweron"_s).status, 202);
    QVERIFY(m_user.waitForState(id, u"running"_s));
    QCOMPARE(m_user.act(id, u"poweroff"_s).status, 202);
    QVERIFY(m_user.waitForState(id, u"stopped"_s));
    QVERIFY(m_user.server(id).value("public_ip"_L1).isNull());
    QCOMPARE(m_sandbox.summary().value("billing"_L1).toObject().value("servers_running"_L1).toInt(), 0);
    // A dynamic address is another one at the next start.
    QCOMPARE(m_user.act(id, u"poweron"_s).status, 202);
    QVERIFY(m_user.waitForState(id, u"running"_s));
    QVERIFY(m_user.server(id).value("public_ip"_L1).toObject().value("address"_L1) != address);
    QCOMPARE(m_user.act(id, u"terminate"_s).status, 202);
    QCOMPARE(m_user.server(id).value("state_detail"_L1), u"terminating"_s);
    QVERIFY(m_user.waitForState(id, u"gone"_s));
    QStringList effects;
    for (const QJsonValue &entry : m_sandbox.journal()) {
        const QJsonObject object = entry.toObject();
        if (object.value("ids"_L1).toObject().value("server"_L1) == id && object.value("effect"_L1).toString().startsWith("billing"_L1))
            effects.append(object.value("effect"_L1).toString());
    }
    QCOMPARE(effects, (QStringList{u"billing_started"_s, u"billing_stopped"_s, u"billing_started"_s, u"billing_stopped"_s}));
}

void TestSandboxServers::actionsNeedTheirState()
{
    const QString id = m_user.create().value("id"_L1).toString();
    const auto refused = [&](const QString &action) {
        const HttpReply reply = m_user.act(id, action);
        return reply.status == 412 && reply.json().value("type"_L1) == u"precondition_failed"_s;
    };
    for (const QString &action : {u"terminate"_s, u"poweroff"_s, u"reboot"_s, u"stop_in_place"_s})
        QVERIFY2(refused(action), qPrintable(action));
    QCOMPARE(m_user.act(id, u"dance"_s).status, 400);
    QCOMPARE(m_user.act(id, u"poweron"_s).status, 202);
    QVERIFY(refused(u"poweron"_s));
    QVERIFY(refused(u"terminate"_s));
    QVERIFY(m_user.waitForState(id, u"running"_s));
    const HttpReply deleted = m_sandbox.call("DELETE", m_user.zoned(u"/servers/"_s + id));
    QCOMPARE(deleted.status, 412);
    QCOMPARE(deleted.json().value("precondition"_L1), u"resource_still_in_use"_s);
    QCOMPARE(m_user.act(id, u"terminate"_s).status, 202);
    QVERIFY(m_user.waitForState(id, u"gone"_s));
    QCOMPARE(m_user.act(id, u"terminate"_s).status, 404);
}

void TestSandboxServers::protectedServersStay()
{
    QJsonObject body = m_user.createBody();
    body.insert(u"protected"_s, true);
    const QString id = m_user.create(body).value("id"_L1).toString();
    const QString path = m_user.zoned(u"/servers/"_s + id);
    QCOMPARE(m_sandbox.call("DELETE", path).status, 412);
    const HttpReply changed = m_sandbox.call("PATCH", path, QJsonObject{{u"protected"_s, false}, {u"tags"_s, QJsonArray{u"new"_s}}});
    QCOMPARE(changed.status, 200);
    QCOMPARE(m_user.server(id).value("tags"_L1).toArray(), QJsonArray{u"new"_s});
    QCOMPARE(m_sandbox.call("DELETE", path).status, 204);
    QCOMPARE(m_sandbox.get(path).status, 404);
}

void TestSandboxServers::userData()
{
    const QString id = m_user.create().value("id"_L1).toString();
    const QString path = m_user.zoned(u"/servers/%1/user_data"_s.arg(id));
    const HttpReply missing = m_sandbox.get(path + u"/foo"_s);
    QCOMPARE(missing.status, 404);
    QVERIFY(missing.body.isEmpty());
    QCOMPARE(missing.header("content-type"), QByteArray("text/plain"));
    const QByteArray raw = "#cloud-config\n{not json";
    QCOMPARE(m_sandbox.call("PATCH", path + u"/cloud-init"_s, raw).status, 204);
    QCOMPARE(m_sandbox.get(path + u"/cloud-init"_s).body, raw);
    QCOMPARE(m_sandbox.get(path).json().value("user_data"_L1).toArray(), QJsonArray{u"cloud-init"_s});
    QCOMPARE(m_sandbox.call("DELETE", path + u"/cloud-init"_s).status, 204);
    QCOMPARE(m_sandbox.get(path).json().value("user_data"_L1).toArray(), QJsonArray());
    // Before its first boot a machine has published nothing.
    QCOMPARE(m_sandbox.get(path + u"/ssh-host-fingerprints"_s).status, 404);
}

void TestSandboxServers::flexibleIps()
{
    const QJsonObject wish{{u"type"_s, u"routed_ipv4"_s}, {u"project"_s, m_sandbox.projectId()}, {u"tags"_s, QJsonArray{u"mine"_s}}};
    const HttpReply made = m_sandbox.call("POST", m_user.zoned(u"/ips"_s), wish);
    QCOMPARE(made.status, 201);
    const QJsonObject ip = made.json().value("ip"_L1).toObject();
    const QString id = ip.value("id"_L1).toString();
    const QString path = m_user.zoned(u"/ips/"_s + id);
    QCOMPARE(ip.value("state"_L1), u"detached"_s);
    QJsonObject body = m_user.createBody();
    body.insert(u"public_ips"_s, QJsonArray{id});
    const QString server = m_user.create(body).value("id"_L1).toString();
    QCOMPARE(m_sandbox.get(path).json().value("ip"_L1).toObject().value("server"_L1).toObject().value("id"_L1), server);
    const HttpReply refused = m_sandbox.call("DELETE", path);
    QCOMPARE(refused.status, 412);
    QCOMPARE(refused.json().value("precondition"_L1), u"resource_still_in_use"_s);
    QCOMPARE(m_sandbox.call("POST", m_user.zoned(u"/servers"_s), body).status, 412);
    QCOMPARE(m_user.act(server, u"poweron"_s).status, 202);
    QVERIFY(m_user.waitForState(server, u"running"_s));
    // With an address of its own it gets no dynamic one.
    const QJsonArray addresses = m_user.server(server).value("public_ips"_L1).toArray();
    QCOMPARE(addresses.size(), 1);
    QCOMPARE(addresses.first().toObject().value("address"_L1), ip.value("address"_L1));
    QCOMPARE(m_user.act(server, u"terminate"_s).status, 202);
    QVERIFY(m_user.waitForState(server, u"gone"_s));
    QCOMPARE(m_sandbox.get(m_user.zoned(u"/ips?tags=mine"_s)).json().value("ips"_L1).toArray().size(), 1);
    QCOMPARE(m_sandbox.get(path).json().value("ip"_L1).toObject().value("state"_L1), u"detached"_s);
    QCOMPARE(m_sandbox.call("DELETE", path).status, 204);
    QCOMPARE(m_sandbox.get(path).status, 404);
}

void TestSandboxServers::securityGroups()
{
    const QJsonObject wish{{u"name"_s, u"mine"_s}, {u"project"_s, m_sandbox.projectId()}, {u"inbound_default_policy"_s, u"drop"_s},
        {u"tags"_s, QJsonArray{u"t"_s}}};
    const HttpReply made = m_sandbox.call("POST", m_user.zoned(u"/security_groups"_s), wish);
    QCOMPARE(made.status, 201);
    const QString id = made.json().value("security_group"_L1).toObject().value("id"_L1).toString();
    const QString path = m_user.zoned(u"/security_groups/"_s + id);
    const QJsonObject rule{{u"action"_s, u"accept"_s}, {u"protocol"_s, u"TCP"_s}, {u"direction"_s, u"inbound"_s},
        {u"ip_range"_s, u"8.8.8.8/32"_s},
                           {u"dest_port_from"_s, 22}, {u"dest_port_to"_s, 22}};
    const HttpReply set = m_sandbox.call("PUT", path + u"/rules"_s, QJsonObject{{u"rules"_s, QJsonArray{rule}}});
    QCOMPARE(set.status, 200);
    const QJsonArray rules = m_sandbox.get(path + u"/rules"_s).json().value("rules"_L1).toArray();
    QCOMPARE(rules.size(), 7);
    const QJsonObject own = rules.last().toObject();
    QCOMPARE(own.value("ip_range"_L1), u"8.8.8.8"_s);
    QVERIFY(own.value("dest_port_to"_L1).isNull());
    QVERIFY(!rules.first().toObject().value("editable"_L1).toBool());
    QCOMPARE(m_sandbox.call("PUT", path + u"/rules"_s, QJsonObject{{u"rules"_s,
        QJsonArray{QJsonObject{{u"action"_s, u"maybe"_s}}}}}).status, 400);
    QJsonObject body = m_user.createBody();
    body.insert(u"security_group"_s, id);
    const QString server = m_user.create(body).value("id"_L1).toString();
    QCOMPARE(m_user.server(server).value("security_group"_L1).toObject().value("id"_L1), id);
    QCOMPARE(m_sandbox.call("DELETE", path).json().value("precondition"_L1), u"resource_still_in_use"_s);
    QCOMPARE(m_sandbox.summary().value("security_groups"_L1).toInt(), 1);
    QCOMPARE(m_sandbox.call("DELETE", m_user.zoned(u"/servers/"_s + server)).status, 204);
    QCOMPARE(m_sandbox.call("DELETE", path).status, 204);
    QCOMPARE(m_sandbox.summary().value("security_groups"_L1).toInt(), 0);
}

void TestSandboxServers::sshKeys()
{
    const QString keys = u"/iam/v1alpha1/ssh-keys"_s;
    const QString key = u"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOTeBH3FvJqkN0nFGLvuVsG6fHha7R3WftN8eLz2loHR"_s;
    const HttpReply made = m_sandbox.call("POST", keys, QJsonObject{{u"name"_s, u"k"_s}, {u"public_key"_s, QString(key + u" me@here\n"_s)},
        {u"project_id"_s, m_sandbox.projectId()}});
    QCOMPARE(made.status, 200);
    const QString id = made.json().value("id"_L1).toString();
    QCOMPARE(made.json().value("public_key"_L1), key);
    QVERIFY(made.json().value("fingerprint"_L1).toString().startsWith("256 MD5:"_L1));
    QVERIFY(made.json().value("fingerprint"_L1).toString().endsWith(" (ssh-ed25519)"_L1));
    QCOMPARE(m_sandbox.call("POST", keys, QJsonObject{{u"public_key"_s, u"ssh-ed25519 nonsense"_s}}).status, 400);
    QCOMPARE(m_sandbox.get(keys + u"?project_id=short"_s).json().value("details"_L1).toArray().first().toObject().value("reason"_L1),
        u"format"_s);
    QCOMPARE(m_sandbox.get(keys + u"?disabled=true"_s).json().value("total_count"_L1).toInt(), 0);
    QCOMPARE(m_sandbox.call("PATCH", keys + u'/' + id, QJsonObject{{u"disabled"_s, true}}).status, 200);
    QCOMPARE(m_sandbox.get(keys + u"?disabled=true"_s).json().value("total_count"_L1).toInt(), 1);
    QCOMPARE(m_sandbox.call("DELETE", keys + u'/' + id).status, 204);
    QCOMPARE(m_sandbox.call("DELETE", keys + u'/' + id).status, 404);
}

void TestSandboxServers::accountIsDescribed()
{
    const HttpReply key = m_sandbox.get(u"/iam/v1alpha1/api-keys/"_s + m_sandbox.accessKey());
    QCOMPARE(key.json().value("default_project_id"_L1), m_sandbox.projectId());
    QVERIFY(!key.body.contains(m_sandbox.secretKey().toUtf8()));
    QCOMPARE(m_sandbox.get(u"/iam/v1alpha1/api-keys/SCWNOTTHERE000000000"_s).status, 404);
    const HttpReply projects = m_sandbox.get(u"/account/v3/projects?organization_id="_s + m_sandbox.organizationId());
    QCOMPARE(projects.json().value("projects"_L1).toArray().first().toObject().value("id"_L1), m_sandbox.projectId());
}

void TestSandboxServers::noCapacityAtPowerOn()
{
    const QString id = m_user.create().value("id"_L1).toString();
    QVERIFY(m_sandbox.setStock(u"fr-par-2"_s, u"L4-1-24G"_s, u"out"_s));
    QCOMPARE(m_user.act(id, u"poweron"_s).status, 202);
    QCOMPARE(m_user.server(id).value("state"_L1), u"starting"_s);
    QVERIFY(m_user.waitForState(id, u"stopped"_s));
    QCOMPARE(m_user.server(id).value("state_detail"_L1), QString());
    QCOMPARE(m_sandbox.summary().value("billing"_L1).toObject().value("servers_running"_L1).toInt(), 0);
    QVERIFY(m_sandbox.setStock(u"fr-par-2"_s, u"L4-1-24G"_s, u"available"_s));
    QCOMPARE(m_sandbox.call("DELETE", m_user.zoned(u"/servers/"_s + id)).status, 204);
}

QTEST_GUILESS_MAIN(TestSandboxServers)
#include "tst_sandboxservers.moc"
