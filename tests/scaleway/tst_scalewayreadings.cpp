#include "providers/scaleway/apiurl.h"
#include "providers/scaleway/candidates.h"
#include "providers/scaleway/readings.h"
#include "providers/scaleway/scalewayprovider.h"

#include <QTest>

using namespace vigie::models;
using namespace vigie::providers;
using namespace vigie::providers::scaleway;
using namespace Qt::StringLiterals;

namespace {

Json json(const char *text)
{
    return parseJson(text).value();
}

MarketplaceImage image(const char *label, const char *name = "", const char *category = "", const QDateTime &until = {},
                       const QDateTime &updated = {})
{
    return {QString::fromLatin1(label), QString::fromLatin1(name), {QString::fromLatin1(category)}, until, updated};
}

} // namespace

class TestScalewayReadings final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pricesAreExact_data();
    void pricesAreExact();
    void jsonIsBounded();
    void numbersThatDoNotFitAreNone();
    void urlsKeepTheirShape_data();
    void urlsKeepTheirShape();
    void urlsThatWouldNameSomethingElse_data();
    void urlsThatWouldNameSomethingElse();
    void offers();
    void blockOnlyIsDerived_data();
    void blockOnlyIsDerived();
    void servers();
    void hostileServers_data();
    void hostileServers();
    void fingerprints();
    void candidatesForGpus();
    void candidatesForBlackwellAndCpus();
    void createdAsAsked();
};

void TestScalewayReadings::pricesAreExact_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<qint64>("micros");
    for (const auto &[number, micros] : {std::pair("1.469916", 1469916LL),
                                         {"0.7875", 787500},
                                         {"11.759328", 11759328},
                                         {"60", 60000000},
                                         {"60.0", 60000000},
                                         {"0", 0},
                                         {"25.3308", 25330800},
                                         {"0.000001", 1},
                                         {"999999.999999", 999999999999LL},
                                         {"1e-7", 0},
                                         {"5.879664", 5879664},
                                         {"2.939832", 2939832}})
        QTest::newRow(number) << QByteArray(number) << qint64(micros);
    for (const char *number : {"-1", "1e300", "\"1.0\"", "null", "true", "1000001", "[1]"})
        QTest::newRow(number) << QByteArray(number) << qint64(-1);
}

void TestScalewayReadings::pricesAreExact()
{
    QFETCH(QByteArray, number);
    QFETCH(qint64, micros);
    const auto found = price(parseJson("{\"p\":" + number + "}").value(), "p");
    QCOMPARE(found ? found->micros() : -1, micros);
    if (micros < 0)
        return;
    // Every price with six decimals around it, too.
    for (qint64 each = micros; each < std::min(micros + 200, qint64(1'000'000'000'000)); ++each) {
        const QByteArray text = QByteArray::number(each / 1000000) + '.' + QByteArray::number(each % 1000000).rightJustified(6, '0');
        QCOMPARE(price(parseJson("{\"p\":" + text + "}").value(), "p")->micros(), each);
    }
}

void TestScalewayReadings::jsonIsBounded()
{
    QVERIFY(parseJson("{\"a\":[1,{\"b\":null}]}"));
    QVERIFY(parseJson("\xEF\xBB\xBF{}"));
    QVERIFY(parseJson(QByteArray(64, '[') + QByteArray(64, ']')));
    QVERIFY(!parseJson(QByteArray(65, '[') + QByteArray(65, ']')));
    QVERIFY(!parseJson(QByteArray(1'000'000, '[')));
    QVERIFY(!parseJson(QByteArray(1'000'000, '{')));
    QVERIFY(!parseJson("{\"a\":1,\"a\":2}"));
    QVERIFY(parseJson("[{\"a\":1},{\"a\":2}]"));
    for (const char *text : {"", "{", "{}}", "<html>", "{\"a\":}", "nul", "{\"a\":1}garbage", "{\"a\":01}", "{\"a\":\"\\ud800\"}",
                             "{\"a\":\"\xff\"}", "1e999"})
        QVERIFY2(!parseJson(text), text);
}

