#include "providers/retry.h"
#include "tests/support/rawserver.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace vigie::providers;
using namespace vigie::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = TransportError::Kind;

Q_DECLARE_METATYPE(RetryRule)

namespace {

HttpResult answered(int status, QByteArray retryAfter = {})
{
    HttpAnswer answer;
    answer.status = status;
    if (!retryAfter.isEmpty())
        answer.headers.append({"Retry-After", retryAfter});
    return answer;
}

HttpResult failed(Kind kind)
{
    return tl::unexpected(TransportError{kind, kind != Kind::Unsent, {}});
}

} // namespace

class TestRetry final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatMayBeSentAgain_data();
    void whatMayBeSentAgain();
    void waitsLongerEachTime();
    void retryAfterIsHonoured();
    void sendsUntilItIsAnswered();
    void createsOnceWhenTheOutcomeIsUnknown_data();
    void createsOnceWhenTheOutcomeIsUnknown();
    void doesNotWaitPastTheDeadline();
    void aStopEndsTheWaiting();
    void theSleeperWakesAtAStop();
};

void TestRetry::whatMayBeSentAgain_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<bool>("read");
    QTest::addColumn<bool>("create");
    QTest::addColumn<bool>("action");
    QTest::newRow("429") << u"429"_s << true << true << true;
    for (const char *status : {"500", "502", "503", "504"})
        QTest::newRow(status) << QString::fromLatin1(status) << true << false << false;
    for (const char *status : {"200", "201", "204", "301", "400", "401", "403", "404", "409", "412", "423", "501", "505"})
        QTest::newRow(status) << QString::fromLatin1(status) << false << false << false;
    QTest::newRow("unsent") << u"unsent"_s << true << true << false;
    QTest::newRow("ambiguous") << u"ambiguous"_s << true << false << false;
    QTest::newRow("timedout") << u"timedout"_s << true << false << false;
    QTest::newRow("cancelled") << u"cancelled"_s << false << false << false;
    QTest::newRow("toolarge") << u"toolarge"_s << false << false << false;
}

void TestRetry::whatMayBeSentAgain()
{
    QFETCH(QString, what);
    QFETCH(bool, read);
    QFETCH(bool, create);
    QFETCH(bool, action);
    const QMap<QString, Kind> kinds{{u"unsent"_s, Kind::Unsent}, {u"ambiguous"_s, Kind::Ambiguous}, {u"timedout"_s, Kind::TimedOut},
                                    {u"cancelled"_s, Kind::Cancelled}, {u"toolarge"_s, Kind::TooLarge}};
    const HttpResult result = kinds.contains(what) ? failed(kinds.value(what)) : answered(what.toInt());
    QCOMPARE(nextTry(RetryRule::Read, 1, result, 0).has_value(), read);
    QCOMPARE(nextTry(RetryRule::Create, 1, result, 0).has_value(), create);
    QCOMPARE(nextTry(RetryRule::Action, 1, result, 0).has_value(), action);
    QVERIFY(!nextTry(RetryRule::Read, maxTries, result, 0));
}

void TestRetry::waitsLongerEachTime()
{
    const HttpResult result = answered(503);
    const std::chrono::milliseconds expected[]{1s, 2s, 4s, 8s};
    for (int tries = 1; tries <= 4; ++tries) {
        QCOMPARE(nextTry(RetryRule::Read, tries, result, 0.0)->count(), expected[tries - 1].count());
        QCOMPARE(nextTry(RetryRule::Read, tries, result, 0.5)->count(), expected[tries - 1].count() * 9 / 8);
    }
}

void TestRetry::retryAfterIsHonoured()
{
    QCOMPARE(nextTry(RetryRule::Action, 1, answered(429, "7"), 0)->count(), 7000);
    QCOMPARE(nextTry(RetryRule::Action, 3, answered(429, "1"), 0)->count(), 4000);
    for (const char *nonsense : {"soon", "-1", "Wed, 21 Oct 2026 07:28:00 GMT", "99999999999999999999"})
        QCOMPARE(nextTry(RetryRule::Action, 1, answered(429, nonsense), 0)->count(), 1000);
}

