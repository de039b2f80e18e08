#include "providers/scaleway/scalewayprovider.h"
#include "tests/support/replayserver.h"

#include <QDir>
#include <QTest>

#include <algorithm>
#include <numeric>

using namespace vigie::models;
using namespace vigie::providers;
using namespace vigie::test;
using namespace Qt::StringLiterals;

namespace {

const CallContext soon{.deadline = QDeadlineTimer(QDeadlineTimer::Forever)};
const Zone par1(u"fr-par-1"_s);
const Zone par2(u"fr-par-2"_s);
const auto tf = u"tf__internal__services__"_s;
const auto gpuServer = u"6bc4b49b-bd60-4d64-8ffc-9346f18ef88b"_s;
const auto gpuRoot = u"84500127-2893-4a3f-8790-dcf9e8e6213f"_s;

/// A recording and a provider that talks to it.
struct Played {
    explicit Played(const QString &name) : server(readCassette(*cassetteFolder() + u'/' + name + u".cassette.yaml")) {}

    ReplayServer server;
    ScalewayProvider provider{
        {AccountId(u"test"_s), server.url(), u"105bdce1-64c0-48ab-899d-868455867ecf"_s, Secret("recorded"), {}},
        {[](std::chrono::milliseconds, const CallContext &) { return Waited::Elapsed; }, QDateTime::currentDateTimeUtc}};
};

} // namespace

/// The provider against what Scaleway's API really answered. The recordings are not part of the sources.
class TestScalewayCassettes final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyRecordingIsRead();
    void offersOfThreePages();
    void theGpuImage();
    void theGpuServersLife();
    void aRootVolumeIsTagged();
    void serversByTag();
    void keysWithoutComments();
    void anUnknownImage();
    void aKeyOfUserDataThatIsNotSet();
    void aKeyThatIsNotAccepted();
};

void TestScalewayCassettes::init()
{
    if (!cassetteFolder())
        QSKIP("no recordings: VIGIE_CASSETTES is not set, and there is no folder shared/cassettes beside the sources");
}

void TestScalewayCassettes::everyRecordingIsRead()
{
    const QDir folder(*cassetteFolder());
    const QStringList names = folder.entryList({u"*.yaml"_s});
    QVERIFY(!names.isEmpty());
    for (const QString &name : names) {
        const QList<Interaction> all = readCassette(folder.filePath(name));
        QVERIFY2(!all.isEmpty(), qPrintable(name));
        for (const Interaction &each : all) {
            QVERIFY2(!each.method.isEmpty() && each.url.startsWith("https://") && each.code >= 200, qPrintable(name));
            const QByteArray length =
                std::accumulate(each.headers.begin(), each.headers.end(), QByteArray(), [](const QByteArray &found, const auto &header) {
                    return header.first == "Content-Length" ? header.second : found;
                });
            // The recorded length proves that the body was read to the byte (where no secret was cut out of it).
            if (!length.isEmpty() && each.url.contains("/instance/"))
                QCOMPARE(each.answer.size(), length.toLongLong());
        }
    }
}

