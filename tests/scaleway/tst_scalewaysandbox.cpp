#include "providers/scaleway/scalewayprovider.h"
#include "tests/support/sandboxprocess.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

using namespace vigie::models;
using namespace vigie::providers;
using namespace vigie::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Zone par2(u"fr-par-2"_s);
const CommercialType l4(u"L4-1-24G"_s);

CallContext within(std::chrono::milliseconds time = 30s)
{
    return {.deadline = QDeadlineTimer(time)};
}

} // namespace

/// The provider against the real vigie-sandbox program, over sockets.
class TestScalewaySandbox final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void offersAreOnThreePages();
    void aServersWholeLife();
    void aLostAnswerIsAmbiguousAndNothingIsRepeated_data();
    void aLostAnswerIsAmbiguousAndNothingIsRepeated();
    void readsAreRepeated();
    void noStockIsCapacity();
    void busyWhileItIsInBetween();
    void aWrongKeyIsDenied();
    void aSandboxThatIsGoneIsUnreachable();

private:
    ScalewayProvider provider(const QString &key) const
    {
        return ScalewayProvider({AccountId(u"sandbox"_s), m_sandbox.apiUrl(), m_sandbox.projectId(), Secret(key.toUtf8()), {}});
    }
    /// What the provider shows of a server once it satisfies the condition; nothing when it never does.
    template <class Condition>
    std::optional<ProviderResult<Server>> serverWhen(ScalewayProvider &provider, const QString &id, Condition condition) const
    {
        for (QDeadlineTimer deadline(30s); !deadline.hasExpired(); QTest::qWait(10)) {
            auto server = provider.server(par2, id, within());
            if (condition(server))
                return server;
        }
        return std::nullopt;
    }
    /// Once the provider has detached it.
    bool isVolumeDeleted(ScalewayProvider &provider, const QString &id) const
    {
        for (QDeadlineTimer deadline(30s); !deadline.hasExpired(); QTest::qWait(10)) {
            const auto deleted = provider.deleteVolume(par2, id, within());
            if (deleted || deleted.error().errorClass != ErrorClass::Busy)
                return deleted.has_value();
        }
        return false;
    }
    int count(const QString &effect) const
    {
        const QJsonArray journal = m_sandbox.journal();
        return static_cast<int>(
            std::count_if(journal.begin(), journal.end(), [&](const QJsonValue &each) { return each[u"effect"].toString() == effect; }));
    }
    ServerSpec spec(const QString &request) const
    {
        return {u"vigie-test"_s, par2, l4, m_imageId, 125'000'000'000, {u"vigie"_s, u"vigie-request="_s + request}};
    }

    SandboxProcess m_sandbox{{u"--time-scale"_s, u"200"_s}};
    QString m_imageId;
};

void TestScalewaySandbox::initTestCase()
{
    QVERIFY2(m_sandbox.start(), qPrintable(m_sandbox.errorString()));
    auto scaleway = provider(m_sandbox.secretKey());
    const auto image = scaleway.resolveBootImage(par2, l4, within());
    QVERIFY2(image, qPrintable(image ? QString() : image.error().message));
    QVERIFY(image->label.contains("gpu_os"_L1));
    m_imageId = image->id;
}

void TestScalewaySandbox::cleanup()
{
    if (m_sandbox.isRunning())
        QVERIFY(m_sandbox.clearFaults());
}

void TestScalewaySandbox::offersAreOnThreePages()
{
    auto scaleway = provider(m_sandbox.secretKey());
    const auto asked = m_sandbox.summary().value(u"requests"_s).toInt();
    const auto offers = scaleway.offers(par2, within());
    QVERIFY2(offers, qPrintable(offers ? QString() : offers.error().message));
    QVERIFY2(m_sandbox.summary().value(u"requests"_s).toInt() - asked >= 6, "three pages of types, three of stock");
    const auto found = std::find_if(offers->begin(), offers->end(), [](const Offer &each) { return each.type == l4; });
    QVERIFY(found != offers->end());
    QCOMPARE(found->pricePerHour->micros(), 787500);
    QCOMPARE(found->gpuName, u"L4"_s);
    QCOMPARE(found->stock, Stock::Available);
    QVERIFY(found->blockOnly);
    QVERIFY(std::any_of(offers->begin(), offers->end(), [](const Offer &each) { return each.gpus == 0; }));
}

