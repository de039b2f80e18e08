#include "tests/scaleway/fakeapi.h"

#include <QTest>

using namespace vigie::models;
using namespace vigie::providers;
using namespace vigie::test;
using namespace Qt::StringLiterals;

namespace {

const CommercialType l4(u"L4-1-24G"_s);
const QByteArray products("GET /instance/v1/zones/fr-par-2/products/servers");
const QByteArray images("GET /instance/v1/zones/fr-par-2/images/");
const QByteArray noble13("ubuntu_noble_gpu_os_13_nvidia");
const QByteArray noble12("ubuntu_noble_gpu_os_12");
const QByteArray jammy12("ubuntu_jammy_gpu_os_12");

QByteArray local(const QByteArray &label, const QByteArray &query = {})
{
    return "GET /marketplace/v2/local-images?image_label=" + label + "&zone=fr-par-2&type=instance_sbs&page=1&page_size=100" + query;
}

QByteArray entry(const QByteArray &id, const QByteArray &types = R"("L4-1-24G")", const QByteArray &arch = "x86_64",
                 const QByteArray &type = "instance_sbs", const QByteArray &zone = "fr-par-2")
{
    return R"({"id":")" + id + R"(","arch":")" + arch + R"(","zone":")" + zone + R"(","type":")" + type
           + R"(","compatible_commercial_types":[)" + types + "]}";
}

QByteArray entries(const QList<QByteArray> &list)
{
    return R"({"local_images":[)" + list.join(',') + R"(],"total_count":)" + QByteArray::number(list.size()) + "}";
}

QByteArray image(const QByteArray &id, const QByteArray &root = "sbs_snapshot", const QByteArray &state = "available",
                 const QByteArray &arch = "x86_64", const QByteArray &extra = "{}")
{
    return R"({"image":{"id":")" + id + R"(","name":"GPU OS","arch":")" + arch + R"(","state":")" + state
           + R"(","root_volume":{"volume_type":")" + root + R"(","size":0},"extra_volumes":)" + extra + "}}";
}

/// A zone that offers one GPU type and one CPU type, and a catalogue with the three labels.
void furnish(FakeApi &api)
{
    api.say(products, R"({"servers":{}})");
    api.say(
        products + "?page=1",
        R"({"servers":{"L4-1-24G":{"arch":"x86_64","gpu":1},"B300-SXM-2-288G":{"arch":"x86_64","gpu":2},"DEV1-S":{"arch":"x86_64","gpu":0}}})");
    api.say(products + "/availability", R"({"servers":{}})");
    api.say(
        "GET /marketplace/v2/images",
        R"({"images":[{"id":"1","label":"ubuntu_noble_gpu_os_12"},{"id":"2","label":"ubuntu_noble"},{"id":"3","label":"ubuntu_noble_gpu_os_13_nvidia"}],"total_count":3})");
}

} // namespace

class TestScalewayBootImage final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesThePreferredOneThatFits();
    void refusesWhatCannotBoot_data();
    void refusesWhatCannotBoot();
    void saysWhyEachWasRefused();
    void aTypeThatIsNotThere();
    void theCatalogueMayFail();
    void aLookUpThatFailsIsNoRefusal();
    void asksOnceMoreForAStaleId();
    void keepsItForADay();
    void forgetsWhatACreateRefuses();
    void plainUbuntuForCpuTypes();
    void onlyNewDriversForBlackwell();
    void pinnedLabel();
    void pinnedImage();
};