void TestScalewayCassettes::offersOfThreePages()
{
    Played played(tf + u"instance__testdata__data-source-server-type-compare-with-pcu"_s);
    const auto offers = played.provider.offers(par2, soon);
    QVERIFY2(offers, qPrintable(offers ? QString() : offers.error().message));
    QVERIFY2(played.server.misses().isEmpty(), qPrintable(played.server.misses().join(u'\n')));
    QCOMPARE(played.server.requests().size(), 6);
    QCOMPARE(offers->size(), 135);
    const auto of = [&](const char *type) {
        return *std::find_if(offers->begin(), offers->end(),
                             [&](const Offer &each) { return each.type.toString() == QLatin1String(type); });
    };
    QCOMPARE(of("L40S-1-48G").pricePerHour->micros(), 1469916);
    QCOMPARE(of("L4-1-24G").pricePerHour->micros(), 787500);
    QCOMPARE(of("H100-SXM-8-80G").pricePerHour->micros(), 25330800);
    QCOMPARE(of("B300-SXM-8-288G").pricePerHour->micros(), 60000000);
    QCOMPARE(of("L4-1-24G").gpuMemoryBytes, 24LL << 30);
    QCOMPARE(of("L40S-1-48G").scratchMaxBytes, 1'600'000'000'000);
    QVERIFY(of("L4-1-24G").blockOnly && of("H100-1-80G").blockOnly && of("PLAY2-NANO").blockOnly && !of("RENDER-S").blockOnly);
    for (const Offer &offer : *offers) {
        QVERIFY(offer.pricePerHour && offer.cpus > 0 && offer.memoryBytes > 0 && !offer.arch.isEmpty());
        QVERIFY(offer.stock != Stock::Unknown);
        QCOMPARE(offer.gpus > 0, !offer.gpuName.isEmpty());
    }
    QCOMPARE(std::count_if(offers->begin(), offers->end(), [](const Offer &each) { return each.gpus > 0; }), 17);
}

void TestScalewayCassettes::theGpuImage()
{
    // The catalogue, the stock and the image itself were not recorded in this one: the label is pinned, and the image is shown by hand.
    auto interactions = readCassette(*cassetteFolder() + u'/' + tf + u"instance__testdata__server-scratch-storage.cassette.yaml"_s);
    const auto local =
        std::find_if(interactions.begin(), interactions.end(), [](const Interaction &each) { return each.url.contains("/local-images?"); });
    QVERIFY(local != interactions.end());
    const QByteArray imageId("8063548b-7ade-4faa-8be1-f48f8d3ba3ea");
    QVERIFY(local->answer.contains(imageId));
    interactions.append(
        {"GET",
         "https://api.scaleway.com/instance/v1/zones/fr-par-2/images/" + imageId,
         {},
         200,
         {{"Content-Type", "application/json"}},
         R"({"image":{"id":")" + imageId
             + R"(","name":"Ubuntu Jammy GPU OS 12 passthrough","arch":"x86_64","state":"available","root_volume":{"volume_type":"sbs_snapshot","size":0},"extra_volumes":{}}})"});
    for (const char *type : {"L4-1-24G", "L40S-1-48G", "H100-SXM-8-80G", "B300-SXM-8-288G"}) {
        ReplayServer server(interactions);
        ScalewayProvider provider(
            {AccountId(u"test"_s), server.url(), {}, Secret("recorded"), u"ubuntu_jammy_gpu_os_12"_s},
            {[](std::chrono::milliseconds, const CallContext &) { return Waited::Elapsed; }, QDateTime::currentDateTimeUtc});
        const auto image = provider.resolveBootImage(par2, CommercialType(QString::fromLatin1(type)), soon);
        QVERIFY2(image, qPrintable(image ? QString() : image.error().message));
        QCOMPARE(image->id, QString::fromLatin1(imageId));
        for (const QString &miss : server.misses())
            QVERIFY2(miss.contains("/availability"_L1), qPrintable(miss));
    }
    // The plain one is for another architecture, or for no GPU.
    Played plain(tf + u"marketplace__testdata__data-source-marketplace-image-sbs"_s);
    QVERIFY(!plain.provider.resolveBootImage(par1, CommercialType(u"L4-1-24G"_s), soon));
}

