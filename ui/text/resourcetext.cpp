#include "ui/text/resourcetext.h"

#include "ui/text/moneytext.h"
#include "ui/text/plaintext.h"

#include <QCoreApplication>

#include <array>

namespace vigie::ui {

namespace {

constexpr std::array kinds{
    QT_TRANSLATE_NOOP("Resource", "server"),
    QT_TRANSLATE_NOOP("Resource", "volume"),
    QT_TRANSLATE_NOOP("Resource", "address"),
    QT_TRANSLATE_NOOP("Resource", "security group"),
};
constexpr std::array stocks{
    QT_TRANSLATE_NOOP("Stock", "not said"),
    QT_TRANSLATE_NOOP("Stock", "available"),
    QT_TRANSLATE_NOOP("Stock", "scarce"),
    QT_TRANSLATE_NOOP("Stock", "none left"),
};

} // namespace

QString resourceKindText(models::ResourceKind kind)
{
    return QCoreApplication::translate("Resource", kinds[static_cast<std::size_t>(kind)]);
}

QString stockText(models::Stock stock)
{
    return QCoreApplication::translate("Stock", stocks[static_cast<std::size_t>(stock)]);
}

QString gpusText(const models::Offer &offer)
{
    return QStringLiteral("%1 \u00d7 %2 %3").arg(QString::number(offer.gpus), memoryText(offer.gpuMemoryBytes), shown(offer.gpuName));
}

} // namespace vigie::ui
