#include "ui/details/overviewtab.h"

#include "ui/details/failurecard.h"
#include "ui/text/durationtext.h"
#include "ui/text/moneytext.h"
#include "ui/text/plaintext.h"

#include <QGridLayout>

namespace vigie::ui {

namespace {

constexpr int rowsPerColumn = 6;
constexpr std::array objectNames{"detailName", "detailModel",   "detailOffer",  "detailAddress",  "detailAccount", "detailId",
                                 "detailPrice", "detailCost",   "detailSince",  "detailCreated",  "detailAttempt", "detailResources"};

} // namespace

OverviewTab::OverviewTab(const models::FleetClock &clock, QWidget *parent) : QScrollArea(parent), m_clock(clock)
{
    setObjectName(QStringLiteral("overviewTab"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    auto *content = new QWidget(this);
    content->setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(12);
    m_failure = new FailureCard(content);
    column->addWidget(m_failure);
    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(1, 3);
    m_grid->setColumnStretch(3, 2);
    column->addLayout(m_grid);
    column->addStretch();
    for (std::size_t i = 0; i < objectNames.size(); ++i)
        addField(QLatin1String(objectNames[i]), static_cast<int>(i) % rowsPerColumn, static_cast<int>(i) / rowsPerColumn);
    setWidget(content);
    retranslateUi();
}

OverviewTab::Field &OverviewTab::addField(const QString &objectName, int row, int column)
{
    Field field{new TextLabel(TextTone::Muted, widget()), new TextLabel(TextTone::Plain, widget())};
    field.value->setObjectName(objectName);
    field.value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    field.value->setFocusPolicy(Qt::ClickFocus);
    field.value->setWordWrap(true);
    field.name->setBuddy(field.value);
    m_grid->addWidget(field.name, row, column * 2, Qt::AlignTop);
    m_grid->addWidget(field.value, row, column * 2 + 1, Qt::AlignTop);
    m_fields.append(field);
    return m_fields.last();
}

void OverviewTab::setInstance(const models::Instance &instance)
{
    m_instance = instance;
    m_failure->setInstance(instance);
    tick();
}

void OverviewTab::tick()
{
    if (m_instance.id.isNull())
        return;
    const models::Instant now = m_clock.now();
    const bool inVain = models::isFailed(m_instance.status) && m_instance.pricePerHour && m_instance.pricePerHour->micros() > 0;
    const QStringList values{
        shown(m_instance.name),
        shown(m_instance.model),
        tr("%1 in %2", "type, zone").arg(shown(m_instance.type.toString()), shown(m_instance.zone.toString())),
        m_instance.address.isEmpty() ? unknownText() : shown(m_instance.address),
        shown(m_instance.account.toString()),
        m_instance.id.toString(),
        pricePerHourText(m_instance.pricePerHour),
        moneyText(m_instance.costAtInstant(now)),
        tr("%1, since %2").arg(ageText(now - m_instance.statusSince), timeText(m_instance.statusSince, now)),
        tr("%1 ago, by %2").arg(ageText(now - m_instance.createdAt), shown(m_instance.createdBy)),
        QString::number(m_instance.attempt),
        tr("%n not yet gone", nullptr, m_instance.liveResources),
    };
    for (int i = 0; i < m_fields.size(); ++i) {
        if (m_fields.at(i).value->text() != values.at(i))
            m_fields.at(i).value->setText(values.at(i));
    }
    m_fields.at(6).value->setTone(inVain ? TextTone::Danger : TextTone::Plain);
}

void OverviewTab::retranslateUi()
{
    setAccessibleName(tr("Overview"));
    const QStringList names{tr("Name"),  tr("Model"),       tr("Offer"),     tr("Address"), tr("Account"), tr("Id"),
                            tr("Price"), tr("Cost so far"), tr("In status"), tr("Created"), tr("Attempt"), tr("Resources")};
    for (int i = 0; i < m_fields.size(); ++i)
        m_fields.at(i).name->setText(names.at(i));
    m_failure->retranslateUi();
    tick();
}

} // namespace vigie::ui