void TestScalewayReadings::numbersThatDoNotFitAreNone()
{
    const Json object = json(R"({"big":18446744073709551615,"max":9223372036854775807,"neg":-5,"frac":1.5,"text":"5","huge":1e30})");
    QVERIFY(!integer(object, "big"));
    QCOMPARE(integer(object, "max"), std::numeric_limits<std::int64_t>::max());
    QCOMPARE(integer(object, "neg"), -5);
    for (const char *key : {"frac", "text", "huge", "absent"})
        QVERIFY(!integer(object, key));
    QVERIFY(!integer(Json(5), "x"));
    QVERIFY(text(Json::array(), "x").isEmpty());
    QVERIFY(child(Json("text"), "x").is_null());
}

void TestScalewayReadings::urlsKeepTheirShape_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("plain") << u"6bc4b49b-bd60-4d64-8ffc-9346f18ef88b"_s << QByteArray("/servers/6bc4b49b-bd60-4d64-8ffc-9346f18ef88b");
    QTest::newRow("slash") << u"../ips/1"_s << QByteArray("/servers/..%2Fips%2F1");
    QTest::newRow("query") << u"1?x=y"_s << QByteArray("/servers/1%3Fx%3Dy");
    QTest::newRow("fragment") << u"1#x"_s << QByteArray("/servers/1%23x");
    QTest::newRow("percent") << u"1%2F2"_s << QByteArray("/servers/1%252F2");
    QTest::newRow("backslash") << u"a\\b"_s << QByteArray("/servers/a%5Cb");
    QTest::newRow("line break") << u"a\r\nb"_s << QByteArray("/servers/a%0D%0Ab");
    QTest::newRow("nul") << u"a\0b"_s << QByteArray("/servers/a%00b");
    QTest::newRow("at") << u"a@b:c"_s << QByteArray("/servers/a%40b%3Ac");
    QTest::newRow("not ASCII") << u"é\u202e"_s << QByteArray("/servers/%C3%A9%E2%80%AE");
}

void TestScalewayReadings::urlsKeepTheirShape()
{
    QFETCH(QString, id);
    QFETCH(QByteArray, path);
    for (const char *base : {"https://api.scaleway.com", "https://api.scaleway.com/", "https://user:pass@api.scaleway.com//?a=b#c"}) {
        const auto url = apiUrl(QUrl(QString::fromLatin1(base)), {u"servers"_s, id});
        QVERIFY(url);
        QCOMPARE(url->toEncoded(), "https://api.scaleway.com" + path);
    }
    const auto query = apiUrl(QUrl(u"https://api.scaleway.com"_s), {u"servers"_s}, {{u"tags"_s, id}, {u"page"_s, u"1"_s}});
    QCOMPARE(query->toEncoded(), "https://api.scaleway.com/servers?tags=" + path.sliced(9) + "&page=1");
    QCOMPARE(apiUrl(QUrl(u"https://a"_s), {u"x"_s}, {{u"tags"_s, u"a,b+c=d e&f"_s}})->toEncoded(),
             "https://a/x?tags=a%2Cb%2Bc%3Dd%20e%26f");
}

void TestScalewayReadings::urlsThatWouldNameSomethingElse_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("id");
    QTest::newRow("empty id") << u"https://api.scaleway.com"_s << u""_s;
    QTest::newRow("dot") << u"https://api.scaleway.com"_s << u"."_s;
    QTest::newRow("dots") << u"https://api.scaleway.com"_s << u".."_s;
    QTest::newRow("no host") << u"https://"_s << u"x"_s;
    QTest::newRow("file") << u"file:///etc/passwd"_s << u"x"_s;
    QTest::newRow("clear text") << u"http://api.scaleway.com"_s << u"x"_s;
    QTest::newRow("clear text, looks local") << u"http://127.0.0.1.example.org"_s << u"x"_s;
    QTest::newRow("none") << u""_s << u"x"_s;
}

