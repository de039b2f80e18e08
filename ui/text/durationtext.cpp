#include "ui/text/durationtext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace vigie::ui {

namespace {

QString number(double value, int decimals)
{
    // Down, so that 59.96 s is not 60.0 s.
    const double scale = std::pow(10, decimals);
    return QLocale().toString(std::floor(value * scale) / scale, 'f', decimals);
}

QString pair(const char *format, std::int64_t large, std::int64_t small)
{
    return QCoreApplication::translate("Duration", format).arg(large).arg(small, 2, 10, QLatin1Char('0'));
}

QString longText(std::int64_t seconds)
{
    if (seconds < 60)
        return QCoreApplication::translate("Duration", "%1 s").arg(seconds);
    if (seconds < 3600)
        return pair(QT_TRANSLATE_NOOP("Duration", "%1 min %2 s"), seconds / 60, seconds % 60);
    if (seconds < 86400)
        return pair(QT_TRANSLATE_NOOP("Duration", "%1 h %2 min"), seconds / 3600, seconds % 3600 / 60);
    return QCoreApplication::translate("Duration", "%1 d %2 h").arg(seconds / 86400).arg(seconds % 86400 / 3600);
}

} // namespace

QString durationText(models::Duration duration)
{
    const std::int64_t micros = std::max<std::int64_t>(duration.count(), 0);
    if (micros < 1'000'000)
        return QCoreApplication::translate("Duration", "%1 ms").arg(number(static_cast<double>(micros) / 1e3, micros < 10'000 ? 3 : 1));
    if (micros < 60'000'000)
        return QCoreApplication::translate("Duration", "%1 s").arg(number(static_cast<double>(micros) / 1e6, 1));
    return longText(micros / 1'000'000);
}

QString roundDurationText(models::Duration duration)
{
    const std::int64_t micros = duration.count();
    constexpr std::int64_t second = 1'000'000;
    if (micros < second || micros % second != 0)
        return micros % 1000 == 0 && micros < second ? QCoreApplication::translate("Duration", "%1 ms").arg(micros / 1000)
                                                     : durationText(duration);
    const std::int64_t seconds = micros / second;
    if (seconds % 86400 == 0)
        return QCoreApplication::translate("Duration", "%1 d").arg(seconds / 86400);
    if (seconds % 3600 == 0)
        return QCoreApplication::translate("Duration", "%1 h").arg(seconds / 3600);
    return seconds % 60 == 0 && seconds < 3600 ? QCoreApplication::translate("Duration", "%1 min").arg(seconds / 60) : longText(seconds);
}

QString ageText(models::Duration age)
{
    return longText(std::max<std::int64_t>(age.count(), 0) / 1'000'000);
}

QString timeText(models::Instant at, models::Instant now)
{
    const QDateTime local = at.toDateTime().toLocalTime();
    const bool today = local.date() == now.toDateTime().toLocalTime().date();
    const QString time = local.time().toString(QStringLiteral("HH:mm:ss"));
    return today ? time : QLocale().toString(local.date(), QLocale::ShortFormat) + QLatin1Char(' ') + time;
}

QString exactLocalText(models::Instant at)
{
    const QDateTime local = at.toDateTime().toLocalTime();
    return local.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) + QLatin1Char('.')
        + QStringLiteral("%1").arg(at.microseconds() % 1'000'000, 6, 10, QLatin1Char('0'));
}

QString exactText(models::Instant at)
{
    const QString utc = at.toDateTime().toString(QStringLiteral("HH:mm:ss")) + QLatin1Char('.')
        + QStringLiteral("%1").arg(at.microseconds() % 1'000'000, 6, 10, QLatin1Char('0'));
    return QCoreApplication::translate("Duration", "%1 (%2 UTC)").arg(exactLocalText(at), utc);
}

} // namespace vigie::ui
