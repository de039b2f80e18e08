#include "ui/fleet/instancetexts.h"

#include "ui/text/durationtext.h"
#include "ui/text/errortext.h"
#include "ui/text/moneytext.h"
#include "ui/text/plaintext.h"
#include "ui/text/statustext.h"

#include <array>

namespace vigie::ui {

using models::InstanceColumn;

namespace {

constexpr std::array headers{
    QT_TRANSLATE_NOOP("vigie::ui::InstanceTexts", "Status"),     QT_TRANSLATE_NOOP("vigie::ui::InstanceTexts", "Progress"),
    QT_TRANSLATE_NOOP("vigie::ui::InstanceTexts", "Name"),       QT_TRANSLATE_NOOP("vigie::ui::InstanceTexts", "Model"),
    QT_TRANSLATE_NOOP("vigie::ui::InstanceTexts", "Offer"),      QT_TRANSLATE_NOOP("vigie::ui::InstanceTexts", "Zone"),
    QT_TRANSLATE_NOOP("vigie::ui::InstanceTexts", "Address"),    QT_TRANSLATE_NOOP("vigie::ui::InstanceTexts", "In status for"),
    QT_TRANSLATE_NOOP("vigie::ui::InstanceTexts", "EUR/h"),      QT_TRANSLATE_NOOP("vigie::ui::InstanceTexts", "EUR so far"),
    QT_TRANSLATE_NOOP("vigie::ui::InstanceTexts", "Note"),
};
static_assert(headers.size() == models::instanceColumnCount);

} // namespace

QString InstanceTexts::header(int column)
{
    return tr(headers[static_cast<std::size_t>(column)]);
}

QString InstanceTexts::cell(const models::Instance &instance, InstanceColumn column, models::Instant now)
{
    switch (column) {
    case InstanceColumn::Status: return statusText(instance.status, instance.statusName);
    case InstanceColumn::Progress: return percentText(instance.progress);
    case InstanceColumn::Name: return shown(instance.name);
    case InstanceColumn::Model: return shown(instance.model);
    case InstanceColumn::Offer: return shown(instance.type.toString());
    case InstanceColumn::ZoneName: return shown(instance.zone.toString());
    case InstanceColumn::Address: return shown(instance.address);
    case InstanceColumn::Age: return ageText(now - instance.statusSince);
    case InstanceColumn::Price: return instance.pricePerHour ? columnAmountText(*instance.pricePerHour) : unknownText();
    case InstanceColumn::Cost: return columnAmountText(instance.costAtInstant(now));
    case InstanceColumn::Note: {
        if (!instance.concern())
            return {};
        const QString cause = errorText({instance.concern()->code, {}, {}}).cause;
        return instance.trouble ? tr("Trying again: %1").arg(cause) : cause;
    }
    }
    return {};
}

QString InstanceTexts::hint(const models::Instance &instance, InstanceColumn column, models::Instant now)
{
    switch (column) {
    case InstanceColumn::Age: return tr("Since %1").arg(exactText(instance.statusSince));
    case InstanceColumn::Progress: return tr("Attempt %1: %2").arg(instance.attempt).arg(percentText(instance.progress));
    case InstanceColumn::Price:
        if (!instance.pricePerHour)
            return tr("The price of a resource is not known.");
        return isBilledInVain(instance) ? tr("It failed, and is still billed. Terminate it to stop the bill.")
                                        : tr("Billed now, for %n resource(s).", nullptr, instance.liveResources);
    case InstanceColumn::Cost: return tr("Since its creation on %1").arg(exactText(instance.createdAt));
    case InstanceColumn::Note: {
        if (!instance.concern())
            return {};
        const ErrorText text = errorText(*instance.concern());
        return shown(text.cause) + QLatin1Char('\n') + text.remedy;
    }
    default: return cell(instance, column, now);
    }
}

bool InstanceTexts::isBilledInVain(const models::Instance &instance)
{
    return models::isFailed(instance.status) && instance.pricePerHour && instance.pricePerHour->micros() > 0;
}

} // namespace vigie::ui
