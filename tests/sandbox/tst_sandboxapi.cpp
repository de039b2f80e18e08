// The provider's API as the sandbox answers it: lists, filters, states, errors.
#include "tests/sandbox/sandboxuser.h"

#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace vigie::test;

class TestSandboxApi : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tokenIsAskedFor_data();
    void tokenIsAskedFor();
    void everyAnswerHasARequestId();
    void typesTakeThreePages();
    void availabilityFollowsTheStock();
    void invalidPages_data();
    void invalidPages();
    void plainImagesListNoGpu();
    void localImagesNeedOneSelector();
    void b300NeedsTheNewestImage();
    void serverListIsPagedAndFiltered();
    void errors_data();
    void errors();
    void missingArgumentsAreAllNamed();

private:
    SandboxProcess m_sandbox{{u"--time-scale"_s, u"100"_s}};
    SandboxUser m_user{m_sandbox};
};

void TestSandboxApi::initTestCase()
{
    QVERIFY2(m_sandbox.start(), qPrintable(m_sandbox.errorString()));
}

void TestSandboxApi::tokenIsAskedFor_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("isPublic");
    QTest::newRow("types") << m_user.zoned(u"/products/servers"_s) << true;
    QTest::newRow("availability") << m_user.zoned(u"/products/servers/availability"_s) << true;
    QTest::newRow("marketplace") << u"/marketplace/v2/images"_s << true;
    QTest::newRow("servers") << m_user.zoned(u"/servers"_s) << false;
    QTest::newRow("ips") << m_user.zoned(u"/ips"_s) << false;
    QTest::newRow("volumes") << m_user.block(u"/volumes"_s) << false;
    QTest::newRow("ssh keys") << u"/iam/v1alpha1/ssh-keys"_s << false;
    QTest::newRow("nowhere") << u"/nowhere"_s << false;
}

void TestSandboxApi::tokenIsAskedFor()
{
    QFETCH(QString, path);
    QFETCH(bool, isPublic);
    const HttpReply reply = m_sandbox.call("GET", path, QByteArray(), SandboxProcess::Token::Omit);
    QCOMPARE(reply.status, isPublic ? 200 : 401);
    if (isPublic)
        return;
    QCOMPARE(reply.json(), (QJsonObject{{u"type"_s, u"denied_authentication"_s}, {u"message"_s, u"authentication is denied"_s},
                                        {u"method"_s, u"api_key"_s}, {u"reason"_s, u"not_found"_s}}));
}

void TestSandboxApi::everyAnswerHasARequestId()
{
    const QByteArray first = m_sandbox.get(m_user.zoned(u"/servers"_s)).header("x-request-id");
    const QByteArray second = m_sandbox.get(m_user.zoned(u"/servers/none"_s)).header("x-request-id");
    QCOMPARE(first.size(), 36);
    QCOMPARE(second.size(), 36);
    QVERIFY(first != second);
}

void TestSandboxApi::typesTakeThreePages()
{
    QSet<QString> all;
    QList<QStringList> pages;
    for (int page = 1; page <= 4; ++page) {
        const HttpReply reply = m_sandbox.get(m_user.zoned(u"/products/servers?page=%1&per_page=50"_s.arg(page)));
        QCOMPARE(reply.header("x-total-count"), QByteArray("135"));
        pages.append(reply.json().value("servers"_L1).toObject().keys());
        all += QSet(pages.last().begin(), pages.last().end());
    }
    QCOMPARE(pages[0].size(), 50);
    QCOMPARE(pages[1].size(), 50);
    QCOMPARE(pages[2].size(), 35);
    QCOMPARE(pages[3].size(), 0);
    QCOMPARE(all.size(), 135);
    for (const QString &type : {u"L4-1-24G"_s, u"L40S-1-48G"_s, u"H100-SXM-4-80G"_s})
        QVERIFY(pages[1].contains(type));
    QVERIFY(pages[0].contains(u"H100-1-80G"_s) && pages[2].contains(u"RENDER-S"_s));
    const QByteArray link = m_sandbox.get(m_user.zoned(u"/products/servers"_s)).header("link");
    QVERIFY(link.startsWith("</products/servers?page=2&per_page=50&>; rel=\"next\""));
}

