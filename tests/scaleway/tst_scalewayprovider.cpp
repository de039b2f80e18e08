#include "tests/scaleway/fakeapi.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <functional>

using namespace vigie::models;
using namespace vigie::providers;
using namespace vigie::test;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(ServerState)

namespace {

const QByteArray servers("/instance/v1/zones/fr-par-2/servers");
const QByteArray products("/instance/v1/zones/fr-par-2/products/servers");
const auto id = u"cf55eb83-a278-477c-a2a0-46439b329cc6"_s;

ServerSpec spec()
{
    return {u"vigie-1"_s, zone, CommercialType(u"L4-1-24G"_s), u"image-1"_s, 125'000'000'000, {u"vigie"_s, u"vigie-request=1"_s}};
}

Said page(const QByteArray &body, int total)
{
    return {200, body, {{"Content-Type", "application/json"}, {"X-Total-Count", QByteArray::number(total)}}};
}

using Caller = std::function<std::optional<ProviderError>(ScalewayProvider &)>;

template <class T>
std::optional<ProviderError> errorIn(const ProviderResult<T> &result)
{
    return result ? std::nullopt : std::optional(result.error());
}

QList<QPair<const char *, Caller>> readers()
{
    const QString tag = u"t"_s;
    return {{"offers", [](ScalewayProvider &p) { return errorIn(p.offers(zone, soon)); }},
            {"boot image", [](ScalewayProvider &p) { return errorIn(p.resolveBootImage(zone, CommercialType(u"L4-1-24G"_s), soon)); }},
            {"ssh keys", [](ScalewayProvider &p) { return errorIn(p.sshKeys(soon)); }},
            {"server", [](ScalewayProvider &p) { return errorIn(p.server(zone, id, soon)); }},
            {"servers", [tag](ScalewayProvider &p) { return errorIn(p.serversWithTag(zone, tag, soon)); }},
            {"volume", [](ScalewayProvider &p) { return errorIn(p.volume(zone, id, soon)); }},
            {"volumes", [tag](ScalewayProvider &p) { return errorIn(p.volumesWithTag(zone, tag, soon)); }},
            {"address", [](ScalewayProvider &p) { return errorIn(p.address(zone, id, soon)); }},
            {"addresses", [tag](ScalewayProvider &p) { return errorIn(p.addressesWithTag(zone, tag, soon)); }},
            {"create", [](ScalewayProvider &p) { return errorIn(p.createServer(spec(), soon)); }},
            {"add key", [](ScalewayProvider &p) { return errorIn(p.addSshKey(u"k"_s, u"ssh-ed25519 A"_s, soon)); }}};
}

} // namespace

class TestScalewayProvider final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sendsWhatTheApiWants();
    void createsOnlyWhatCanBeFound();
    void createsOnce();
    void listsOffersOfAllPages();
    void listsAreWholeOrAnError();
    void listsNameEachOnce();
    void deletesByState_data();
    void deletesByState();
    void hostileIdsStayIds();
    void hostileAnswersAreErrors_data();
    void hostileAnswersAreErrors();
    void cutChunksAreErrors();
    void anotherIdIsNotTheAnswer();
    void fingerprintsAreNotYetThere();
    void volumesAndAddresses();
    void withoutAKeyNothingIsSent_data();
    void withoutAKeyNothingIsSent();
};