void TestScalewayBootImage::takesThePreferredOneThatFits()
{
    FakeApi api;
    furnish(api);
    api.say(local(noble13),
            entries({entry("arm", R"("L4-1-24G")", "arm64"), entry("elsewhere", R"("L4-1-24G")", "x86_64", "instance_sbs", "fr-par-1"),
                     entry("i-13", R"("H100-1-80G","L4-1-24G")")}));
    api.say(images + "i-13", image("i-13"));
    auto provider = api.provider();
    const auto found = provider.resolveBootImage(zone, l4, soon);
    QVERIFY2(found, qPrintable(found ? QString() : found.error().message));
    QCOMPARE(found->label, QString::fromLatin1(noble13));
    QCOMPARE(found->id, u"i-13"_s);
    QCOMPARE(found->name, u"GPU OS"_s);
    QVERIFY(api.requests().contains("GET /marketplace/v2/images?include_eol=false&order_by=name_asc&page=1&page_size=100"));
}

void TestScalewayBootImage::refusesWhatCannotBoot_data()
{
    QTest::addColumn<QByteArray>("list");
    QTest::addColumn<QByteArray>("shown");
    QTest::addColumn<QString>("why");
    const QByteArray good = entries({entry("i")});
    QTest::newRow("no entry") << entries({}) << QByteArray() << u"no block-storage image in fr-par-2"_s;
    QTest::newRow("other zone") << entries({entry("i", R"("L4-1-24G")", "x86_64", "instance_sbs", "fr-par-1")}) << QByteArray()
                                << u"no block-storage image in fr-par-2"_s;
    QTest::newRow("local twin") << entries({entry("i", R"("L4-1-24G")", "x86_64", "instance_local")}) << QByteArray()
                                << u"no block-storage image"_s;
    QTest::newRow("other architecture") << entries({entry("i", R"("L4-1-24G")", "arm64")}) << QByteArray() << u"architecture"_s;
    QTest::newRow("not compatible") << entries({entry("i", R"("L4-1-24","DEV1-S")")}) << QByteArray()
                                    << u"not among its compatible types"_s;
    QTest::newRow("l_ssd root") << good << image("i", "l_ssd") << u"l_ssd"_s;
    QTest::newRow("being made") << good << image("i", "sbs_snapshot", "creating") << u"creating"_s;
    QTest::newRow("image of another architecture") << good << image("i", "sbs_snapshot", "available", "arm64") << u"arm64"_s;
    QTest::newRow("a local extra volume") << good << image("i", "sbs_snapshot", "available", "x86_64", R"({"1":{"volume_type":"l_ssd"}})")
                                          << u"local volume"_s;
    QTest::newRow("another image") << good << image("j") << u"another image"_s;
    QTest::newRow("nothing in it") << good << QByteArray(R"({"image":null})") << u"another image"_s;
}

void TestScalewayBootImage::refusesWhatCannotBoot()
{
    QFETCH(QByteArray, list);
    QFETCH(QByteArray, shown);
    QFETCH(QString, why);
    FakeApi api;
    furnish(api);
    api.say(local(noble13), list);
    api.say(images + "i", shown);
    api.say(local(noble12), entries({entry("good")}));
    api.say(images + "good", image("good"));
    auto provider = api.provider();
    QCOMPARE(provider.resolveBootImage(zone, l4, soon)->label, QString::fromLatin1(noble12));
    auto pinned = api.provider(QString::fromLatin1(noble13));
    const auto refusal = pinned.resolveBootImage(zone, l4, soon);
    QVERIFY(!refusal);
    QCOMPARE(refusal.error().code, ErrorCode::ScwDisklessBootImageRequired);
    QVERIFY2(refusal.error().message.contains(why), qPrintable(refusal.error().message));
}

void TestScalewayBootImage::saysWhyEachWasRefused()
{
    FakeApi api;
    furnish(api);
    api.say(
        local(noble13),
        R"({"message":"resource is not found","resource":"MarketplaceImage","resource_id":"ubuntu_noble_gpu_os_13_nvidia","type":"not_found"})",
        404);
    api.say(local(noble12), entries({entry("i", R"("L4-2-24G")")}));
    auto provider = api.provider();
    const auto refusal = provider.resolveBootImage(zone, l4, soon);
    QCOMPARE(refusal.error().code, ErrorCode::ScwDisklessBootImageRequired);
    QCOMPARE(refusal.error().errorClass, ErrorClass::Invalid);
    QCOMPARE(refusal.error().message,
             u"ubuntu_noble_gpu_os_13_nvidia: the label is unknown\nubuntu_noble_gpu_os_12: L4-1-24G is not among its compatible types"_s);
}