void TestSandboxApi::availabilityFollowsTheStock()
{
    const auto availability = [this](const QString &type) {
        const HttpReply reply = m_sandbox.get(m_user.zoned(u"/products/servers/availability?per_page=100&page=1"_s));
        return reply.json().value("servers"_L1).toObject().value(type).toObject().value("availability"_L1).toString();
    };
    QCOMPARE(availability(u"L40S-1-48G"_s), u"scarce"_s);
    QVERIFY(m_sandbox.setStock(u"fr-par-2"_s, u"L40S-1-48G"_s, u"out"_s));
    QCOMPARE(availability(u"L40S-1-48G"_s), u"shortage"_s);
    QJsonObject body = m_user.createBody();
    body.insert(u"commercial_type"_s, u"L40S-1-48G"_s);
    const HttpReply refused = m_sandbox.call("POST", m_user.zoned(u"/servers"_s), body);
    QCOMPARE(refused.status, 412);
    QCOMPARE(refused.json().value("type"_L1), u"out_of_stock"_s);
    QCOMPARE(refused.json().value("resource"_L1), u"L40S-1-48G"_s);
    QVERIFY(m_sandbox.setStock(u"fr-par-2"_s, u"L40S-1-48G"_s, u"available"_s));
    QCOMPARE(availability(u"L40S-1-48G"_s), u"available"_s);
    QVERIFY(!m_sandbox.setStock(u"fr-par-2"_s, u"NONE-1"_s, u"available"_s));
}

void TestSandboxApi::invalidPages_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("zero") << m_user.zoned(u"/servers?page=0"_s);
    QTest::newRow("negative") << m_user.zoned(u"/servers?page=-1"_s);
    QTest::newRow("too many") << m_user.zoned(u"/servers?per_page=101"_s);
    QTest::newRow("letters") << m_user.block(u"/volumes?page_size=x"_s);
}

void TestSandboxApi::invalidPages()
{
    QFETCH(QString, path);
    const HttpReply reply = m_sandbox.get(path);
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.json().value("type"_L1), u"invalid_arguments"_s);
}

void TestSandboxApi::plainImagesListNoGpu()
{
    const auto types = [this](const QString &label, const QString &kind) {
        const QString path = u"/marketplace/v2/local-images?image_label=%1&zone=fr-par-2&type=%2"_s.arg(label, kind);
        QSet<QString> found;
        for (const QJsonValue &image : m_sandbox.get(path).json().value("local_images"_L1).toArray()) {
            for (const QJsonValue &type : image.toObject().value("compatible_commercial_types"_L1).toArray())
                found.insert(type.toString());
        }
        return found;
    };
    for (const QString &label : {u"ubuntu_jammy"_s, u"ubuntu_noble"_s, u"ubuntu_focal"_s, u"debian_bookworm"_s}) {
        QVERIFY(types(label, u"instance_sbs"_s).contains(u"DEV1-S"_s));
        QVERIFY(!types(label, u"instance_sbs"_s).contains(u"L4-1-24G"_s));
    }
    for (const QString &label : {u"ubuntu_jammy_gpu_os_12"_s, u"ubuntu_noble_gpu_os_12"_s, u"kapsule_noble"_s})
        QVERIFY(types(label, u"instance_sbs"_s).contains(u"L4-1-24G"_s));
    // The local twin of a GPU image lists the type too, and cannot be its root.
    QVERIFY(types(u"ubuntu_noble_gpu_os_12"_s, u"instance_local"_s).contains(u"L4-1-24G"_s));
    QJsonObject body = m_user.createBody();
    body.insert(u"image"_s, m_user.image(u"ubuntu_noble_gpu_os_12"_s, u"instance_local"_s));
    body.remove(u"volumes"_s);
    const HttpReply refused = m_sandbox.call("POST", m_user.zoned(u"/servers"_s), body);
    QCOMPARE(refused.status, 400);
    QVERIFY(refused.body.contains("must be equal to 0GB"));
    // The first entry of a plain label is for another architecture.
    const QString path = u"/marketplace/v2/local-images?image_label=ubuntu_noble&zone=fr-par-2&type=instance_sbs"_s;
    QCOMPARE(m_sandbox.get(path).json().value("local_images"_L1).toArray().first().toObject().value("arch"_L1), u"arm64"_s);
}

