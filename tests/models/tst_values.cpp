#include "models/domain/error.h"
#include "models/domain/ids.h"
#include "models/domain/instance.h"
#include "models/domain/instant.h"

#include <QHash>
#include <QSet>
#include <QTest>

#include <type_traits>

using namespace vigie::models;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

static_assert(!std::is_convertible_v<InstanceId, RequestId> && !std::is_constructible_v<InstanceId, RequestId>);
static_assert(!std::is_convertible_v<Zone, CommercialType> && !std::is_convertible_v<QString, Zone>);

/// The small values: ids, names, instants, errors, kinds of resources.
class TestValues : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void idsParseAndPrint_data();
    void idsParseAndPrint();
    void idsAreKeys();
    void namesAreKeys();
    void instantsKeepMicroseconds();
    void errorNamesRoundTrip();
    void domainErrorNames();
    void failMakesAnError();
    void resourceKindsRoundTrip();
};

void TestValues::idsParseAndPrint_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("printed"); // empty: refused
    const QString plain = u"4cdf43a1-d5db-4829-93e9-f3059a2a41b7"_s;
    QTest::newRow("plain") << plain << plain;
    QTest::newRow("upper case") << plain.toUpper() << plain;
    QTest::newRow("braces") << QString(u'{' % plain % u'}') << plain;
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("null") << u"00000000-0000-0000-0000-000000000000"_s << QString();
    QTest::newRow("short") << plain.chopped(1) << QString();
    QTest::newRow("without dashes") << QString(plain).remove(u'-') << QString();
    QTest::newRow("words") << u"not an id"_s << QString();
    QTest::newRow("not hexadecimal") << QString(plain).replace(0, 1, u"g"_s) << QString();
}

void TestValues::idsParseAndPrint()
{
    QFETCH(QString, text);
    QFETCH(QString, printed);
    const std::optional<InstanceId> id = InstanceId::parse(text);
    QCOMPARE(id.has_value(), !printed.isEmpty());
    if (id)
        QCOMPARE(id->toString(), printed);
}

void TestValues::idsAreKeys()
{
    QVERIFY(InstanceId().isNull());
    QSet<InstanceId> ids;
    for (int i = 0; i < 1000; ++i)
        ids.insert(InstanceId::generate());
    QCOMPARE(ids.size(), 1000);
    for (const InstanceId &id : std::as_const(ids)) {
        QVERIFY(!id.isNull());
        QVERIFY(ids.contains(*InstanceId::parse(id.toString())));
        QVERIFY(!(id < id));
    }
}

void TestValues::namesAreKeys()
{
    QHash<Zone, int> zones{{Zone(u"fr-par-1"_s), 1}, {Zone(u"fr-par-2"_s), 2}};
    QCOMPARE(zones.value(Zone(u"fr-par-2"_s)), 2);
    QVERIFY(Zone().isEmpty() && !Zone(u"fr-par-1"_s).isEmpty());
    QVERIFY(Zone(u"fr-par-1"_s) < Zone(u"fr-par-2"_s));
}

void TestValues::instantsKeepMicroseconds()
{
    const Instant start = Instant::fromMicroseconds(1'763'662'489'491'716);
    const Instant end = Instant::fromMicroseconds(1'763'662'489'675'226);
    QCOMPARE(end - start, 183'510us);
    QCOMPARE(start + 183'510us, end);
    QVERIFY(start < end && start == Instant::fromMicroseconds(start.microseconds()));
    QCOMPARE(start.toDateTime(), QDateTime(QDate(2025, 11, 20), QTime(18, 14, 49, 491), Qt::UTC)); // for showing: to the millisecond
    QCOMPARE(Instant::fromDateTime(start.toDateTime()).microseconds(), 1'763'662'489'491'000);
    QCOMPARE(Instant::fromDateTime(start.toDateTime().toOffsetFromUtc(7200)).microseconds(), 1'763'662'489'491'000);
}

void TestValues::errorNamesRoundTrip()
{
    QSet<QString> seen;
    for (int i = 0; i <= static_cast<int>(ErrorCode::Internal); ++i) {
        const auto code = static_cast<ErrorCode>(i);
        const QString name = toName(code);
        QVERIFY2(errorCodeFromName(name) == code, qPrintable(name));
        QVERIFY2(std::all_of(name.begin(), name.end(), [](QChar c) { return (c >= u'A' && c <= u'Z') || c == u'_'; }), qPrintable(name));
        seen.insert(name);
    }
    QCOMPARE(seen.size(), static_cast<int>(ErrorCode::Internal) + 1);
    for (const QStringView name : {u"", u"internal", u"FROM_THE_FUTURE"})
        QVERIFY(!errorCodeFromName(name));
}

void TestValues::domainErrorNames()
{
    // The names that databases, scripts and people know, typed a second time.
    const QStringList names{u"MISSING_CREDENTIALS"_s, u"INVALID_REQUEST"_s, u"MODEL_NOT_FOUND"_s, u"MODEL_GATED"_s, u"MODEL_DOES_NOT_FIT"_s,
        u"OFFER_NOT_IN_ZONE"_s, u"SCW_DISKLESS_BOOT_IMAGE_REQUIRED"_s, u"BOOT_IMAGE_RESOLVE_FAILED"_s, u"PROVIDER_QUOTA_EXCEEDED"_s,
        u"PROVIDER_OUT_OF_STOCK"_s, u"PROVIDER_DENIED"_s, u"PROVIDER_INVALID_ARGUMENTS"_s, u"PROVIDER_UNREACHABLE"_s, u"PROVIDER_START_TIMEOUT"_s,
        u"PROVIDER_NO_CAPACITY"_s, u"PROVIDER_DELETED"_s, u"SSH_NOT_ACCESSIBLE"_s, u"SSH_HOST_KEY_MISMATCH"_s, u"SSH_AUTH_FAILED"_s,
        u"INSTALL_FAILED"_s, u"VLLM_NOT_RESPONDING"_s, u"MODEL_LOAD_FAILED"_s, u"VLLM_KV_CACHE_TOO_SMALL"_s, u"STARTUP_TIMEOUT"_s,
        u"HEALTH_CHECK_FAILED"_s, u"TERMINATION_PENDING"_s};
    for (qsizetype i = 0; i < names.size(); ++i)
        QCOMPARE(QString(toName(static_cast<ErrorCode>(i))), names[i]);
}

void TestValues::failMakesAnError()
{
    const auto failing = []() -> Result<int> { return fail(ErrorCode::OfferNotInZone, {{u"zone"_s, u"fr-par-1"_s}}, u"word for word"_s); };
    const Result<int> result = failing();
    QVERIFY(!result);
    QCOMPARE(result.error(), (Error{ErrorCode::OfferNotInZone, {{u"zone"_s, u"fr-par-1"_s}}, u"word for word"_s}));
}

void TestValues::resourceKindsRoundTrip()
{
    for (const auto kind : {ResourceKind::Server, ResourceKind::Volume, ResourceKind::Address, ResourceKind::SecurityGroup})
        QVERIFY(resourceKindFromName(QString(toName(kind))) == kind);
    QCOMPARE(toName(ResourceKind::SecurityGroup), "security_group"_L1);
    QVERIFY(!resourceKindFromName(u"snapshot"));
}

QTEST_GUILESS_MAIN(TestValues)
#include "tst_values.moc"