void TestScalewayProvider::sendsWhatTheApiWants()
{
    FakeApi api;
    api.say(
        "POST " + servers,
        R"({"server":{"id":"s-1","name":"vigie-1","state":"stopped","commercial_type":"L4-1-24G","image":{"id":"image-1"},"volumes":{"0":{"id":"v-1","volume_type":"l_ssd"}}}})",
        201);
    auto provider = api.provider();
    const auto server = provider.createServer(spec(), soon);
    QVERIFY(server);
    QCOMPARE(server->id, u"s-1"_s);
    QVERIFY2(!verifyCreated(spec(), *server).isEmpty(), "a server that is not as asked is given to its caller, who deletes it");
    const auto expected = nlohmann::json::parse(
        R"({"name":"vigie-1","commercial_type":"L4-1-24G","image":"image-1","project":"project-1","tags":["vigie","vigie-request=1"],
        "boot_type":"local","dynamic_ip_required":true,"volumes":{"0":{"volume_type":"sbs_volume","size":125000000000}}})",
        nullptr, false);
    QVERIFY2(nlohmann::json::parse(api.last().body.toStdString(), nullptr, false) == expected, api.last().body.constData());
    QCOMPARE(api.last().header("X-Auth-Token"), "11111111-2222-3333-4444-555555555555");
    QCOMPARE(api.last().header("Content-Type"), "application/json");
    QCOMPARE(api.last().header("User-Agent"), "Vigie/0.1.0");

    api.say("POST " + servers + "/s-1/action", "{\"task\":{}}", 202);
    QVERIFY(provider.powerOn(zone, u"s-1"_s, soon));
    QCOMPARE(api.last().body, R"({"action":"poweron"})");
    api.say("PATCH /block/v1/zones/fr-par-2/volumes/v-1", "{}");
    QVERIFY(provider.tagVolume(zone, u"v-1"_s, u"n"_s, {u"vigie"_s}, soon));
    QCOMPARE(api.last().body, R"({"name":"n","tags":["vigie"]})");
    api.say("POST /iam/v1alpha1/ssh-keys", R"({"id":"k-1","public_key":"ssh-ed25519 AAAA"})");
    const auto key = provider.addSshKey(u"name"_s, u"ssh-ed25519 AAAA me@here"_s, soon);
    QVERIFY(key && key->enabled);
    QCOMPARE(api.last().body, R"({"name":"name","project_id":"project-1","public_key":"ssh-ed25519 AAAA me@here"})");
    api.say("GET /iam/v1alpha1/ssh-keys", R"({"ssh_keys":[{"id":"k-1","public_key":"ssh-ed25519 AAAA","disabled":true}],"total_count":1})");
    QVERIFY(!provider.sshKeys(soon)->first().enabled);
    QCOMPARE(api.requests().last(), "GET /iam/v1alpha1/ssh-keys?order_by=created_at_asc&project_id=project-1&page=1&page_size=100");
}

void TestScalewayProvider::createsOnlyWhatCanBeFound()
{
    FakeApi api;
    auto provider = api.provider();
    QList<ServerSpec> refusals(4, spec());
    refusals[0].tags.append(u"a,b"_s);
    refusals[1].tags.append(QString());
    refusals[2].rootVolumeBytes = 125'000'000'001;
    refusals[3].rootVolumeBytes = 0;
    for (const ServerSpec &each : refusals)
        QCOMPARE(provider.createServer(each, soon).error().errorClass, ErrorClass::Invalid);
    QVERIFY(api.requests().isEmpty());
}

void TestScalewayProvider::createsOnce()
{
    FakeApi api;
    auto provider = api.provider();
    for (const int status : {500, 502, 503, 504}) {
        api.say("POST " + servers, R"({"message":"internal error"})", status);
        QCOMPARE(provider.createServer(spec(), soon).error().errorClass, ErrorClass::Ambiguous);
    }
    QCOMPARE(api.requests().size(), 4);
    // Too many requests: nothing was done, so it is asked again. No body and no content type in that answer.
    api.say("POST " + servers, {Said{429, {}, {{"X-Envoy-Ratelimited", "true"}}}, Said{201, R"({"server":{"id":"s-1"}})"}});
    QVERIFY(provider.createServer(spec(), soon));
    QCOMPARE(api.requests().size(), 6);
    api.say("POST " + servers, R"({"type":"out_of_stock","message":"resource is out of stock","resource":"L4-1-24G"})", 412);
    QCOMPARE(provider.createServer(spec(), soon).error().code, ErrorCode::ProviderOutOfStock);
    QCOMPARE(api.requests().size(), 7);
}

void TestScalewayProvider::listsOffersOfAllPages()
{
    FakeApi api;
    api.say("GET " + products + "?page=1", {page(R"({"servers":{"A":{"hourly_price":1.469916},"B":{"gpu":1}}})", 5)});
    api.say("GET " + products + "?page=2", {page(R"({"servers":{"B":{"gpu":1},"C":{}}})", 5)});
    api.say("GET " + products + "?page=3", {page(R"({"servers":{"L4-1-24G":{"gpu":1}}})", 5)});
    api.say("GET " + products + "/availability?page=1",
            {page(R"({"servers":{"A":{"availability":"available"},"B":{"availability":"plenty"}}})", 3)});
    api.say("GET " + products + "/availability?page=2", {page(R"({"servers":{"L4-1-24G":{"availability":"shortage"}}})", 3)});
    auto provider = api.provider();
    const auto offers = provider.offers(zone, soon);
    QVERIFY(offers);
    QMap<QString, Stock> stock;
    for (const Offer &offer : *offers)
        stock.insert(offer.type.toString(), offer.stock);
    QCOMPARE(stock, (QMap<QString, Stock>{
                        {u"A"_s, Stock::Available}, {u"B"_s, Stock::Unknown}, {u"C"_s, Stock::Unknown}, {u"L4-1-24G"_s, Stock::Shortage}}));
    QCOMPARE(offers->size(), 4);
    QCOMPARE(offers->first().pricePerHour->micros(), 1469916);

    api.say("GET " + products + "?page=3", R"({"message":"no"})", 501);
    QVERIFY2(!provider.offers(zone, soon), "a part of the list is not the list");
}