void TestScalewaySandbox::aServersWholeLife()
{
    auto scaleway = provider(m_sandbox.secretKey());
    const auto created = scaleway.createServer(spec(u"life"_s), within());
    QVERIFY2(created, qPrintable(created ? QString() : created.error().message));
    QCOMPARE(created->state, ServerState::Stopped);
    QCOMPARE(verifyCreated(spec(u"life"_s), *created), QString());
    const QString root = created->volumes.first().id;
    QVERIFY(scaleway.tagVolume(par2, root, u"vigie-test-root"_s, {u"vigie"_s, u"vigie-request=life"_s}, within()));
    const auto tagged = scaleway.volumesWithTag(par2, u"vigie-request=life"_s, within());
    QVERIFY(tagged && tagged->size() == 1);
    QCOMPARE(tagged->first().id, root);
    QCOMPARE(scaleway.volume(par2, root, within())->sizeBytes, 125'000'000'000);
    QCOMPARE(scaleway.hostKeyFingerprints(par2, created->id, within()).value(), QStringList());

    QVERIFY(scaleway.powerOn(par2, created->id, within()));
    const auto running = serverWhen(scaleway, created->id, [](const auto &server) {
        return server && server->state == ServerState::Running && !server->addresses.isEmpty();
    });
    QVERIFY(running);
    QVERIFY((*running)->addresses.first().dynamic);
    const auto listed = scaleway.serversWithTag(par2, u"vigie-request=life"_s, within());
    QVERIFY(listed && listed->size() == 1);
    QCOMPARE(listed->first().id, created->id);
    QCOMPARE(scaleway.serversWithTag(par2, u"vigie-request=other"_s, within())->size(), 0);
    QTRY_VERIFY_WITH_TIMEOUT(!scaleway.hostKeyFingerprints(par2, created->id, within()).value().isEmpty(), 30'000);

    QVERIFY(scaleway.deleteServer(**running, within()));
    const auto gone = serverWhen(scaleway, created->id, [](const auto &server) { return !server; });
    QVERIFY(gone);
    QCOMPARE(gone->error().errorClass, ErrorClass::Gone);
    QVERIFY2(scaleway.volume(par2, root, within()), "the root volume stays");
    QVERIFY(isVolumeDeleted(scaleway, root));
    QCOMPARE(scaleway.volume(par2, root, within()).error().errorClass, ErrorClass::Gone);
    QCOMPARE(scaleway.deleteVolume(par2, root, within()).error().errorClass, ErrorClass::Gone);
    QCOMPARE(m_sandbox.summary().value(u"servers"_s).toObject().value(u"total"_s).toInt(), 0);
    QCOMPARE(m_sandbox.summary().value(u"volumes"_s).toInt(), 0);
}

void TestScalewaySandbox::aLostAnswerIsAmbiguousAndNothingIsRepeated_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("created");
    QTest::newRow("closed after the effect") << u"drop_after"_s << 1;
    QTest::newRow("reset after the effect") << u"reset_after"_s << 1;
    QTest::newRow("closed before the effect") << u"drop_before"_s << 0;
    QTest::newRow("cut") << u"truncate"_s << 1;
    QTest::newRow("garbage") << u"garbage"_s << 1;
}

void TestScalewaySandbox::aLostAnswerIsAmbiguousAndNothingIsRepeated()
{
    QFETCH(QString, kind);
    QFETCH(int, created);
    auto scaleway = provider(m_sandbox.secretKey());
    QVERIFY(scaleway.offers(par2, within())); // a connection that is kept alive
    const int before = count(u"server_created"_s);
    const auto creates = m_sandbox.summary().value(u"creates"_s).toInt();
    // For ever: a repeat would be hit, and counted, as well.
    const QJsonObject match{{u"method"_s, u"POST"_s}, {u"path"_s, u"/instance/v1/zones/*/servers"_s}};
    QVERIFY(m_sandbox.addFault({{u"match"_s, match}, {u"kind"_s, kind}, {u"count"_s, 0}}) != 0);
    const auto lost = scaleway.createServer(spec(kind), within());
    QVERIFY(!lost);
    QCOMPARE(lost.error().errorClass, ErrorClass::Ambiguous);
    QCOMPARE(count(u"server_created"_s) - before, created);
    QCOMPARE(m_sandbox.summary().value(u"creates"_s).toInt() - creates, created);
    QVERIFY(m_sandbox.clearFaults());
    const auto found = scaleway.serversWithTag(par2, u"vigie-request="_s + kind, within());
    QVERIFY(found);
    QCOMPARE(found->size(), created);
    for (const Server &server : *found) {
        QVERIFY(scaleway.deleteServer(server, within()));
        QCOMPARE(scaleway.server(par2, server.id, within()).error().errorClass, ErrorClass::Gone);
        QVERIFY(isVolumeDeleted(scaleway, server.volumes.first().id));
    }
}

void TestScalewaySandbox::readsAreRepeated()
{
    auto scaleway = provider(m_sandbox.secretKey());
    const QJsonObject match{{u"method"_s, u"GET"_s}, {u"path"_s, u"/instance/v1/zones/*/ips"_s}};
    QVERIFY(m_sandbox.addFault({{u"match"_s, match}, {u"kind"_s, u"status"_s}, {u"status"_s, 503}, {u"count"_s, 1}}) != 0);
    QVERIFY(scaleway.addressesWithTag(par2, u"vigie"_s, within()));
}

void TestScalewaySandbox::noStockIsCapacity()
{
    auto scaleway = provider(m_sandbox.secretKey());
    QVERIFY(m_sandbox.setStock(u"fr-par-2"_s, u"L4-1-24G"_s, u"out"_s));
    const auto refused = scaleway.createServer(spec(u"stock"_s), within());
    QVERIFY(m_sandbox.setStock(u"fr-par-2"_s, u"L4-1-24G"_s, u"available"_s));
    QVERIFY(!refused);
    QCOMPARE(refused.error().errorClass, ErrorClass::Capacity);
    QCOMPARE(refused.error().code, ErrorCode::ProviderOutOfStock);
}

void TestScalewaySandbox::busyWhileItIsInBetween()
{
    auto scaleway = provider(m_sandbox.secretKey());
    const auto created = scaleway.createServer(spec(u"busy"_s), within());
    QVERIFY(created);
    // Said to be running while it is stopped: the provider itself refuses.
    Server wrong = *created;
    wrong.state = ServerState::Running;
    QCOMPARE(toName(scaleway.deleteServer(wrong, within()).error().errorClass), toName(ErrorClass::Busy));
    QCOMPARE(toName(scaleway.deleteVolume(par2, created->volumes.first().id, within()).error().errorClass), toName(ErrorClass::Busy));
    QVERIFY(scaleway.deleteServer(*created, within()));
    QVERIFY(isVolumeDeleted(scaleway, created->volumes.first().id));
}

void TestScalewaySandbox::aWrongKeyIsDenied()
{
    auto scaleway = provider(u"00000000-0000-0000-0000-000000000000"_s);
    for (const auto &error :
         {scaleway.serversWithTag(par2, u"vigie"_s, within()).error(), scaleway.createServer(spec(u"wrong"_s), within()).error()}) {
        QCOMPARE(error.errorClass, ErrorClass::Auth);
        QCOMPARE(error.code, ErrorCode::ProviderDenied);
        QCOMPARE(error.httpStatus, 401);
        QVERIFY(!error.requestId.isEmpty());
    }
}

void TestScalewaySandbox::aSandboxThatIsGoneIsUnreachable()
{
    auto scaleway = provider(m_sandbox.secretKey());
    QVERIFY(scaleway.addressesWithTag(par2, u"vigie"_s, within()));
    QCOMPARE(m_sandbox.terminate(), 0);
    for (const auto &error :
         {scaleway.createServer(spec(u"gone"_s), within(500ms)).error(), scaleway.server(par2, u"s"_s, within(500ms)).error()}) {
        QCOMPARE(error.errorClass, ErrorClass::Unsent);
        QCOMPARE(error.code, ErrorCode::ProviderUnreachable);
    }
}

QTEST_GUILESS_MAIN(TestScalewaySandbox)
#include "tst_scalewaysandbox.moc"
