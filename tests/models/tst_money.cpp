#include "models/domain/instance.h"
#include "models/domain/money.h"

#include <QRandomGenerator>
#include <QTest>

using namespace vigie::models;
using namespace std::chrono_literals;

/// Amounts in integer micros, and what a price per hour comes to.
class TestMoney : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void over_data();
    void over();
    void overAgreesWithWideArithmetic();
    void sumsAreExact();
    void costOfAnInstance();
};

void TestMoney::over_data()
{
    QTest::addColumn<qint64>("perHour");
    QTest::addColumn<qint64>("microseconds");
    QTest::addColumn<qint64>("expected");
    const auto row = [](const char *name, qint64 perHour, std::chrono::microseconds time, qint64 expected) {
        QTest::newRow(name) << perHour << qint64(time.count()) << expected;
    };
    row("nothing", 750'000, 0s, 0);
    row("free", 0, 24h, 0);
    row("one hour of an L4", 750'000, 1h, 750'000);
    row("half an hour", 750'000, 30min, 375'000);
    row("one second: 208.33 micros", 750'000, 1s, 208);
    row("rounds up from a half", 1, 30min, 1);
    row("rounds down below a half", 1, 29min, 0);
    row("less than a millisecond", 1'000'000'000, 999us, 0);
    row("a millisecond of a costly fleet", 1'000'000'000, 1ms, 278);
    row("an hour and a half", 2'520'000, 90min, 3'780'000);
    row("ten years of 10,000 euros an hour", 10'000'000'000, 87'600h, 876'000'000'000'000);
    row("two million euros an hour, just below the hour", 2'000'000'000'000, 1h - 1ms, 1'999'999'444'444);
}

void TestMoney::over()
{
    QFETCH(qint64, perHour);
    QFETCH(qint64, microseconds);
    QFETCH(qint64, expected);
    QCOMPARE(Money::fromMicros(perHour).over(std::chrono::microseconds(microseconds)).micros(), expected);
}

void TestMoney::overAgreesWithWideArithmetic()
{
    QRandomGenerator random(20260104);
    for (int i = 0; i < 100'000; ++i) {
        const std::int64_t price = random.bounded(qint64(2'000'000'000'000));
        const std::int64_t millis = random.bounded(qint64(3'600'000) * 24 * 30);
        // As one fraction in long double, whose 64 bits of mantissa are exact to a thousandth here.
        const long double exact = static_cast<long double>(price) * static_cast<long double>(millis) / 3'600'000.0L;
        const auto found = static_cast<long double>(Money::fromMicros(price).over(std::chrono::milliseconds(millis)).micros());
        QVERIFY2(std::abs(found - exact) <= 0.501L, qPrintable(QString::number(price) + QLatin1Char(' ') + QString::number(millis)));
    }
}

void TestMoney::sumsAreExact()
{
    Money sum;
    for (int i = 0; i < 10; ++i)
        sum += Money::fromMicros(100'000); // 0.1 ten times is not 1 in binary fractions
    QCOMPARE(sum, Money::fromMicros(1'000'000));
    QCOMPARE((sum + Money::fromMicros(-1'000'000)).micros(), 0);
    QVERIFY(Money::fromMicros(1) > Money());
}

void TestMoney::costOfAnInstance()
{
    Instance instance;
    instance.costSoFar = Money::fromMicros(500'000);
    instance.costAt = Instant::fromMicroseconds(1'000'000);
    const Instant later = instance.costAt + 1h;
    QCOMPARE(instance.costAtInstant(later).micros(), 500'000); // no price is known: what is known stays
    instance.pricePerHour = Money::fromMicros(750'000);
    QCOMPARE(instance.costAtInstant(later).micros(), 1'250'000);
    QCOMPARE(instance.costAtInstant(instance.costAt).micros(), 500'000);
    QCOMPARE(instance.costAtInstant(Instant()).micros(), 500'000); // never less for a clock that lags
}

QTEST_GUILESS_MAIN(TestMoney)
#include "tst_money.moc"