void TestScalewayProvider::listsAreWholeOrAnError()
{
    FakeApi api;
    auto provider = api.provider();
    const QByteArray target = servers + "?tags=vigie-instance%3D1&page=";
    const auto list = [&] { return provider.serversWithTag(zone, u"vigie-instance=1"_s, soon); };
    api.say("GET " + target + "1&per_page=100", {page(R"({"servers":[{"id":"a"},{"id":"b"}]})", 3)});
    api.say("GET " + target + "2&per_page=100", {page(R"({"servers":[{"id":"c"}]})", 3)});
    QCOMPARE(list()->size(), 3);
    // An empty page ends it; but then entries are missing.
    api.say("GET " + target + "2&per_page=100", {page(R"({"servers":[]})", 3)});
    QCOMPARE(list().error().errorClass, ErrorClass::Ambiguous);
    // One went while it was read, and another slipped over the page's boundary: it is read again.
    api.say("GET " + target + "2&per_page=100", {page(R"({"servers":[]})", 2), page(R"({"servers":[{"id":"c"}]})", 3)});
    QCOMPARE(list()->size(), 3);
    // Without a total, until an empty page.
    api.say("GET " + target + "1&per_page=100", R"({"servers":[{"id":"a"}]})");
    api.say("GET " + target + "2&per_page=100", R"({"servers":[]})");
    QCOMPARE(list()->size(), 1);
    // One page fails.
    api.say("GET " + target + "2&per_page=100", R"({"message":"no"})", 501);
    QVERIFY(!list());
    // An entry that cannot be read.
    api.say("GET " + target + "1&per_page=100", {page(R"({"servers":[{"id":"a"},{"id":"b","volumes":{"0":{}}}]})", 2)});
    QVERIFY(!list());
}

void TestScalewayProvider::listsNameEachOnce()
{
    FakeApi api;
    auto provider = api.provider();
    api.say("GET " + servers, {page(R"({"servers":[{"id":"a"},{"id":"a"}]})", 2), page(R"({"servers":[{"id":"a"},{"id":"b"}]})", 2)});
    QCOMPARE(provider.serversWithTag(zone, u"t"_s, soon)->size(), 2);
    // A server that gives the same page for ever.
    api.say("GET /block/v1/zones/fr-par-2/volumes", R"({"volumes":[{"id":"v","status":"available"}]})");
    QCOMPARE(provider.volumesWithTag(zone, u"t"_s, soon).error().errorClass, ErrorClass::Ambiguous);
}

void TestScalewayProvider::deletesByState_data()
{
    QTest::addColumn<ServerState>("state");
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("refusal");
    const QByteArray action("POST " + servers + "/s-1/action");
    QTest::newRow("running") << ServerState::Running << action << QByteArray();
    QTest::newRow("stopped in place") << ServerState::StoppedInPlace << action << QByteArray();
    QTest::newRow("stopped") << ServerState::Stopped << "DELETE " + servers + "/s-1" << QByteArray();
    QTest::newRow("starting") << ServerState::Starting << QByteArray() << QByteArray("busy");
    QTest::newRow("stopping") << ServerState::Stopping << QByteArray() << QByteArray("busy");
    QTest::newRow("unknown") << ServerState::Unknown << QByteArray() << QByteArray("busy");
    QTest::newRow("locked") << ServerState::Locked << QByteArray() << QByteArray("locked");
}

void TestScalewayProvider::deletesByState()
{
    QFETCH(ServerState, state);
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, refusal);
    FakeApi api;
    api.say("POST " + servers + "/s-1/action", "{}", 202);
    api.say("DELETE " + servers + "/s-1", {Said{204, {}, {}}});
    auto provider = api.provider();
    Server server;
    server.id = u"s-1"_s;
    server.zone = zone;
    server.state = state;
    const auto result = provider.deleteServer(server, soon);
    QCOMPARE(result.has_value(), refusal.isEmpty());
    QCOMPARE(api.requests(), request.isEmpty() ? QList<QByteArray>() : QList<QByteArray>{request});
    if (!refusal.isEmpty())
        QCOMPARE(toName(result.error().errorClass), QLatin1String(refusal));
    else if (request.startsWith("POST"))
        QCOMPARE(api.last().body, R"({"action":"terminate"})");
}