void TestSandboxApi::localImagesNeedOneSelector()
{
    QCOMPARE(m_sandbox.get(u"/marketplace/v2/local-images?zone=fr-par-2"_s).status, 400);
    QCOMPARE(m_sandbox.get(u"/marketplace/v2/local-images?image_label=a&image_id=b"_s).status, 400);
    const HttpReply unknown = m_sandbox.get(u"/marketplace/v2/local-images?image_label=macos"_s);
    QCOMPARE(unknown.status, 404);
    QCOMPARE(unknown.json().value("resource"_L1), u"MarketplaceImage"_s);
    QCOMPARE(unknown.json().value("resource_id"_L1), u"macos"_s);
    const HttpReply labels = m_sandbox.get(u"/marketplace/v2/images?page=2"_s);
    QCOMPARE(labels.json().value("total_count"_L1).toInt(), 20 + static_cast<int>(labels.json().value("images"_L1).toArray().size()));
}

void TestSandboxApi::b300NeedsTheNewestImage()
{
    const auto lists = [this](const QString &label) {
        const QString path = u"/marketplace/v2/local-images?image_label=%1&zone=fr-par-2&type=instance_sbs"_s.arg(label);
        return m_sandbox.get(path).body.contains("B300-SXM-8-288G");
    };
    QVERIFY(lists(u"ubuntu_noble_gpu_os_13_nvidia"_s));
    QVERIFY(!lists(u"ubuntu_noble_gpu_os_12"_s));
}

void TestSandboxApi::serverListIsPagedAndFiltered()
{
    QStringList ids;
    for (int i = 0; i < 7; ++i) {
        QJsonObject body = m_user.createBody(u"list-%1"_s.arg(i));
        body.insert(u"tags"_s, QJsonArray{u"list"_s, i % 2 ? u"odd"_s : u"even"_s, u"k=v w"_s});
        ids.prepend(m_user.create(body).value("id"_L1).toString());
    }
    const auto list = [this](const QString &query) {
        QStringList found;
        const HttpReply reply = m_sandbox.get(m_user.zoned(u"/servers?"_s + query));
        for (const QJsonValue &server : reply.json().value("servers"_L1).toArray())
            found.append(server.toObject().value("id"_L1).toString());
        return found;
    };
    QCOMPARE(list(u"tags=list"_s), ids);
    QCOMPARE(list(u"tags=list%2Codd"_s).size(), 3);
    QCOMPARE(list(u"tags=list%2Ceven%2Cnone"_s).size(), 0);
    QCOMPARE(list(u"tags=k%3Dv%20w"_s).size(), 7);
    QCOMPARE(list(u"tags=list&per_page=3&page=1"_s) + list(u"tags=list&per_page=3&page=2"_s) + list(u"tags=list&per_page=3&page=3"_s), ids);
    QCOMPARE(m_sandbox.get(m_user.zoned(u"/servers?tags=list&per_page=3"_s)).header("x-total-count"), QByteArray("7"));
    QCOMPARE(list(u"name=list-3"_s).size(), 1);
    QCOMPARE(list(u"tags=list&state=running"_s).size(), 0);
    QCOMPARE(list(u"tags=list&state=stopped"_s).size(), 7);
    QCOMPARE(list(u"tags=list&commercial_type=L4-2-24G"_s).size(), 0);
    QCOMPARE(list(u"servers="_s + ids[0] + u"%2C"_s + ids[1]).size(), 2);
    QCOMPARE(list(u"tags=list&order=creation_date_asc"_s).first(), ids.last());
    const SandboxUser elsewhere(m_sandbox, u"fr-par-1"_s);
    QCOMPARE(m_sandbox.get(elsewhere.zoned(u"/servers?tags=list"_s)).header("x-total-count"), QByteArray("0"));
    for (const QString &id : ids)
        QCOMPARE(m_sandbox.call("DELETE", m_user.zoned(u"/servers/"_s + id)).status, 204);
}

