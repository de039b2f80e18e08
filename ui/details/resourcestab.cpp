#include "ui/details/resourcestab.h"

#include "ui/text/durationtext.h"
#include "ui/text/moneytext.h"
#include "ui/text/plaintext.h"
#include "ui/text/resourcetext.h"

#include <QVBoxLayout>

namespace vigie::ui {

ResourcesTab::ResourcesTab(QWidget *parent) : QWidget(parent), m_total(new TextLabel(TextTone::Plain, this))
{
    setObjectName(QStringLiteral("resourcesTab"));
    m_table = new DetailsTable<models::Resource>(
        {18, 24, 40, 11, 10, 28, 34}, &ResourcesTab::cell,
        [](int column) {
            const QStringList headers{tr("Kind"),        tr("Detail"), tr("Id at the provider"), tr("Zone"), tr("EUR/h"),
                                      tr("Billed from"), tr("State")};
            return headers.value(column);
        },
        [](const models::Resource &resource) { return plainToolTip(resource.providerId); }, this);
    m_table->setObjectName(QStringLiteral("resourceTable"));
    m_table->setNumericColumns({4});
    m_table->setInk([](const models::Resource &resource, int column) -> CellInk {
        const bool muted = resource.goneAt || column == 2;
        return {muted ? TextTone::Muted : column == 6 && resource.condemned ? TextTone::Warning : TextTone::Plain, {}};
    });
    m_total->setObjectName(QStringLiteral("resourceTotal"));
    m_total->setContentsMargins(12, 4, 12, 4);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    column->addWidget(m_total);
    retranslateUi();
}

void ResourcesTab::setDetails(const models::InstanceDetails &details)
{
    m_details = details;
    m_table->setRows(details.resources);
    retranslateUi();
}

QString ResourcesTab::cell(const models::Resource &resource, int column)
{
    switch (column) {
    case 0: return resourceKindText(resource.kind);
    case 1: return shown(resource.detail);
    case 2: return shown(resource.providerId);
    case 3: return shown(resource.zone.toString());
    case 4: return resource.pricePerHour ? amountText(*resource.pricePerHour) : unknownText();
    case 5: return resource.billedFrom ? exactLocalText(*resource.billedFrom) : tr("not billed");
    default:
        if (resource.goneAt)
            return tr("gone since %1").arg(exactLocalText(*resource.goneAt));
        return resource.condemned ? tr("being deleted") : tr("exists");
    }
}

void ResourcesTab::retranslateUi()
{
    m_table->setAccessibleName(tr("Resources"));
    m_table->retranslate();
    const models::Instance &instance = m_details.instance;
    m_total->setText(
        instance.id.isNull()
            ? QString()
            : tr("%n resource(s) not yet gone, %1 now", nullptr, instance.liveResources).arg(pricePerHourText(instance.pricePerHour)));
}

} // namespace vigie::ui