void TestScalewayProvider::hostileIdsStayIds()
{
    FakeApi api;
    auto provider = api.provider();
    Server server;
    server.zone = zone;
    server.state = ServerState::Stopped;
    for (const char *hostile : {"../ips", "1/action", "1?project=x", "1#", "%2e%2e", "a\r\nX-Evil: 1"}) {
        server.id = QString::fromLatin1(hostile);
        QVERIFY(!provider.deleteServer(server, soon));
        QCOMPARE(api.last().target.count('/'), servers.count('/') + 1);
        QVERIFY(!api.last().target.contains('?') && !api.last().target.contains('#'));
        QVERIFY(api.last().header("X-Evil").isEmpty());
        QVERIFY(!provider.server(Zone(server.id), id, soon));
        QCOMPARE(api.last().target.count('/'), servers.count('/') + 1);
    }
    const auto sent = api.requests().size();
    for (const char *none : {"", ".", ".."}) {
        server.id = QString::fromLatin1(none);
        QCOMPARE(provider.deleteServer(server, soon).error().errorClass, ErrorClass::Invalid);
        QCOMPARE(provider.volume(zone, server.id, soon).error().errorClass, ErrorClass::Invalid);
        QCOMPARE(provider.deleteVolume(Zone(server.id), id, soon).error().errorClass, ErrorClass::Invalid);
    }
    QCOMPARE(api.requests().size(), sent);
}

void TestScalewayProvider::hostileAnswersAreErrors_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("a page") << QByteArray("<!DOCTYPE html><html>Log in to the hotel's network</html>");
    QTest::newRow("cut") << QByteArray(R"({"server":{"id":"cf55eb83-a278-477c-a2a0-46439b329cc6","sta)");
    QTest::newRow("null") << QByteArray("null");
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("no members") << QByteArray("{}");
    QTest::newRow("a mark and nothing") << QByteArray("\xEF\xBB\xBF");
    QTest::newRow("deep") << QByteArray(200'000, '[');
    QTest::newRow("other types") << QByteArray(
        R"({"server":[],"servers":5,"volumes":"x","ips":null,"ip":7,"ssh_keys":true,"id":{},"status":[],"images":1,"total_count":"many"})");
    QTest::newRow("entries of other types") << QByteArray(
        R"({"server":{"id":7},"servers":[1,null],"volumes":[[]],"ips":["x"],"ip":{"id":null},"ssh_keys":[{"id":5}],"id":"","total_count":-1})");
    QTest::newRow("twice") << QByteArray(R"({"server":{"id":"a"},"server":{"id":"b"},"servers":{},"servers":{}})");
    QTest::newRow("10 MB of text") << "{\"x\":\"" + QByteArray(10'000'000, 'x') + "\"}";
    QTest::newRow("10 MB of nothing") << QByteArray(10'000'000, ' ');
}

void TestScalewayProvider::hostileAnswersAreErrors()
{
    QFETCH(QByteArray, body);
    FakeApi api;
    api.server.setHandler([&](QTcpSocket &socket, const RawRequest &) { socket.write(RawServer::answer(200, body)); });
    auto provider = api.provider();
    const auto all = readers();
    for (const auto &[name, call] : body.size() > 1'000'000 ? all.first(1) : all) { // the large ones take their time
        const auto error = call(provider);
        QVERIFY2(error, name);
        QVERIFY2(error->errorClass == ErrorClass::Ambiguous, name);
        QVERIFY2(!error->message.isEmpty(), name);
        QVERIFY2(error->rawBody.size() <= 64 * 1024, name);
    }
}

void TestScalewayProvider::cutChunksAreErrors()
{
    FakeApi api;
    api.server.setHandler([](QTcpSocket &socket, const RawRequest &) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"ser\r\n");
        socket.disconnectFromHost();
    });
    auto provider = api.provider();
    for (const auto &[name, call] : readers())
        QVERIFY2(call(provider)->errorClass == ErrorClass::Ambiguous, name);
}

void TestScalewayProvider::anotherIdIsNotTheAnswer()
{
    FakeApi api;
    auto provider = api.provider();
    api.say("GET " + servers + "/s-1", R"({"server":{"id":"s-2","state":"running"}})");
    QCOMPARE(provider.server(zone, u"s-1"_s, soon).error().errorClass, ErrorClass::Ambiguous);
    api.say("GET " + servers + "/s-1", R"({"type":"not_found","resource":"instance_server","resource_id":"s-2"})", 404);
    QCOMPARE(provider.server(zone, u"s-1"_s, soon).error().errorClass, ErrorClass::Ambiguous);
    api.say("GET " + servers + "/s-1", R"({"type":"not_found","resource":"instance_server","resource_id":"s-1"})", 404);
    QCOMPARE(provider.server(zone, u"s-1"_s, soon).error().errorClass, ErrorClass::Gone);
}