void TestSandboxApi::errors_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("expected");
    const QString servers = m_user.zoned(u"/servers"_s);
    const auto row = [](const char *name, const QByteArray &method, const QString &path, const QByteArray &change, int status,
        const QByteArray &expected) {
        QTest::newRow(name) << method << path << change << status << expected;
    };
    const QByteArray none = "11111111-1111-4111-8111-111111111111";
    row("unknown server", "GET", servers + u"/"_s + QString::fromLatin1(none), "", 404, "\"resource\":\"instance_server\"");
    row("unknown image", "GET", m_user.zoned(u"/images/"_s) + QString::fromLatin1(none), "", 404, "\"resource\":\"instance_image\"");
    row("unknown volume", "GET", m_user.zoned(u"/volumes/"_s) + QString::fromLatin1(none), "", 404, "\"resource\":\"instance_volume\"");
    row("unknown block volume", "GET", m_user.block(u"/volumes/"_s) + QString::fromLatin1(none), "", 404, "\"resource\":\"volume\"");
    row("unknown ip", "GET", m_user.zoned(u"/ips/"_s) + QString::fromLatin1(none), "", 404, "\"resource\":\"instance_ip\"");
    row("unknown group", "GET", m_user.zoned(u"/security_groups/"_s) + QString::fromLatin1(none), "", 404,
        "\"resource\":\"instance_security_group\"");
    row("unknown ssh key", "GET", u"/iam/v1alpha1/ssh-keys/"_s + QString::fromLatin1(none), "", 404, "\"resource\":\"ssh_key\"");
    row("foreign snapshot", "GET", m_user.block(u"/snapshots/"_s) + QString::fromLatin1(none), "", 403, "\"type\":\"permissions_denied\"");
    row("unknown zone", "GET", u"/instance/v1/zones/xx-yyy-1/servers"_s, "", 404, "\"type\":\"not_found\"");
    row("nowhere", "GET", u"/nowhere"_s, "", 404, "\"message\"");
    row("create, image unknown", "POST", servers, "{\"image\":\"" + none + "\"}", 404, "\"resource\":\"instance_image\"");
    row("create, type unknown", "POST", servers, R"({"commercial_type":"NONE-1"})", 400, "\"argument_name\":\"commercial_type\"");
    row("create, group unknown", "POST", servers, "{\"security_group\":\"" + none + "\"}", 404, "\"resource\":\"instance_security_group\"");
    row("create, ip unknown", "POST", servers, "{\"public_ips\":[\"" + none + "\"]}", 404, "\"resource\":\"instance_ip\"");
    row("create, other project", "POST", servers, "{\"project\":\"" + none + "\"}", 403, "\"type\":\"permissions_denied\"");
    row("create, local root", "POST", servers, R"({"volumes":{"0":{"volume_type":"l_ssd","size":20000000000}}})", 400,
        "must be equal to 0GB");
    row("create, root without a type", "POST", servers, R"({"volumes":{"0":{"size":125000000000}}})", 400, "must be equal to 0GB");
    row("create, root too small", "POST", servers, R"({"volumes":{"0":{"volume_type":"sbs_volume","size":10000000000}}})", 400,
        "volumes.0.size");
    row("create, scratch on L4", "POST", servers, R"({"volumes":{"1":{"volume_type":"scratch","size":1000000000000,"name":"s"}}})", 400,
        "scratch");
    row("create, not JSON", "POST", servers, "{", 400, "\"type\":\"invalid_arguments\"");
    row("create, wrong types", "POST", servers, R"({"name":7,"tags":"x","volumes":[],"public_ips":3})", 400, "\"argument_name\":\"name\"");
}

void TestSandboxApi::errors()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    QFETCH(QByteArray, change);
    QFETCH(QByteArray, expected);
    QByteArray body;
    if (method == "POST") {
        QJsonObject usual = m_user.createBody();
        const QJsonDocument changes = QJsonDocument::fromJson(change);
        for (const QString &key : changes.object().keys())
            usual.insert(key, changes.object().value(key));
        body = changes.isNull() ? change : QJsonDocument(usual).toJson();
    }
    const int creates = m_sandbox.summary().value("creates"_L1).toInt();
    const HttpReply reply = m_sandbox.call(method, path, body);
    QTEST(reply.status, "status");
    QVERIFY2(reply.body.contains(expected), reply.body.constData());
    QCOMPARE(reply.header("content-type"), QByteArray("application/json"));
    QCOMPARE(m_sandbox.summary().value("creates"_L1).toInt(), creates);
}

void TestSandboxApi::missingArgumentsAreAllNamed()
{
    const HttpReply reply = m_sandbox.call("POST", m_user.zoned(u"/servers"_s),
        QJsonObject{{u"name"_s, u"n"_s}, {u"project"_s, m_sandbox.projectId()}});
    QCOMPARE(reply.status, 400);
    QStringList names;
    for (const QJsonValue &detail : reply.json().value("details"_L1).toArray()) {
        names.append(detail.toObject().value("argument_name"_L1).toString());
        QCOMPARE(detail.toObject().value("reason"_L1), u"required"_s);
    }
    QCOMPARE(names, (QStringList{u"commercial_type"_s, u"image"_s, u"volumes"_s}));
}

QTEST_GUILESS_MAIN(TestSandboxApi)
#include "tst_sandboxapi.moc"
