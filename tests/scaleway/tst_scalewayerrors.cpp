#include "providers/scaleway/errors.h"

#include <QTest>

using namespace vigie::models;
using namespace vigie::providers;
using namespace vigie::providers::scaleway;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(ErrorClass)
Q_DECLARE_METATYPE(ErrorCode)

namespace {

constexpr auto id = "cf55eb83-a278-477c-a2a0-46439b329cc6";

HttpAnswer answer(int status, const QByteArray &body, const QByteArray &contentType = "application/json")
{
    HttpAnswer made;
    made.status = status;
    made.reason = u"Reason"_s;
    made.headers = {{"X-Request-Id", "req-1"}};
    if (!contentType.isEmpty())
        made.headers.append({"content-type", contentType});
    made.body = body;
    return made;
}

ProviderError errorFor(int status, const QByteArray &body, Phase phase, const QByteArray &contentType = "application/json")
{
    return errorOf(answer(status, body, contentType), phase, QString::fromLatin1(id), {});
}

} // namespace

class TestScalewayErrors final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatTheApiSays_data();
    void readsWhatTheApiSays();
    void everyAnswerHasOneClass();
    void onlyATyped404ForTheIdIsGone_data();
    void onlyATyped404ForTheIdIsGone();
    void a404ToACreateIsAboutItsArguments();
    void namesTheArguments();
    void namesTheMissingRight();
    void neverShowsTheToken();
    void keepsNoMoreThan64kB();
    void hostileBodiesAreAmbiguous_data();
    void hostileBodiesAreAmbiguous();
    void transportErrors_data();
    void transportErrors();
    void theImageIsToBeResolvedAnew_data();
    void theImageIsToBeResolvedAnew();
};