void TestScalewayBootImage::aTypeThatIsNotThere()
{
    FakeApi api;
    furnish(api);
    auto provider = api.provider();
    for (const char *type : {"L40S-1-48G", "l4-1-24g", ""})
        QCOMPARE(provider.resolveBootImage(zone, CommercialType(QString::fromLatin1(type)), soon).error().code, ErrorCode::OfferNotInZone);
}

void TestScalewayBootImage::theCatalogueMayFail()
{
    FakeApi api;
    furnish(api);
    api.say("GET /marketplace/v2/images", "<html>", 501);
    api.say(products + "/availability", "<html>", 501);
    api.say(local(noble13), entries({}));
    api.say(local(noble12), entries({}));
    api.say(local(jammy12), entries({entry("i")}));
    api.say(images + "i", image("i"));
    auto provider = api.provider();
    QCOMPARE(provider.resolveBootImage(zone, l4, soon)->label, QString::fromLatin1(jammy12));
}

void TestScalewayBootImage::aLookUpThatFailsIsNoRefusal()
{
    FakeApi api;
    furnish(api);
    api.say(local(noble13), "<html>", 501);
    auto provider = api.provider();
    QCOMPARE(provider.resolveBootImage(zone, l4, soon).error().code, ErrorCode::BootImageResolveFailed);
    api.say(local(noble13), R"({"message":"authentication is denied","type":"denied_authentication"})", 401);
    QCOMPARE(provider.resolveBootImage(zone, l4, soon).error().code, ErrorCode::ProviderDenied);
    api.say(products + "?page=1", "<html>", 501);
    QCOMPARE(provider.resolveBootImage(zone, l4, soon).error().code, ErrorCode::BootImageResolveFailed);
}

void TestScalewayBootImage::asksOnceMoreForAStaleId()
{
    FakeApi api;
    furnish(api);
    const QByteArray gone = R"({"type":"not_found","resource":"instance_image","resource_id":"old"})";
    api.say(local(noble13), {Said{200, entries({entry("old")})}, Said{200, entries({entry("new")})}});
    api.say(images + "old", gone, 404);
    api.say(images + "new", image("new"));
    auto provider = api.provider();
    QCOMPARE(provider.resolveBootImage(zone, l4, soon)->id, u"new"_s);

    provider.forgetBootImage(zone, l4);
    api.say(local(noble13), entries({entry("old")}));
    api.say(local(noble12), entries({entry("new")}));
    const auto asked = api.requests().size();
    QCOMPARE(provider.resolveBootImage(zone, l4, soon)->label, QString::fromLatin1(noble12));
    QCOMPARE(api.requests().sliced(asked).count(local(noble13)), 2);
}

void TestScalewayBootImage::keepsItForADay()
{
    FakeApi api;
    furnish(api);
    api.say(local(noble13), {Said{200, entries({entry("a")})}, Said{200, entries({entry("b")})}});
    api.say(images + "a", image("a"));
    api.say(images + "b", image("b"));
    auto provider = api.provider();
    QCOMPARE(provider.resolveBootImage(zone, l4, soon)->id, u"a"_s);
    const auto asked = api.requests().size();
    api.now = api.now.addSecs(24 * 3600 - 1);
    QCOMPARE(provider.resolveBootImage(zone, l4, soon)->id, u"a"_s);
    QCOMPARE(api.requests().size(), asked);
    api.now = api.now.addSecs(1);
    QCOMPARE(provider.resolveBootImage(zone, l4, soon)->id, u"b"_s);
}