void TestScalewayProvider::fingerprintsAreNotYetThere()
{
    FakeApi api;
    auto provider = api.provider();
    const QByteArray target("GET " + servers + "/s-1/user_data/ssh-host-fingerprints");
    api.say(target, {Said{404, {}, {{"Content-Type", "text/plain"}}}});
    QCOMPARE(provider.hostKeyFingerprints(zone, u"s-1"_s, soon).value(), QStringList());
    api.say(target, {Said{404, "<html>", {{"Content-Type", "text/html"}}}});
    QCOMPARE(provider.hostKeyFingerprints(zone, u"s-1"_s, soon).error().errorClass, ErrorClass::Ambiguous);
    api.say(target, R"({"type":"not_found","resource":"instance_server","resource_id":"s-1"})", 404);
    QCOMPARE(provider.hostKeyFingerprints(zone, u"s-1"_s, soon).error().errorClass, ErrorClass::Gone);
    api.say(target,
            {Said{200, "256 SHA256:uNiVztksCsDhcc0u9e8BrrQXVUpKZIDTMczCvj3tD2s root@s (ED25519)\n", {{"Content-Type", "text/plain"}}}});
    QCOMPARE(provider.hostKeyFingerprints(zone, u"s-1"_s, soon)->first(), u"SHA256:uNiVztksCsDhcc0u9e8BrrQXVUpKZIDTMczCvj3tD2s"_s);
}

void TestScalewayProvider::volumesAndAddresses()
{
    FakeApi api;
    auto provider = api.provider();
    api.say("GET /block/v1/zones/fr-par-2/volumes/v-1",
            R"({"id":"v-1","status":"in_use","size":125000000000,"references":[{"status":"attached"}],"tags":["vigie"]})");
    const auto volume = provider.volume(zone, u"v-1"_s, soon);
    QVERIFY(volume && volume->attached);
    QCOMPARE(volume->sizeBytes, 125'000'000'000);
    api.say("GET /block/v1/zones/fr-par-2/volumes", R"({"volumes":[{"id":"v-1","status":"available","references":[]}],"total_count":1})");
    QVERIFY(!provider.volumesWithTag(zone, u"vigie"_s, soon)->first().attached);
    QCOMPARE(api.requests().last(), "GET /block/v1/zones/fr-par-2/volumes?tags=vigie&page=1&page_size=100");
    api.say("DELETE /block/v1/zones/fr-par-2/volumes/v-1",
            R"({"message":"m","precondition":"resource_still_in_use","type":"precondition_failed"})", 412);
    QCOMPARE(provider.deleteVolume(zone, u"v-1"_s, soon).error().errorClass, ErrorClass::Busy);

    api.say("GET /instance/v1/zones/fr-par-2/ips/i-1", R"({"ip":{"id":"i-1","address":"51.15.0.1"}})");
    QVERIFY(!provider.address(zone, u"i-1"_s, soon)->dynamic);
    api.say("GET /instance/v1/zones/fr-par-2/ips", {page(R"({"ips":[{"id":"i-1","address":"51.15.0.1"}]})", 1)});
    QCOMPARE(provider.addressesWithTag(zone, u"vigie"_s, soon)->size(), 1);
    api.say("DELETE /instance/v1/zones/fr-par-2/ips/i-1", {Said{204, {}, {}}});
    QVERIFY(provider.deleteAddress(zone, u"i-1"_s, soon));
}

void TestScalewayProvider::withoutAKeyNothingIsSent_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("none") << QByteArray() << ErrorCode::MissingCredentials;
    QTest::newRow("another header in it") << QByteArray("key\r\nX-Evil: 1") << ErrorCode::ProviderDenied;
    QTest::newRow("not ASCII") << QByteArray("cl\xc3\xa9") << ErrorCode::ProviderDenied;
}

void TestScalewayProvider::withoutAKeyNothingIsSent()
{
    QFETCH(QByteArray, token);
    QFETCH(ErrorCode, code);
    FakeApi api;
    auto provider = api.provider({}, token);
    const auto result = provider.sshKeys(soon);
    QCOMPARE(result.error().errorClass, ErrorClass::Auth);
    QCOMPARE(result.error().code, code);
    QVERIFY(api.requests().isEmpty());
}

QTEST_GUILESS_MAIN(TestScalewayProvider)
#include "tst_scalewayprovider.moc"