void TestScalewayCassettes::theGpuServersLife()
{
    Played played(tf + u"instance__testdata__server-scratch-storage"_s);
    played.server.startAt("POST /instance/v1/zones/fr-par-2/servers");
    const auto server = [&] { return played.provider.server(par2, gpuServer, soon); };
    const auto created = server();
    QVERIFY2(created, qPrintable(created ? QString() : created.error().message));
    QCOMPARE(created->state, ServerState::Stopped);
    QCOMPARE(created->type.toString(), u"L40S-1-48G"_s);
    QCOMPARE(created->volumes,
             QVector<AttachedVolume>({{gpuRoot, u"sbs_volume"_s}, {u"74d989f0-2053-49db-8e91-9208237eef67"_s, u"scratch"_s}}));
    QVERIFY(verifyCreated({{}, par2, created->type, u"8063548b-7ade-4faa-8be1-f48f8d3ba3ea"_s, 0, {}}, *created).isEmpty());
    const auto root = played.provider.volume(par2, gpuRoot, soon);
    QVERIFY(root && root->attached);
    QCOMPARE(root->sizeBytes, 20'000'000'000);

    QVERIFY(played.provider.powerOn(par2, gpuServer, soon));
    QStringList seen;
    auto now = server();
    for (; now && now->state == ServerState::Starting; now = server())
        seen.append(now->stateText);
    QCOMPARE(seen, QStringList({u"starting (allocating node)"_s, u"starting (provisioning node)"_s, u"starting (provisioning node)"_s,
                                u"starting (provisioning node)"_s}));
    QCOMPARE(now->stateText, u"running (booting kernel)"_s);

    QVERIFY(played.provider.deleteServer(*now, soon));
    for (now = server(); now; now = server())
        QCOMPARE(now->stateText, u"stopping (terminating)"_s);
    QCOMPARE(now.error().errorClass, ErrorClass::Gone);
    QVERIFY(!now.error().requestId.isEmpty());
    const auto left = played.provider.volume(par2, gpuRoot, soon);
    QVERIFY2(left && !left->attached, "the root volume stays, and is billed");
    QVERIFY(played.provider.deleteVolume(par2, gpuRoot, soon));
    QVERIFY2(played.server.misses().isEmpty(), qPrintable(played.server.misses().join(u'\n')));
}

void TestScalewayCassettes::aRootVolumeIsTagged()
{
    Played played(tf + u"block__testdata__volume-update-size"_s);
    const auto first = std::find_if(played.server.interactions().begin(), played.server.interactions().end(),
                                    [](const Interaction &each) { return each.method == "GET"; });
    const QString id = QString::fromLatin1(first->url.sliced(first->url.lastIndexOf('/') + 1));
    const auto volume = played.provider.volume(par1, id, soon);
    QVERIFY(volume);
    QCOMPARE(volume->status, u"creating"_s);
    QVERIFY(!volume->attached);
    QCOMPARE(played.provider.volume(par1, id, soon)->status, u"available"_s);
    QVERIFY(played.provider.deleteVolume(par1, id, soon));
    QCOMPARE(played.provider.volume(par1, id, soon).error().errorClass, ErrorClass::Gone);
}

void TestScalewayCassettes::serversByTag()
{
    const auto all = readCassette(*cassetteFolder() + u'/' + tf + u"instance__testdata__data-source-servers-basic.cassette.yaml"_s);
    int lists = 0;
    for (const Interaction &each : all) {
        const QUrl url = QUrl::fromEncoded(each.url);
        if (each.method != "GET" || !url.path().endsWith("/servers"_L1) || !url.path().startsWith("/instance/"_L1)
            || url.path().contains("/products/"_L1))
            continue;
        // The recorded answers, asked for by one tag.
        Interaction asked = each;
        asked.url = url.path().toUtf8() + "?tags=t";
        ReplayServer server({asked});
        ScalewayProvider provider({AccountId(u"test"_s), server.url(), {}, Secret("recorded"), {}});
        const auto servers = provider.serversWithTag(Zone(url.path().section(u'/', 4, 4)), u"t"_s, soon);
        QVERIFY2(servers, qPrintable(servers ? QString() : servers.error().message));
        for (const Server &found : *servers)
            QVERIFY(!found.id.isEmpty() && found.state != ServerState::Unknown && found.volumes.first().kind == "sbs_volume"_L1);
        ++lists;
    }
    QVERIFY(lists > 0);
}

void TestScalewayCassettes::keysWithoutComments()
{
    const auto all = readCassette(*cassetteFolder() + u'/' + tf + u"iam__testdata__list-iamssh-keys-basic.cassette.yaml"_s);
    const auto list =
        std::find_if(all.begin(), all.end(), [](const Interaction &each) { return each.url.contains("/ssh-keys?disabled=true"); });
    QVERIFY(list != all.end());
    Interaction asked = *list;
    asked.url = "/iam/v1alpha1/ssh-keys?project_id=p";
    ReplayServer server({asked});
    ScalewayProvider provider({AccountId(u"test"_s), server.url(), u"p"_s, Secret("recorded"), {}});
    const auto keys = provider.sshKeys(soon);
    QVERIFY(keys && !keys->isEmpty());
    QVERIFY(!keys->first().enabled);
    QCOMPARE(keys->first().publicKey.count(u' '), 1);
}

void TestScalewayCassettes::anUnknownImage()
{
    const auto all = readCassette(
        *cassetteFolder()
        + u"/cli__internal__namespaces__instance__v1__testdata__test-create-server-errors-error-invalid-image-uuid.cassette.yaml"_s);
    Interaction refusal = all.last();
    QCOMPARE(refusal.method, "POST");
    // As recorded, but for the body, in which our request differs from the recorder's.
    refusal.body =
        R"({"name":"n","commercial_type":"DEV1-S","image":"7a892c1a-bbdc-491f-9974-4008e3708664","project":"p","tags":["t"],"boot_type":"local","dynamic_ip_required":true,
        "volumes":{"0":{"volume_type":"sbs_volume","size":125000000000}}})";
    ReplayServer server({refusal});
    ScalewayProvider provider({AccountId(u"test"_s), server.url(), u"p"_s, Secret("recorded"), {}});
    const auto created = provider.createServer(
        {u"n"_s, par1, CommercialType(u"DEV1-S"_s), u"7a892c1a-bbdc-491f-9974-4008e3708664"_s, 125'000'000'000, {u"t"_s}}, soon);
    QVERIFY2(server.misses().isEmpty(), qPrintable(server.misses().join(u'\n')));
    QCOMPARE(created.error().errorClass, ErrorClass::Invalid);
    QCOMPARE(created.error().resource, u"instance_image"_s);
    QCOMPARE(created.error().requestId, u"69139991-9cd0-422e-b589-3434a6d74320"_s);
}

void TestScalewayCassettes::aKeyOfUserDataThatIsNotSet()
{
    const auto all =
        readCassette(*cassetteFolder()
                     + u"/cli__internal__namespaces__instance__v1__testdata__test-user-data-get-get-an-nonexistent-key.cassette.yaml"_s);
    const auto found = std::find_if(all.begin(), all.end(), [](const Interaction &each) { return each.url.contains("/user_data/"); });
    QVERIFY(found != all.end());
    Interaction asked = *found;
    asked.url = "/instance/v1/zones/fr-par-1/servers/s/user_data/ssh-host-fingerprints";
    ReplayServer server({asked});
    ScalewayProvider provider({AccountId(u"test"_s), server.url(), {}, Secret("recorded"), {}});
    QCOMPARE(provider.hostKeyFingerprints(par1, u"s"_s, soon).value(), QStringList());
}

void TestScalewayCassettes::aKeyThatIsNotAccepted()
{
    auto all = readCassette(*cassetteFolder() + u"/cli__cmd__scw__testdata__test-all-usage-rdb-acl-add-usage.cassette.yaml"_s);
    Interaction denied = all.first();
    QCOMPARE(denied.code, 401);
    denied.url = "/instance/v1/zones/fr-par-1/ips/i";
    denied.body.clear();
    ReplayServer server({denied});
    ScalewayProvider provider({AccountId(u"test"_s), server.url(), {}, Secret("recorded"), {}});
    const auto address = provider.address(par1, u"i"_s, soon);
    QCOMPARE(address.error().errorClass, ErrorClass::Auth);
    QCOMPARE(address.error().code, ErrorCode::ProviderDenied);
    QCOMPARE(address.error().requestId, u"32b2b5f8-48c2-4aef-b89e-e8da1b64cd32"_s);
}

QTEST_GUILESS_MAIN(TestScalewayCassettes)
#include "tst_scalewaycassettes.moc"
