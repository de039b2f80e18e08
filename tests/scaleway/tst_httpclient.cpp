#include "providers/httpclient.h"
#include "tests/support/rawserver.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <thread>

using namespace vigie::providers;
using namespace vigie::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = TransportError::Kind;

namespace {

constexpr int calls = 5;

CallContext within(std::chrono::milliseconds time)
{
    return {.deadline = QDeadlineTimer(time)};
}

void pass(QTcpSocket &socket, const RawRequest &)
{
    socket.write(RawServer::answer(200, "{}"));
}

} // namespace

Q_DECLARE_METATYPE(HttpMethod)

class TestHttpClient final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersOfEveryStatusAreAnswers_data();
    void answersOfEveryStatusAreAnswers();
    void whatIsNotAGetReachesTheServerOnce_data();
    void whatIsNotAGetReachesTheServerOnce();
    void nothingLeavesForAServerThatIsNotThere_data();
    void nothingLeavesForAServerThatIsNotThere();
    void noTlsIsUnsent();
    void aConnectionThatNeverStandsIsUnsent();
    void aServerThatSaysNothingTimesOut_data();
    void aServerThatSaysNothingTimesOut();
    void aStopEndsTheCall();
    void aLongAnswerIsNotReadFurther_data();
    void aLongAnswerIsNotReadFurther();
    void aLargeAnswerIsWhole();
    void aCutAnswerIsNoAnswer_data();
    void aCutAnswerIsNoAnswer();
    void redirectsAreNotFollowed();
    void nothingIsKeptOrDecoded();
    void worksInAPlainThread();
};

void TestHttpClient::answersOfEveryStatusAreAnswers_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {200, 201, 204, 400, 401, 403, 404, 407, 409, 410, 412, 418, 423, 429, 500, 501, 502, 503, 504, 599})
        QTest::addRow("%d", status) << status;
}

void TestHttpClient::answersOfEveryStatusAreAnswers()
{
    QFETCH(int, status);
    const QByteArray body = status == 204 ? QByteArray() : QByteArray("{\"a\":1}");
    RawServer server([&](QTcpSocket &socket, const RawRequest &) {
        socket.write(RawServer::answer(status, body, {{"X-Request-Id", "r-1"}}));
    });
    HttpClient client;
    for (const HttpMethod method : {HttpMethod::Get, HttpMethod::Post, HttpMethod::Delete}) {
        const auto answer =
            client.send({.method = method, .url = server.url(u"/x"_s), .headers = {{"X-Auth-Token", "t"}}, .body = {}}, within(10s));
        QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().detail));
        QCOMPARE(answer->status, status);
        QCOMPARE(answer->body, body);
        QCOMPARE(answer->header("x-request-ID"), "r-1");
    }
    QCOMPARE(server.requests().size(), 3);
    QCOMPARE(server.requests()[0].header("X-Auth-Token"), "t");
}

void TestHttpClient::whatIsNotAGetReachesTheServerOnce_data()
{
    QTest::addColumn<HttpMethod>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isReset");
    QTest::addColumn<bool>("isKeptAlive");
    const QPair<const char *, HttpMethod> methods[]{
        {"post", HttpMethod::Post}, {"put", HttpMethod::Put}, {"patch", HttpMethod::Patch}, {"delete", HttpMethod::Delete}};
    for (const auto &[name, method] : methods) {
        for (const char *body : {"", "{\"name\":\"x\"}"}) {
            for (const bool isReset : {false, true}) {
                for (const bool isKeptAlive : {false, true})
                    QTest::addRow("%s, %s body, %s, %s", name, *body ? "a" : "no", isReset ? "reset" : "close",
                                  isKeptAlive ? "kept alive" : "fresh")
                        << method << QByteArray(body) << isReset << isKeptAlive;
            }
        }
    }
}

void TestHttpClient::whatIsNotAGetReachesTheServerOnce()
{
    QFETCH(HttpMethod, method);
    QFETCH(QByteArray, body);
    QFETCH(bool, isReset);
    QFETCH(bool, isKeptAlive);
    int received = 0;
    RawServer server([&](QTcpSocket &socket, const RawRequest &request) {
        if (request.method == "GET")
            return pass(socket, request);
        QCOMPARE(request.body, body);
        ++received;
        if (isReset)
            RawServer::reset(socket);
        else
            socket.close();
    });
    HttpClient client;
    for (int i = 0; i < calls; ++i) {
        if (isKeptAlive)
            QVERIFY(client.send({.url = server.url(u"/warm"_s)}, within(10s)));
        const auto answer = client.send({.method = method, .url = server.url(u"/x"_s), .headers = {}, .body = body}, within(10s));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Kind::Ambiguous);
        QVERIFY(answer.error().mayHaveReached);
    }
    QTest::qWait(20); // a repeat would come at once
    QCOMPARE(received, calls);
}