void TestRetry::sendsUntilItIsAnswered()
{
    int asked = 0;
    RawServer server([&](QTcpSocket &socket, const RawRequest &) {
        // As the gateway says it: no body, no content type, no Retry-After.
        socket.write(++asked < 4 ? RawServer::answer(429, {}, {{"X-Envoy-Ratelimited", "true"}}) : RawServer::answer(200, "{}"));
    });
    HttpClient client;
    QList<qint64> waits;
    const Sleeper sleeper = [&](std::chrono::milliseconds time, const CallContext &) {
        waits.append(time.count());
        return Waited::Elapsed;
    };
    const auto result =
        sendWithRetries(client, {.method = HttpMethod::Post, .url = server.url(), .body = "{}"}, RetryRule::Action, {}, sleeper);
    QVERIFY(result);
    QCOMPARE(result->status, 200);
    QCOMPARE(asked, 4);
    QCOMPARE(waits.size(), 3);
    for (int i = 0; i < 3; ++i)
        QVERIFY(waits[i] >= (1000 << i) && waits[i] <= (1250 << i));

    asked = -100;
    QCOMPARE(sendWithRetries(client, {.url = server.url()}, RetryRule::Read, {}, sleeper)->status, 429);
    QCOMPARE(asked, -100 + maxTries);
}

void TestRetry::createsOnceWhenTheOutcomeIsUnknown_data()
{
    QTest::addColumn<RetryRule>("rule");
    QTest::addColumn<int>("sent");
    QTest::newRow("read") << RetryRule::Read << maxTries;
    QTest::newRow("create") << RetryRule::Create << 1;
    QTest::newRow("action") << RetryRule::Action << 1;
}

void TestRetry::createsOnceWhenTheOutcomeIsUnknown()
{
    QFETCH(RetryRule, rule);
    QFETCH(int, sent);
    RawServer server([](QTcpSocket &socket, const RawRequest &) { socket.close(); });
    HttpClient client;
    const auto result = sendWithRetries(client, {.method = HttpMethod::Post, .url = server.url(), .body = "{}"}, rule, {},
                                        [](auto, const CallContext &) { return Waited::Elapsed; });
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Kind::Ambiguous);
    QCOMPARE(server.requests().size(), sent);
}

void TestRetry::doesNotWaitPastTheDeadline()
{
    RawServer server([](QTcpSocket &socket, const RawRequest &) { socket.write(RawServer::answer(503, {})); });
    HttpClient client;
    int waits = 0;
    const auto result = sendWithRetries(client, {.url = server.url()}, RetryRule::Read, {.deadline = QDeadlineTimer(3500ms)},
                                        [&](auto, const CallContext &) { ++waits; return Waited::Elapsed; });
    QCOMPARE(result->status, 503);
    QCOMPARE(waits, 2); // 1 s and 2 s fit; 4 s does not
}

void TestRetry::aStopEndsTheWaiting()
{
    RawServer server([](QTcpSocket &socket, const RawRequest &) { socket.write(RawServer::answer(503, {})); });
    HttpClient client;
    std::stop_source stop;
    std::jthread other;
    const auto result =
        sendWithRetries(client, {.url = server.url()}, RetryRule::Read, {.stop = stop.get_token()}, [&](auto, const CallContext &context) {
            other = std::jthread([&] { stop.request_stop(); });
            return sleepFor(1h, context);
        });
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Kind::Cancelled);
    QCOMPARE(server.requests().size(), 1);
}

void TestRetry::theSleeperWakesAtAStop()
{
    std::stop_source stop;
    const CallContext context{.stop = stop.get_token()};
    QCOMPARE(sleepFor(1ms, context), Waited::Elapsed);
    stop.request_stop();
    QCOMPARE(sleepFor(1h, context), Waited::Stopped);
}

QTEST_GUILESS_MAIN(TestRetry)
#include "tst_retry.moc"