void TestScalewayReadings::urlsThatWouldNameSomethingElse()
{
    QFETCH(QString, base);
    QFETCH(QString, id);
    QVERIFY(!apiUrl(QUrl(base), {u"servers"_s, id}));
    QVERIFY(apiUrl(QUrl(u"http://127.8.9.1:1234"_s), {u"servers"_s}));
    QVERIFY(apiUrl(QUrl(u"http://[::1]:1234"_s), {u"servers"_s}));
}

void TestScalewayReadings::offers()
{
    const Json type = json(R"({"arch":"x86_64","ncpus":8,"ram":103079215104,"gpu":1,"gpu_info":{"gpu_name":"L40S","gpu_memory":51539607552},
        "volumes_constraint":{"min_size":0,"max_size":0},"per_volume_constraint":{"l_ssd":{"min_size":0,"max_size":0}},"scratch_storage_max_size":1600000000000,
        "hourly_price":1.469916,"capabilities":{"block_storage":true},"end_of_service":true})");
    const Offer offer = offerOf(u"L40S-1-48G"_s, type, AccountId(u"a"_s), Zone(u"fr-par-2"_s));
    QCOMPARE(offer.type.toString(), u"L40S-1-48G"_s);
    QCOMPARE(offer.cpus, 8);
    QCOMPARE(offer.memoryBytes, 103079215104);
    QCOMPARE(offer.gpus, 1);
    QCOMPARE(offer.gpuName, u"L40S"_s);
    QCOMPARE(offer.gpuMemoryBytes, 51539607552);
    QCOMPARE(offer.pricePerHour->micros(), 1469916);
    QVERIFY(offer.blockOnly && offer.endOfService);
    QCOMPARE(offer.scratchMaxBytes, 1600000000000);
    QCOMPARE(offer.stock, Stock::Unknown);

    const Offer hostile = offerOf(
        u"X"_s,
        json(R"({"arch":[],"ncpus":-4,"ram":1e30,"gpu":99999999999999,"gpu_info":"L4","hourly_price":-1,"scratch_storage_max_size":null})"),
        {}, {});
    QCOMPARE(hostile.cpus, 0);
    QCOMPARE(hostile.memoryBytes, 0);
    QCOMPARE(hostile.gpus, std::numeric_limits<int>::max());
    QVERIFY(!hostile.pricePerHour && !hostile.blockOnly);
    QCOMPARE(stockOf(u"scarce"), Stock::Scarce);
    QCOMPARE(stockOf(u"plenty"), Stock::Unknown);
}

void TestScalewayReadings::blockOnlyIsDerived_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<bool>("isBlockOnly");
    QTest::newRow("L4") << QByteArray(
        R"({"volumes_constraint":{"max_size":0},"per_volume_constraint":{"l_ssd":{"max_size":0}},"capabilities":{"block_storage":true}})")
                        << true;
    QTest::newRow("no per volume") << QByteArray(
        R"({"volumes_constraint":{"max_size":0},"per_volume_constraint":null,"capabilities":{"block_storage":true}})")
                                   << true;
    QTest::newRow("no l_ssd") << QByteArray(
        R"({"volumes_constraint":{"max_size":0},"per_volume_constraint":{},"capabilities":{"block_storage":true}})")
                              << true;
    QTest::newRow("RENDER-S") << QByteArray(
        R"({"volumes_constraint":{"max_size":400000000000},"per_volume_constraint":{"l_ssd":{"max_size":800000000000}},"capabilities":{"block_storage":true}})")
                              << false;
    QTest::newRow("l_ssd alone") << QByteArray(
        R"({"volumes_constraint":{"max_size":0},"per_volume_constraint":{"l_ssd":{"max_size":1}},"capabilities":{"block_storage":true}})")
                                 << false;
    QTest::newRow("no block storage") << QByteArray(R"({"volumes_constraint":{"max_size":0},"capabilities":{}})") << false;
    QTest::newRow("nothing said") << QByteArray("{}") << false;
}

void TestScalewayReadings::blockOnlyIsDerived()
{
    QFETCH(QByteArray, type);
    QFETCH(bool, isBlockOnly);
    QCOMPARE(scaleway::isBlockOnly(parseJson(type).value()), isBlockOnly);
}