void TestHttpClient::nothingLeavesForAServerThatIsNotThere_data()
{
    QTest::addColumn<QUrl>("url");
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    QTest::newRow("refused") << QUrl(u"http://127.0.0.1:%1/"_s.arg(closed.serverPort()));
    QTest::newRow("unknown host") << QUrl(u"http://no-such-host.invalid/"_s);
    QTest::newRow("no host") << QUrl(u"http:///x"_s);
    QTest::newRow("no URL") << QUrl();
    QTest::newRow("another protocol") << QUrl(u"gopher://127.0.0.1/"_s);
}

void TestHttpClient::nothingLeavesForAServerThatIsNotThere()
{
    QFETCH(QUrl, url);
    HttpClient client;
    for (const HttpMethod method : {HttpMethod::Get, HttpMethod::Post, HttpMethod::Delete}) {
        for (const char *body : {"", "{}"}) {
            const auto answer = client.send({.method = method, .url = url, .headers = {}, .body = body}, within(10s));
            QVERIFY(!answer);
            QCOMPARE(answer.error().kind, Kind::Unsent);
            QVERIFY(!answer.error().mayHaveReached);
            QVERIFY(!answer.error().detail.isEmpty());
        }
    }
}

void TestHttpClient::noTlsIsUnsent()
{
    RawServer server([](QTcpSocket &, const RawRequest &) { QFAIL("a request in clear text"); });
    QTcpServer garbage;
    QVERIFY(garbage.listen(QHostAddress::LocalHost));
    connect(&garbage, &QTcpServer::newConnection, this,
            [&] { garbage.nextPendingConnection()->write("HTTP/1.1 400 Bad Request\r\n\r\n"); });
    QUrl url = server.url();
    url.setScheme(u"https"_s);
    url.setPort(garbage.serverPort());
    HttpClient client;
    const auto answer = client.send({.method = HttpMethod::Post, .url = url, .headers = {}, .body = "{}"}, within(10s));
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Kind::Unsent);
    QVERIFY(!answer.error().mayHaveReached);
}

void TestHttpClient::aConnectionThatNeverStandsIsUnsent()
{
    // A TLS handshake that is never answered: connected, but nothing of the request can have left.
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    HttpClient client;
    const auto answer = client.send(
        {.method = HttpMethod::Post, .url = QUrl(u"https://127.0.0.1:%1/"_s.arg(silent.serverPort())), .headers = {}, .body = "{}"},
        within(200ms));
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Kind::TimedOut);
    QVERIFY(!answer.error().mayHaveReached);
}

void TestHttpClient::aServerThatSaysNothingTimesOut_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("half a header") << QByteArray("HTTP/1.1 200 OK\r\nContent-");
    QTest::newRow("half a body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
    QTest::newRow("chunks without end") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
    QTest::newRow("informational without end") << QByteArray("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n");
}

void TestHttpClient::aServerThatSaysNothingTimesOut()
{
    QFETCH(QByteArray, said);
    RawServer server([&](QTcpSocket &socket, const RawRequest &) { socket.write(said); });
    HttpClient client;
    for (const char *body : {"", "{}"}) {
        const auto answer = client.send({.method = HttpMethod::Post, .url = server.url(), .headers = {}, .body = body}, within(200ms));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Kind::TimedOut);
        QVERIFY(answer.error().mayHaveReached);
    }
    QCOMPARE(server.requests().size(), 2);
    const auto expired = client.send({.method = HttpMethod::Post, .url = server.url(), .headers = {}, .body = "{}"}, within(0ms));
    QCOMPARE(expired.error().kind, Kind::TimedOut);
    QVERIFY(!expired.error().mayHaveReached);
    QCOMPARE(server.requests().size(), 2);
}

void TestHttpClient::aStopEndsTheCall()
{
    std::stop_source stop;
    std::jthread other;
    RawServer server([&](QTcpSocket &, const RawRequest &) { other = std::jthread([&] { stop.request_stop(); }); });
    HttpClient client;
    const CallContext context{.deadline = QDeadlineTimer(QDeadlineTimer::Forever), .stop = stop.get_token()};
    const auto answer = client.send({.method = HttpMethod::Post, .url = server.url(), .headers = {}, .body = "{}"}, context);
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Kind::Cancelled);
    QVERIFY(answer.error().mayHaveReached);
    const auto second = client.send({.method = HttpMethod::Post, .url = server.url(), .headers = {}, .body = "{}"}, context);
    QCOMPARE(second.error().kind, Kind::Cancelled);
    QVERIFY(!second.error().mayHaveReached);
    QCOMPARE(server.requests().size(), 1);
}

void TestHttpClient::aLongAnswerIsNotReadFurther_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("announced") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100000000000\r\n\r\n");
    QTest::newRow("chunked") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    QTest::newRow("until closed") << QByteArray("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
}