void TestScalewayErrors::readsWhatTheApiSays_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorClass>("onChange");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("sentence");
    using C = ErrorClass;
    using E = ErrorCode;
    QTest::newRow("invalid_arguments")
        << 400
        << QByteArray(
               R"j({"type":"invalid_arguments","message":"invalid argument(s)","details":[{"argument_name":"image","reason":"required","help_message":"required key not provided"}]})j")
        << C::Invalid << E::ProviderInvalidArguments << u"invalid argument(s): image: required (required key not provided)"_s;
    QTest::newRow("denied_authentication")
        << 401
        << QByteArray(R"({"message":"authentication is denied","method":"api_key","reason":"not_found","type":"denied_authentication"})")
        << C::Auth << E::ProviderDenied << u"authentication is denied"_s;
    QTest::newRow("permissions_denied")
        << 403
        << QByteArray(
               R"({"details":[{"action":"read","resource":"snapshot"}],"message":"insufficient permissions","type":"permissions_denied"})")
        << C::Permission << E::ProviderDenied << u"insufficient permissions"_s;
    QTest::newRow("quotas_exceeded")
        << 403
        << QByteArray(
               R"j({"details":[{"current":10,"quota":10,"resource":"human"}],"message":"quota(s) exceeded for this resource","type":"quotas_exceeded"})j")
        << C::Quota << E::ProviderQuotaExceeded << u"quota(s) exceeded for this resource: human: 10 of 10"_s;
    QTest::newRow("quotas_exceeded without numbers")
        << 403
        << QByteArray(
               R"({"type":"quotas_exceeded","details":[{"resource":"cp_servers_type_L4_1_24G","organization_id":"o"},{"resource":"cp_servers_type_L4_1_24G","project_id":"p"}]})")
        << C::Quota << E::ProviderQuotaExceeded << u"HTTP 403 Reason"_s;
    QTest::newRow("not_found")
        << 404
        << QByteArray(
               R"({"type":"not_found","message":"resource is not found","resource":"instance_server","resource_id":"cf55eb83-a278-477c-a2a0-46439b329cc6"})")
        << C::Gone << E::ProviderDeleted << u"resource is not found"_s;
    QTest::newRow("unknown_resource")
        << 404 << QByteArray(R"({"type":"unknown_resource","message":"Server \"cf55eb83-a278-477c-a2a0-46439b329cc6\" not found"})")
        << C::Gone << E::ProviderDeleted << u"Server \"cf55eb83-a278-477c-a2a0-46439b329cc6\" not found"_s;
    QTest::newRow("resource_expired")
        << 410
        << QByteArray(
               R"({"message":"expired","type":"resource_expired","resource":"r","resource_id":"cf55eb83-a278-477c-a2a0-46439b329cc6","expired_since":"2020-01-01T00:00:00Z"})")
        << C::Gone << E::ProviderDeleted << u"expired"_s;
    QTest::newRow("transient_state")
        << 409
        << QByteArray(
               R"({"current_state":"updating","message":"resource is in a transient state","resource":"group","resource_id":"x","type":"transient_state"})")
        << C::Busy << E::ProviderDenied << u"resource is in a transient state"_s;
    QTest::newRow("already_exists")
        << 409
        << QByteArray(
               R"({"message":"resource already exists","resource":"queue","resource_id":"x","help_message":"choose another","type":"already_exists"})")
        << C::Invalid << E::ProviderInvalidArguments << u"resource already exists: choose another"_s;
    QTest::newRow("out_of_stock") << 412
                                  << QByteArray(R"({"message":"resource is out of stock","resource":"L4-1-24G","type":"out_of_stock"})")
                                  << C::Capacity << E::ProviderOutOfStock << u"resource is out of stock"_s;
    QTest::newRow("precondition_failed, protected")
        << 412
        << QByteArray(
               R"({"help_message":"cannot delete a protected secret","message":"precondition is not respected","precondition":"protected_resource","type":"precondition_failed"})")
        << C::Locked << E::ProviderDenied << u"precondition is not respected: cannot delete a protected secret"_s;
    QTest::newRow("precondition_failed, in use")
        << 412
        << QByteArray(R"({"message":"precondition is not respected","precondition":"resource_still_in_use","type":"precondition_failed"})")
        << C::Busy << E::ProviderDenied << u"precondition is not respected"_s;
    QTest::newRow("precondition_failed, 400") << 400
                                              << QByteArray(R"({"message":"m","precondition":"who_knows","type":"precondition_failed"})")
                                              << C::Busy << E::ProviderDenied << u"m"_s;
    QTest::newRow("precondition_failed, attribute")
        << 412 << QByteArray(R"({"message":"m","precondition":"attribute_must_be_set","type":"precondition_failed"})") << C::Invalid
        << E::ProviderInvalidArguments << u"m"_s;
    QTest::newRow("locked") << 423 << QByteArray(R"({"message":"m","type":"locked","resource":"r","resource_id":"x"})") << C::Locked
                            << E::ProviderDenied << u"m"_s;
    QTest::newRow("old quota")
        << 403 << QByteArray(R"({"type":"invalid_request_error","message":"Quota exceeded for this resource.","resource":"cp_servers"})")
        << C::Quota << E::ProviderQuotaExceeded << u"Quota exceeded for this resource."_s;
    QTest::newRow("old fields")
        << 400 << QByteArray(R"({"message":"m","type":"invalid_request_error","fields":{"volumes.5.id":["92 is not a valid UUID"]}})")
        << C::Invalid << E::ProviderInvalidArguments << u"m: volumes.5.id: 92 is not a valid UUID"_s;
    QTest::newRow("old state") << 400 << QByteArray(R"({"type":"invalid_request_error","message":"server should be running"})") << C::Busy
                               << E::ProviderDenied << u"server should be running"_s;
    QTest::newRow("rate") << 429 << QByteArray() << C::Rate << E::ProviderUnreachable << u"HTTP 429 Reason"_s;
    QTest::newRow("message alone") << 400 << QByteArray(R"({"message":"no"})") << C::Ambiguous << E::ProviderUnreachable << u"no"_s;
    QTest::newRow("unknown type") << 418 << QByteArray(R"({"type":"teapot","message":"no"})") << C::Ambiguous << E::ProviderUnreachable
                                  << u"no"_s;
    QTest::newRow("500 of a known type") << 500 << QByteArray(R"({"type":"out_of_stock","message":"no"})") << C::Ambiguous
                                         << E::ProviderUnreachable << u"no"_s;
}