void TestScalewayReadings::servers()
{
    const auto server = serverOf(
        json(
            R"({"id":"s","name":"n","commercial_type":"L4-1-24G","image":{"id":"i"},"state":"stopped in place","state_detail":"stopped in place","tags":["a",5,"b"],
        "volumes":{"10":{"id":"v10","volume_type":"x"},"1":{"id":"v1","volume_type":"scratch"},"0":{"id":"v0","volume_type":"sbs_volume"}},
        "public_ips":[{"id":"6","address":"2001:db8::1","dynamic":false},{"id":"4","address":"51.15.0.1","dynamic":true,"state":"pending"},{"id":"5","address":"51.15.0.2"}]})"),
        Zone(u"fr-par-2"_s));
    QVERIFY(server);
    QCOMPARE(server->state, ServerState::StoppedInPlace);
    QCOMPARE(server->stateText, u"stopped in place"_s);
    QCOMPARE(server->tags, QStringList({u"a"_s, u"b"_s}));
    QCOMPARE(server->volumes, QVector<AttachedVolume>({{u"v0"_s, u"sbs_volume"_s}, {u"v1"_s, u"scratch"_s}, {u"v10"_s, u"x"_s}}));
    QCOMPARE(server->addresses,
             QVector<PublicAddress>({{u"4"_s, u"51.15.0.1"_s, true}, {u"5"_s, u"51.15.0.2"_s, false}, {u"6"_s, u"2001:db8::1"_s, false}}));
    const auto old = serverOf(
        json(
            R"({"id":"s","state":"starting","state_detail":"allocating node","image":null,"public_ips":[],"public_ip":{"id":"4","address":"51.15.0.1","dynamic":true}})"),
        {});
    QCOMPARE(old->stateText, u"starting (allocating node)"_s);
    QCOMPARE(old->addresses.size(), 1);
    QVERIFY(old->imageId.isEmpty());
}

void TestScalewayReadings::hostileServers_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<bool>("isRead");
    QTest::newRow("unknown state") << QByteArray(
        R"({"id":"s","state":"hibernating","volumes":[],"public_ips":{"a":1},"tags":"x","image":[]})")
                                   << true;
    QTest::newRow("no state") << QByteArray(R"({"id":"s","state":7})") << true;
    QTest::newRow("no id") << QByteArray(R"({"state":"running"})") << false;
    QTest::newRow("a number as id") << QByteArray(R"({"id":5,"state":"running"})") << false;
    QTest::newRow("null id") << QByteArray(R"({"id":null})") << false;
    QTest::newRow("a volume without id") << QByteArray(R"({"id":"s","volumes":{"0":{"volume_type":"sbs_volume"}}})") << false;
    QTest::newRow("a volume that is none") << QByteArray(R"({"id":"s","volumes":{"0":null}})") << false;
    QTest::newRow("null") << QByteArray("null") << false;
    QTest::newRow("an array") << QByteArray("[]") << false;
}

void TestScalewayReadings::hostileServers()
{
    QFETCH(QByteArray, server);
    QFETCH(bool, isRead);
    const auto read = serverOf(parseJson(server).value(), {});
    QCOMPARE(read.has_value(), isRead);
    if (read)
        QCOMPARE(read->state, ServerState::Unknown);
    QVERIFY(!volumeOf(parseJson(server).value()));
    QCOMPARE(stateOf(u"Running"), ServerState::Unknown);
}

void TestScalewayReadings::fingerprints()
{
    const QByteArray one("SHA256:uNiVztksCsDhcc0u9e8BrrQXVUpKZIDTMczCvj3tD2s");
    const QByteArray two("SHA256:n3WwvZ8/kL+0cYf6yQ1eN5kq1m1n7bq0m2c3d4e5f6g");
    QCOMPARE(fingerprintsIn("256 " + one + " root@host (ED25519)\r\n3072 " + two + " (RSA)\n" + one),
             QStringList({QString::fromLatin1(one), QString::fromLatin1(two)}));
    QVERIFY(fingerprintsIn("SHA256:short MD5:6b:cd " + one + "X").isEmpty());
    QVERIFY(fingerprintsIn({}).isEmpty());
}