void TestScalewayBootImage::forgetsWhatACreateRefuses()
{
    FakeApi api;
    furnish(api);
    api.say(local(noble13), {Said{200, entries({entry("a")})}, Said{200, entries({entry("b")})}});
    api.say(images + "a", image("a"));
    api.say(images + "b", image("b"));
    auto provider = api.provider();
    QCOMPARE(provider.resolveBootImage(zone, l4, soon)->id, u"a"_s);
    api.say("POST /instance/v1/zones/fr-par-2/servers",
            R"({"type":"not_found","message":"resource is not found","resource":"instance_image","resource_id":"a"})", 404);
    const auto refused = provider.createServer({u"n"_s, zone, l4, u"a"_s, 125'000'000'000, {u"t"_s}}, soon);
    QCOMPARE(refused.error().errorClass, ErrorClass::Invalid);
    QCOMPARE(provider.resolveBootImage(zone, l4, soon)->id, u"b"_s);
}

void TestScalewayBootImage::plainUbuntuForCpuTypes()
{
    FakeApi api;
    furnish(api);
    api.say(local("ubuntu_noble"), entries({entry("i", R"("DEV1-S")")}));
    api.say(images + "i", image("i"));
    auto provider = api.provider();
    QCOMPARE(provider.resolveBootImage(zone, CommercialType(u"DEV1-S"_s), soon)->label, u"ubuntu_noble"_s);
}

void TestScalewayBootImage::onlyNewDriversForBlackwell()
{
    FakeApi api;
    furnish(api);
    api.say(local(noble13), entries({}));
    api.say(local(noble12), entries({entry("i", R"("B300-SXM-2-288G")")}));
    auto provider = api.provider();
    const auto refusal = provider.resolveBootImage(zone, CommercialType(u"B300-SXM-2-288G"_s), soon);
    QCOMPARE(refusal.error().message.count(u'\n'), 0);
    QVERIFY(!api.requests().contains(local(noble12)));
}

void TestScalewayBootImage::pinnedLabel()
{
    FakeApi api;
    furnish(api);
    api.say(local("mine"), entries({entry("i")}));
    api.say(images + "i", image("i"));
    auto provider = api.provider(u"mine"_s);
    QCOMPARE(provider.resolveBootImage(zone, l4, soon)->label, u"mine"_s);
    QVERIFY(!api.requests().contains(local(noble13)));
}

void TestScalewayBootImage::pinnedImage()
{
    const QByteArray id("8063548b-7ade-4faa-8be1-f48f8d3ba3ea");
    const QByteArray target("GET /marketplace/v2/local-images/" + id);
    FakeApi api;
    furnish(api);
    api.say(images + id, image(id));
    auto provider = api.provider(QString::fromLatin1(id));
    const auto resolve = [&] {
        provider.forgetBootImage(zone, l4);
        return provider.resolveBootImage(zone, l4, soon);
    };
    api.say(target, R"({"id":"x","label":"ubuntu_jammy_gpu_os_12","compatible_commercial_types":["L4-1-24G"]})");
    QCOMPARE(resolve()->label, QString::fromLatin1(jammy12));
    api.say(target, R"({"id":"x","label":"ubuntu_jammy","compatible_commercial_types":["DEV1-S"]})");
    QCOMPARE(resolve().error().code, ErrorCode::ScwDisklessBootImageRequired);
    // An image of one's own is not in the marketplace: its block-storage root is all the proof there is.
    api.say(target, R"({"type":"not_found","resource":"LocalImage","resource_id":")" + id + "\"}", 404);
    QCOMPARE(resolve()->id, QString::fromLatin1(id));
    api.say(images + id, image(id, "l_ssd"));
    QCOMPARE(resolve().error().code, ErrorCode::ScwDisklessBootImageRequired);
    api.say(target, "<html>", 501);
    QCOMPARE(resolve().error().code, ErrorCode::BootImageResolveFailed);
}

QTEST_GUILESS_MAIN(TestScalewayBootImage)
#include "tst_scalewaybootimage.moc"