void TestScalewayErrors::readsWhatTheApiSays()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(ErrorClass, onChange);
    QFETCH(ErrorCode, code);
    QFETCH(QString, sentence);
    const ProviderError error = errorFor(status, body, Phase::Change, body.isEmpty() ? "" : "application/json; charset=utf-8");
    QCOMPARE(toName(error.errorClass), toName(onChange));
    QCOMPARE(toName(error.code), toName(code));
    QCOMPARE(error.message, sentence);
    QCOMPARE(error.httpStatus, status);
    QCOMPARE(error.requestId, u"req-1"_s);
    QCOMPARE(error.rawBody, body);
    const Error domain = error.toError();
    QCOMPARE(domain.code, code);
    QCOMPARE(domain.params.value(u"status"_s), QString::number(status));
    QCOMPARE(domain.params.value(u"request_id"_s), u"req-1"_s);
    QCOMPARE(domain.detail, sentence);
}

void TestScalewayErrors::everyAnswerHasOneClass()
{
    const char *types[]{"",
                        "nonsense",
                        "invalid_arguments",
                        "denied_authentication",
                        "permissions_denied",
                        "quotas_exceeded",
                        "not_found",
                        "unknown_resource",
                        "transient_state",
                        "already_exists",
                        "out_of_stock",
                        "precondition_failed",
                        "resource_expired",
                        "locked",
                        "too_many_requests",
                        "invalid_request_error"};
    for (const char *name : types) {
        const QString type = QString::fromLatin1(name);
        for (int status = 100; status < 1000; ++status) {
            for (const Phase phase : {Phase::Read, Phase::Create, Phase::Change}) {
                const ErrorClass found = classOf(type, status, phase);
                QVERIFY(found != ErrorClass::Unsent && found != ErrorClass::Cancelled);
                if (status == 429)
                    QCOMPARE(found, ErrorClass::Rate);
                else if (status >= 500 || status < 400 || type == "nonsense"_L1)
                    QCOMPARE(found, ErrorClass::Ambiguous);
                if (found == ErrorClass::Gone)
                    QVERIFY(phase != Phase::Create && !type.isEmpty());
            }
        }
    }
    QCOMPARE(classOf(u"not_found"_s, 403, Phase::Read), ErrorClass::Ambiguous);
    QCOMPARE(classOf(u""_s, 404, Phase::Read), ErrorClass::Ambiguous);
    QCOMPARE(classOf(u"invalid_request_error"_s, 400, Phase::Create), ErrorClass::Invalid);
}

void TestScalewayErrors::onlyATyped404ForTheIdIsGone_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<bool>("isGone");
    const QByteArray json("application/json");
    QTest::newRow("for the id") << QByteArray(
        R"({"type":"not_found","resource":"volume","resource_id":"CF55EB83-a278-477c-a2a0-46439b329cc6"})")
                                << json << true;
    QTest::newRow("resource without id") << QByteArray(R"({"type":"not_found","resource":"volume"})") << json << true;
    QTest::newRow("another id") << QByteArray(
        R"({"type":"not_found","resource":"project","resource_id":"cf55eb83-0000-0000-0000-46439b329cc6"})")
                                << json << false;
    QTest::newRow("about nothing") << QByteArray(R"({"type":"not_found"})") << json << false;
    QTest::newRow("message alone") << QByteArray(R"({"message":"resource is not found"})") << json << false;
    QTest::newRow("a page") << QByteArray("<html>404</html>") << QByteArray("text/html") << false;
    QTest::newRow("a page that says it is JSON") << QByteArray("<html>404</html>") << json << false;
    QTest::newRow("JSON that says it is a page")
        << QByteArray(R"({"type":"not_found","resource":"volume"})") << QByteArray("text/html") << false;
    QTest::newRow("empty") << QByteArray() << QByteArray() << false;
    QTest::newRow("an array") << QByteArray(R"(["not_found"])") << json << false;
    QTest::newRow("a type that is no text") << QByteArray(R"({"type":404,"resource":"volume"})") << json << false;
}