void TestScalewayReadings::candidatesForGpus()
{
    const QDateTime now = QDateTime::fromString(u"2026-08-01T00:00:00Z"_s, Qt::ISODate);
    const QVector<MarketplaceImage> catalogue{image("ubuntu_noble"),
                                              image("ubuntu_jammy_gpu_os_12"),
                                              image("kapsule_noble_gpu_os_12"),
                                              image("windows_ml", "", "Machine Learning"),
                                              image("ubuntu_noble_gpu_os_12"),
                                              image("ubuntu_focal_gpu_os_11"),
                                              image("debian_ml", "Debian 26.04", "machine learning"),
                                              image("ubuntu_expired_gpu_os_13", "", "", now.addDays(-1)),
                                              image("ubuntu_noble_gpu_os_14", "", "", now.addDays(1)),
                                              image("ml_new", "", "Machine Learning", {}, now),
                                              image("ml_newer", "", "Machine Learning", {}, now.addDays(1)),
                                              image("ubuntu_noble_gpu_os_13_nvidia"),
                                              image("")};
    Offer offer;
    offer.gpus = 1;
    offer.type = CommercialType(u"L4-1-24G"_s);
    QCOMPARE(bootCandidates(offer, catalogue, now),
             QStringList({u"ubuntu_noble_gpu_os_13_nvidia"_s, u"ubuntu_noble_gpu_os_12"_s, u"ubuntu_jammy_gpu_os_12"_s, u"debian_ml"_s,
                          u"ubuntu_noble_gpu_os_14"_s, u"ubuntu_focal_gpu_os_11"_s, u"ml_newer"_s, u"ml_new"_s}));
    const QStringList builtIn{u"ubuntu_noble_gpu_os_13_nvidia"_s, u"ubuntu_noble_gpu_os_12"_s, u"ubuntu_jammy_gpu_os_12"_s};
    QCOMPARE(bootCandidates(offer, {}, now), builtIn);
    QCOMPARE(bootCandidates(offer, {image("ubuntu_noble")}, now), builtIn);
}

void TestScalewayReadings::candidatesForBlackwellAndCpus()
{
    Offer offer;
    offer.gpus = 8;
    offer.type = CommercialType(u"B300-SXM-8-288G"_s);
    QCOMPARE(bootCandidates(offer, {}, {}), QStringList{u"ubuntu_noble_gpu_os_13_nvidia"_s});
    QCOMPARE(bootCandidates(offer, {image("ubuntu_noble_gpu_os_12"), image("ubuntu_gpu_os_14")}, {}), QStringList{u"ubuntu_gpu_os_14"_s});
    offer.gpus = 0;
    QCOMPARE(bootCandidates(offer, {image("ubuntu_noble_gpu_os_12")}, {}), QStringList({u"ubuntu_noble"_s, u"ubuntu_jammy"_s}));
}

void TestScalewayReadings::createdAsAsked()
{
    ServerSpec spec;
    spec.imageId = u"I"_s;
    spec.type = CommercialType(u"L4-1-24G"_s);
    Server server;
    server.imageId = u"i"_s;
    server.type = spec.type;
    QVERIFY(!verifyCreated(spec, server).isEmpty());
    server.volumes = {{u"v"_s, u"sbs_volume"_s}};
    QVERIFY(verifyCreated(spec, server).isEmpty());
    server.volumes.append({u"w"_s, u"l_ssd"_s});
    QVERIFY(verifyCreated(spec, server).contains("local"_L1));
    server.volumes = {{u"v"_s, u"l_ssd"_s}};
    QVERIFY(verifyCreated(spec, server).contains("l_ssd"_L1));
    server.volumes = {{u"v"_s, u"sbs_volume"_s}};
    server.imageId = u"j"_s;
    QVERIFY(verifyCreated(spec, server).contains("image"_L1));
    server.imageId = u"i"_s;
    server.type = CommercialType(u"L4-2-24G"_s);
    QVERIFY(verifyCreated(spec, server).contains("type"_L1));
}

QTEST_GUILESS_MAIN(TestScalewayReadings)
#include "tst_scalewayreadings.moc"
