// Which volumes a server gets, and what becomes of them.
#include "tests/sandbox/sandboxuser.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace vigie::test;

class TestSandboxVolumes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void rootFollowsTheRequest_data();
    void rootFollowsTheRequest();
    void instanceApiKnowsNoBlockVolumes();
    void resizeShowsTheOldSizeFirst();
    void wrongSizesAreRefused();
    void terminateKeepsBlockAndDestroysScratch();
    void deleteKeepsScratch();
    void existingVolumeBecomesTheRoot();
    void listsAreFiltered();

private:
    QString rootOf(const QJsonObject &server) const
    {
        return server.value("volumes"_L1).toObject().value("0"_L1).toObject().value("id"_L1).toString();
    }
    QJsonObject volume(const QString &id) const { return m_sandbox.get(m_user.block(u"/volumes/"_s + id)).json(); }
    bool isGone(const QString &path) const { return m_sandbox.get(path).status == 404; }

    SandboxProcess m_sandbox{{u"--time-scale"_s, u"100"_s}};
    SandboxUser m_user{m_sandbox};
};

void TestSandboxVolumes::initTestCase()
{
    QVERIFY2(m_sandbox.start(), qPrintable(m_sandbox.errorString()));
}

void TestSandboxVolumes::rootFollowsTheRequest_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("imageKind");
    QTest::addColumn<QJsonObject>("volumes");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<qint64>("gigabytes");
    const auto row = [](const char *name, const QString &type, const QString &label, const QString &image, const QJsonObject &root,
        const QString &kind, qint64 size) {
        const QJsonObject volumes = root.isEmpty() ? QJsonObject() : QJsonObject{{u"0"_s, root}};
        QTest::newRow(name) << type << label << image << volumes << kind << size;
    };
    const QString gpuOs = u"ubuntu_noble_gpu_os_12"_s;
    const QString block = u"instance_sbs"_s;
    row("nothing said", u"L4-1-24G"_s, gpuOs, block, {}, u"sbs_volume"_s, 20);
    row("nothing said, plain image", u"DEV1-S"_s, u"ubuntu_noble"_s, block, {}, u"sbs_volume"_s, 10);
    row("index alone", u"L4-1-24G"_s, gpuOs, block, {{u"boot"_s, false}}, u"sbs_volume"_s, 20);
    row("block with a size", u"H100-1-80G"_s, gpuOs, block, {{u"volume_type"_s, u"sbs_volume"_s}, {u"size"_s, qint64{300'000'000'000}}},
        u"sbs_volume"_s, 300);
    row("local image", u"GP1-XS"_s, u"ubuntu_noble"_s, u"instance_local"_s, {}, u"l_ssd"_s, 150);
    row("size without a type is local", u"DEV1-S"_s, u"ubuntu_noble"_s, block, {{u"size"_s, qint64{20'000'000'000}}}, u"l_ssd"_s, 20);
}

void TestSandboxVolumes::rootFollowsTheRequest()
{
    QFETCH(QString, type);
    QFETCH(QString, label);
    QFETCH(QString, imageKind);
    QFETCH(QJsonObject, volumes);
    QFETCH(qint64, gigabytes);
    QJsonObject body = m_user.createBody();
    body.insert(u"commercial_type"_s, type);
    body.insert(u"image"_s, m_user.image(label, imageKind));
    body.remove(u"volumes"_s);
    if (!volumes.isEmpty())
        body.insert(u"volumes"_s, volumes);
    const QJsonObject server = m_user.create(body);
    const QJsonObject root = server.value("volumes"_L1).toObject().value("0"_L1).toObject();
    QTEST(root.value("volume_type"_L1).toString(), "kind");
    if (root.value("volume_type"_L1) == u"sbs_volume"_s) {
        QVERIFY(!root.contains("size"_L1));
        const QJsonObject made = volume(rootOf(server));
        QCOMPARE(made.value("size"_L1).toInteger(), gigabytes * 1'000'000'000);
        QCOMPARE(made.value("status"_L1), u"in_use"_s);
        QCOMPARE(made.value("references"_L1).toArray().first().toObject().value("product_resource_id"_L1), server.value("id"_L1));
    } else {
        QCOMPARE(root.value("size"_L1).toInteger(), gigabytes * 1'000'000'000);
    }
    QCOMPARE(m_sandbox.call("DELETE", m_user.zoned(u"/servers/"_s + server.value("id"_L1).toString())).status, 204);
}

void TestSandboxVolumes::instanceApiKnowsNoBlockVolumes()
{
    const QString root = rootOf(m_user.create());
    const HttpReply reply = m_sandbox.get(m_user.zoned(u"/volumes/"_s + root));
    QCOMPARE(reply.status, 404);
    QCOMPARE(reply.json().value("resource"_L1), u"instance_volume"_s);
    QCOMPARE(volume(root).value("id"_L1), root);
}

void TestSandboxVolumes::resizeShowsTheOldSizeFirst()
{
    const QString root = rootOf(m_user.create());
    const QString path = m_user.block(u"/volumes/"_s + root);
    const QJsonObject wish{{u"size"_s, qint64{200'000'000'000}}, {u"name"_s, u"renamed"_s}, {u"tags"_s, QJsonArray{u"mine"_s}}};
    QVERIFY(m_sandbox.setTimeScale(4));
    const HttpReply reply = m_sandbox.call("PATCH", path, wish);
    QVERIFY(m_sandbox.setTimeScale(100));
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.json().value("status"_L1), u"updating"_s);
    QCOMPARE(reply.json().value("size"_L1).toInteger(), 125'000'000'000);
    QCOMPARE(reply.json().value("name"_L1), u"renamed"_s);
    QVERIFY(eventually([&] { return volume(root).value("status"_L1) == u"in_use"_s; }));
    QCOMPARE(volume(root).value("size"_L1).toInteger(), 200'000'000'000);
    QCOMPARE(volume(root).value("tags"_L1).toArray(), QJsonArray{u"mine"_s});
    // A change of nothing but the name is there at once.
    QCOMPARE(m_sandbox.call("PATCH", path, QJsonObject{{u"name"_s, u"again"_s}}).json().value("status"_L1), u"in_use"_s);
}

void TestSandboxVolumes::wrongSizesAreRefused()
{
    const QString path = m_user.block(u"/volumes/"_s + rootOf(m_user.create()));
    for (const qint64 size : {100'000'000'000LL, 125'000'000'001LL, 20'000'000'000'000LL}) {
        const HttpReply reply = m_sandbox.call("PATCH", path, QJsonObject{{u"size"_s, size}});
        QCOMPARE(reply.status, 400);
        QVERIFY(reply.body.contains("\"size\""));
    }
    QCOMPARE(m_sandbox.call("PATCH", path, QJsonObject{{u"perf_iops"_s, 7}}).status, 400);
}

void TestSandboxVolumes::terminateKeepsBlockAndDestroysScratch()
{
    QJsonObject body = m_user.createBody();
    const QJsonObject scratch{{u"volume_type"_s, u"scratch"_s}, {u"size"_s, qint64{1'600'000'000'000}}, {u"name"_s, u"scratch"_s}};
    QJsonObject volumes = body.value("volumes"_L1).toObject();
    volumes.insert(u"1"_s, scratch);
    body.insert(u"volumes"_s, volumes);
    body.insert(u"commercial_type"_s, u"L40S-1-48G"_s);
    const QJsonObject server = m_user.create(body);
    const QString id = server.value("id"_L1).toString();
    const QString scratchPath = m_user.zoned(u"/volumes/"_s
        + server.value("volumes"_L1).toObject().value("1"_L1).toObject().value("id"_L1).toString());
    QCOMPARE(m_sandbox.get(scratchPath).json().value("volume"_L1).toObject().value("volume_type"_L1), u"scratch"_s);
    QCOMPARE(m_user.act(id, u"poweron"_s).status, 202);
    QVERIFY(m_user.waitForState(id, u"running"_s));
    QCOMPARE(m_user.act(id, u"terminate"_s).status, 202);
    QVERIFY(m_user.waitForState(id, u"gone"_s));
    QVERIFY(isGone(scratchPath));
    const QString root = m_user.block(u"/volumes/"_s + rootOf(server));
    QVERIFY(eventually([&] { return m_sandbox.get(root).json().value("status"_L1) == u"available"_s; }));
    QCOMPARE(m_sandbox.get(root).json().value("references"_L1).toArray(), QJsonArray());
    QCOMPARE(m_sandbox.call("DELETE", root).status, 204);
    QVERIFY(isGone(root));
}

void TestSandboxVolumes::deleteKeepsScratch()
{
    const QJsonObject wish{{u"name"_s, u"s"_s}, {u"volume_type"_s, u"scratch"_s}, {u"size"_s, qint64{1'000'000'000'000}}};
    const QString scratch = m_sandbox.call("POST", m_user.zoned(u"/volumes"_s),
        wish).json().value("volume"_L1).toObject().value("id"_L1).toString();
    QJsonObject body = m_user.createBody();
    QJsonObject volumes = body.value("volumes"_L1).toObject();
    volumes.insert(u"1"_s, QJsonObject{{u"id"_s, scratch}, {u"name"_s, u"s"_s}});
    body.insert(u"volumes"_s, volumes);
    body.insert(u"commercial_type"_s, u"H100-1-80G"_s);
    const QJsonObject server = m_user.create(body);
    const QString path = m_user.zoned(u"/volumes/"_s + scratch);
    const HttpReply attached = m_sandbox.call("DELETE", path);
    QCOMPARE(attached.status, 412);
    QCOMPARE(attached.json().value("precondition"_L1), u"resource_still_in_use"_s);
    const QString root = m_user.block(u"/volumes/"_s + rootOf(server));
    QCOMPARE(m_sandbox.call("DELETE", root).json().value("precondition"_L1), u"resource_still_in_use"_s);
    QCOMPARE(m_sandbox.call("DELETE", m_user.zoned(u"/servers/"_s + server.value("id"_L1).toString())).status, 204);
    QCOMPARE(m_sandbox.get(path).status, 200);
    QCOMPARE(m_sandbox.call("DELETE", path).status, 204);
    QVERIFY(eventually([&] { return m_sandbox.call("DELETE", root).status == 204; }));
}

void TestSandboxVolumes::existingVolumeBecomesTheRoot()
{
    const QJsonObject wish{{u"name"_s, u"kept"_s}, {u"project_id"_s, m_sandbox.projectId()},
        {u"from_empty"_s, QJsonObject{{u"size"_s, qint64{50'000'000'000}}}}};
    const HttpReply made = m_sandbox.call("POST", m_user.block(u"/volumes"_s), wish);
    QCOMPARE(made.json().value("status"_L1), u"creating"_s);
    const QString kept = made.json().value("id"_L1).toString();
    QVERIFY(eventually([&] { return volume(kept).value("status"_L1) == u"available"_s; }));
    QJsonObject body = m_user.createBody();
    body.remove(u"image"_s);
    body.insert(u"volumes"_s, QJsonObject{{u"0"_s, QJsonObject{{u"id"_s, kept}, {u"volume_type"_s, u"sbs_volume"_s}}}});
    const QJsonObject server = m_user.create(body);
    QVERIFY(server.value("image"_L1).isNull());
    QCOMPARE(rootOf(server), kept);
    // One volume, one server.
    QCOMPARE(m_sandbox.call("POST", m_user.zoned(u"/servers"_s), body).status, 412);
}

void TestSandboxVolumes::listsAreFiltered()
{
    const QJsonObject server = m_user.create();
    const QString root = rootOf(server);
    QCOMPARE(m_sandbox.call("PATCH", m_user.block(u"/volumes/"_s + root), QJsonObject{{u"tags"_s, QJsonArray{u"a"_s, u"b"_s}}}).status,
        200);
    const auto count = [this](const QString &query) { return m_sandbox.get(m_user.block(u"/volumes?"_s
        + query)).json().value("total_count"_L1).toInt(); };
    QCOMPARE(count(u"tags=a&tags=b"_s), 1);
    QCOMPARE(count(u"tags=a&tags=c"_s), 0);
    QCOMPARE(count(u"product_resource_id="_s + server.value("id"_L1).toString()), 1);
    QCOMPARE(count(u"name=nothing-of-that-name"_s), 0);
    const HttpReply page = m_sandbox.get(m_user.block(u"/volumes?page_size=2"_s));
    QCOMPARE(page.json().value("volumes"_L1).toArray().size(), 2);
    QVERIFY(page.json().value("total_count"_L1).toInt() > 2);
}

QTEST_GUILESS_MAIN(TestSandboxVolumes)
#include "tst_sandboxvolumes.moc"