void TestHttpClient::aLongAnswerIsNotReadFurther()
{
    QFETCH(QByteArray, head);
    const QByteArray block = head.contains("chunked") ? "10000\r\n" + QByteArray(0x10000, 'x') + "\r\n" : QByteArray(0x10000, 'x');
    qint64 written = 0;
    RawServer server([&](QTcpSocket &socket, const RawRequest &) {
        socket.write(head);
        const auto more = [&written, &socket, block] {
            while (socket.state() == QAbstractSocket::ConnectedState && socket.bytesToWrite() < 0x20000)
                written += socket.write(block);
        };
        QObject::connect(&socket, &QTcpSocket::bytesWritten, &socket, more);
        more();
    });
    HttpClient client;
    const auto answer = client.send({.url = server.url(), .headers = {}, .body = {}, .maxAnswerBytes = 1'000'000}, within(20s));
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Kind::TooLarge);
    QVERIFY2(written < 30'000'000, "what the sockets' buffers hold, and no more");
}

void TestHttpClient::aLargeAnswerIsWhole()
{
    QByteArray body;
    for (int i = 0; body.size() < 10'000'000; ++i)
        body += QByteArray::number(i) + ' ';
    RawServer server([&](QTcpSocket &socket, const RawRequest &) { socket.write(RawServer::answer(200, body)); });
    HttpClient client;
    const auto answer = client.send({.url = server.url()}, within(20s));
    QVERIFY(answer);
    QVERIFY(answer->body == body);
}

void TestHttpClient::aCutAnswerIsNoAnswer_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("short of its length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
    QTest::newRow("not HTTP") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n");
    QTest::newRow("half a header") << QByteArray("HTTP/1.1 200 OK\r\nContent-Len");
}

void TestHttpClient::aCutAnswerIsNoAnswer()
{
    QFETCH(QByteArray, said);
    RawServer server([&](QTcpSocket &socket, const RawRequest &) {
        socket.write(said);
        socket.disconnectFromHost();
    });
    HttpClient client;
    const auto answer = client.send({.method = HttpMethod::Post, .url = server.url(), .headers = {}, .body = "{}"}, within(10s));
    QVERIFY2(!answer, qPrintable(answer ? QString::number(answer->status) + QString::fromUtf8(answer->body) : QString()));
    QCOMPARE(answer.error().kind, Kind::Ambiguous);
    QVERIFY(answer.error().mayHaveReached);
    QCOMPARE(server.requests().size(), 1);
}

void TestHttpClient::redirectsAreNotFollowed()
{
    RawServer other([](QTcpSocket &, const RawRequest &) { QFAIL("the redirect was followed"); });
    RawServer server([&](QTcpSocket &socket, const RawRequest &) {
        socket.write(RawServer::answer(302, "", {{"Location", other.url(u"/stolen"_s).toEncoded()}}));
    });
    HttpClient client;
    for (const HttpMethod method : {HttpMethod::Get, HttpMethod::Post}) {
        const auto answer =
            client.send({.method = method, .url = server.url(), .headers = {{"X-Auth-Token", "t"}}, .body = {}}, within(10s));
        QVERIFY(answer);
        QCOMPARE(answer->status, 302);
    }
    QCOMPARE(other.connections(), 0);
}

void TestHttpClient::nothingIsKeptOrDecoded()
{
    const QByteArray zipped("\x1f\x8b\x08 not really");
    RawServer server([&](QTcpSocket &socket, const RawRequest &) {
        socket.write(
            RawServer::answer(200, zipped, {{"Set-Cookie", "a=b"}, {"Cache-Control", "max-age=3600"}, {"Content-Encoding", "gzip"}}));
    });
    HttpClient client;
    for (int i = 0; i < 2; ++i) {
        const auto answer = client.send({.url = server.url(u"/same"_s)}, within(10s));
        QVERIFY(answer);
        QCOMPARE(answer->body, zipped);
    }
    QCOMPARE(server.requests().size(), 2);
    QCOMPARE(server.requests()[1].header("Cookie"), QByteArray());
    QCOMPARE(server.requests()[1].header("Accept-Encoding"), "identity");
    QCOMPARE(server.connections(), 1);
}

void TestHttpClient::worksInAPlainThread()
{
    RawServer server(pass);
    int status = 0;
    std::atomic<bool> isDone = false;
    std::jthread worker([&] {
        HttpClient client;
        for (int i = 0; i < 3; ++i) {
            const auto answer = client.send({.method = HttpMethod::Post, .url = server.url(), .headers = {}, .body = "{}"}, within(10s));
            status = answer ? answer->status : -1;
        }
        isDone = true;
    });
    QTRY_VERIFY(isDone);
    QCOMPARE(status, 200);
}

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_httpclient.moc"