void TestScalewayErrors::onlyATyped404ForTheIdIsGone()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, contentType);
    QFETCH(bool, isGone);
    for (const Phase phase : {Phase::Read, Phase::Change})
        QCOMPARE(errorFor(404, body, phase, contentType).errorClass, isGone ? ErrorClass::Gone : ErrorClass::Ambiguous);
    QCOMPARE(errorOf(answer(404, body, contentType), Phase::Read, {}, {}).errorClass, ErrorClass::Ambiguous);
}

void TestScalewayErrors::a404ToACreateIsAboutItsArguments()
{
    const ProviderError error =
        errorOf(answer(404, R"({"type":"not_found","message":"resource is not found","resource":"instance_image","resource_id":"i"})"),
                Phase::Create, {}, {});
    QCOMPARE(error.errorClass, ErrorClass::Invalid);
    QCOMPARE(error.code, ErrorCode::ProviderInvalidArguments);
    QCOMPARE(error.resource, u"instance_image"_s);
}

void TestScalewayErrors::namesTheArguments()
{
    const ProviderError error = errorFor(
        400,
        R"j({"type":"invalid_arguments","message":"invalid argument(s)","details":[{"argument_name":"commercial_type","reason":"required"},{"argument_name":"image","reason":"format"},7,null]})j",
        Phase::Create);
    QCOMPARE(error.arguments, QStringList({u"commercial_type"_s, u"image"_s}));
    QCOMPARE(error.toError().params.value(u"arguments"_s), u"commercial_type, image"_s);
}

void TestScalewayErrors::namesTheMissingRight()
{
    const ProviderError error = errorFor(
        403, R"({"details":[{"action":"write","resource":"instance"}],"message":"insufficient permissions","type":"permissions_denied"})",
        Phase::Create);
    QCOMPARE(error.resource, u"instance:write"_s);
}

void TestScalewayErrors::neverShowsTheToken()
{
    const QByteArray token("11111111-2222-3333-4444-555555555555");
    const QByteArray escaped("11111111\\u002d2222-3333-4444-555555555555");
    const ProviderError error =
        errorOf(answer(400, R"({"message":"bad )" + token + R"(","type":"x)" + token + R"(","resource":")" + escaped + R"("})"),
                Phase::Read, {}, Secret(token));
    for (const QString &shown : {error.message, error.type, error.resource, QString::fromUtf8(error.rawBody)})
        QVERIFY2(!shown.contains(QString::fromLatin1(token)), qPrintable(shown));
    QVERIFY(error.message.contains("[redacted]"_L1));
    QVERIFY(!malformed(answer(200, token), QString::fromLatin1(token), Secret(token)).rawBody.contains(token));
}

void TestScalewayErrors::keepsNoMoreThan64kB()
{
    const ProviderError error = errorFor(502, QByteArray(1'000'000, 'x'), Phase::Read, "text/html");
    QCOMPARE(error.rawBody.size(), 64 * 1024);
    const ProviderError wordy =
        errorFor(400, R"({"type":"invalid_arguments","message":")" + QByteArray(1'000'000, 'x') + "\"}", Phase::Read);
    QVERIFY(wordy.message.size() < 5000);
}

