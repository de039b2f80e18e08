#include "ui/text/moneytext.h"

#include <QCoreApplication>
#include <QLocale>

#include <cstdlib>

namespace vigie::ui {

QString amountText(models::Money money)
{
    const std::int64_t micros = std::llabs(money.micros());
    const int decimals = micros == 0 || micros >= 100'000 ? 2 : micros >= 1'000 ? 3 : 4;
    return QLocale().toString(money.euros(), 'f', decimals);
}

QString columnAmountText(models::Money money)
{
    const bool tiny = money.micros() > 0 && money.micros() < 5'000;
    return tiny ? QLatin1Char('<') + QLocale().toString(0.01, 'f', 2) : QLocale().toString(money.euros(), 'f', 2);
}

QString moneyText(models::Money money)
{
    return QCoreApplication::translate("Money", "%1 EUR").arg(amountText(money));
}

QString pricePerHourText(std::optional<models::Money> price)
{
    return price ? QCoreApplication::translate("Money", "%1 EUR/h").arg(amountText(*price)) : unknownText();
}

QString unknownText()
{
    return QStringLiteral("\u2013");
}

QString percentText(int percent)
{
    return QCoreApplication::translate("Money", "%1%").arg(percent);
}

QString memoryText(std::int64_t bytes)
{
    return QCoreApplication::translate("Money", "%1 GiB").arg(QLocale().toString(bytes / (1LL << 30)));
}

QString volumeText(std::int64_t bytes)
{
    return QCoreApplication::translate("Money", "%1 GB").arg(QLocale().toString(bytes / 1'000'000'000));
}

} // namespace vigie::ui