void TestScalewayErrors::hostileBodiesAreAmbiguous_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("cut") << QByteArray(R"({"type":"out_of_stock","mess)");
    QTest::newRow("twice the key") << QByteArray(R"({"type":"locked","type":"out_of_stock"})");
    QTest::newRow("deep") << QByteArray(100'000, '[');
    QTest::newRow("deep and whole") << QByteArray(R"({"type":"out_of_stock","details":)" + QByteArray(10'000, '[') + QByteArray(10'000, ']')
                                                  + "}");
    QTest::newRow("not UTF-8") << QByteArray("{\"type\":\"out_of_stock\xff\"}");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("NaN") << QByteArray(R"({"type":"out_of_stock","x":NaN})");
    QTest::newRow("a number") << QByteArray("412");
    QTest::newRow("null") << QByteArray("null");
}

void TestScalewayErrors::hostileBodiesAreAmbiguous()
{
    QFETCH(QByteArray, body);
    QCOMPARE(errorFor(412, body, Phase::Create).errorClass, ErrorClass::Ambiguous);
}

void TestScalewayErrors::transportErrors_data()
{
    using Kind = TransportError::Kind;
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("mayHaveReached");
    QTest::addColumn<ErrorClass>("onRead");
    QTest::addColumn<ErrorClass>("onChange");
    const auto row = [](const char *name, Kind kind, bool reached, ErrorClass onRead, ErrorClass onChange) {
        QTest::newRow(name) << static_cast<int>(kind) << reached << onRead << onChange;
    };
    row("unsent", Kind::Unsent, false, ErrorClass::Unsent, ErrorClass::Unsent);
    row("closed", Kind::Ambiguous, true, ErrorClass::Ambiguous, ErrorClass::Ambiguous);
    row("timed out", Kind::TimedOut, true, ErrorClass::Ambiguous, ErrorClass::Ambiguous);
    row("timed out connecting", Kind::TimedOut, false, ErrorClass::Unsent, ErrorClass::Unsent);
    row("stopped", Kind::Cancelled, true, ErrorClass::Cancelled, ErrorClass::Ambiguous);
    row("stopped before", Kind::Cancelled, false, ErrorClass::Cancelled, ErrorClass::Cancelled);
    row("too large", Kind::TooLarge, true, ErrorClass::Ambiguous, ErrorClass::Ambiguous);
}

void TestScalewayErrors::transportErrors()
{
    QFETCH(int, kind);
    QFETCH(bool, mayHaveReached);
    QFETCH(ErrorClass, onRead);
    QFETCH(ErrorClass, onChange);
    const TransportError error{static_cast<TransportError::Kind>(kind), mayHaveReached, u"why"_s};
    QCOMPARE(toName(errorOf(error, Phase::Read).errorClass), toName(onRead));
    QCOMPARE(toName(errorOf(error, Phase::Create).errorClass), toName(onChange));
    QCOMPARE(toName(errorOf(error, Phase::Change).errorClass), toName(onChange));
    QCOMPARE(errorOf(error, Phase::Read).message, u"why"_s);
}

void TestScalewayErrors::theImageIsToBeResolvedAnew_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isAbout");
    QTest::newRow("unknown image") << QByteArray(R"({"type":"not_found","resource":"instance_image","resource_id":"i"})") << 404 << true;
    QTest::newRow("volumes") << QByteArray(
        R"({"type":"invalid_arguments","details":[{"argument_name":"volumes.0.size","reason":"constraint"}]})")
                             << 400 << true;
    QTest::newRow("image") << QByteArray(R"({"type":"invalid_arguments","details":[{"argument_name":"image","reason":"format"}]})") << 400
                           << true;
    QTest::newRow("another argument") << QByteArray(
        R"({"type":"invalid_arguments","details":[{"argument_name":"name","reason":"format"}]})")
                                      << 400 << false;
    QTest::newRow("stock") << QByteArray(R"({"type":"out_of_stock","resource":"L4-1-24G"})") << 412 << false;
}

void TestScalewayErrors::theImageIsToBeResolvedAnew()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(bool, isAbout);
    QCOMPARE(isAboutBootImage(errorFor(status, body, Phase::Create)), isAbout);
}

QTEST_GUILESS_MAIN(TestScalewayErrors)
#include "tst_scalewayerrors.moc"
