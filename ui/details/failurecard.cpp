#include "ui/details/failurecard.h"

#include "ui/text/errortext.h"
#include "ui/text/moneytext.h"
#include "ui/text/plaintext.h"
#include "ui/theme/chip.h"
#include "ui/theme/colours.h"

#include <QGridLayout>
#include <QPainter>

namespace vigie::ui {

FailureCard::FailureCard(QWidget *parent)
    : QWidget(parent), m_cause(new TextLabel(TextTone::Strong, this)), m_billed(new TextLabel(TextTone::Danger, this)),
      m_detail(new TextLabel(TextTone::Muted, this)), m_remedy(new TextLabel(TextTone::Plain, this))
{
    setObjectName(QStringLiteral("failureCard"));
    m_cause->setObjectName(QStringLiteral("failureCause"));
    m_remedy->setObjectName(QStringLiteral("failureRemedy"));
    m_detail->setObjectName(QStringLiteral("failureDetail"));
    m_billed->setObjectName(QStringLiteral("failureBilled"));
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(36, 8, 12, 8);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 1);
    grid->addWidget(m_cause, 0, 0);
    grid->addWidget(m_billed, 0, 1, Qt::AlignRight | Qt::AlignTop);
    grid->addWidget(m_detail, 1, 0, 1, 2);
    grid->addWidget(m_remedy, 2, 0, 1, 2);
    for (TextLabel *label : {m_cause, m_detail, m_remedy}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    hide();
}

void FailureCard::setInstance(const models::Instance &instance)
{
    m_instance = instance;
    setVisible(instance.concern().has_value());
    retranslateUi();
}

void FailureCard::retranslateUi()
{
    const std::optional<models::Error> &concern = m_instance.concern();
    if (!concern)
        return;
    const ErrorText text = errorText(*concern);
    m_cause->setText(text.cause);
    m_remedy->setText(m_instance.trouble ? tr("It is tried again by itself. %1").arg(text.remedy) : text.remedy);
    m_detail->setText(shown(concern->detail));
    m_detail->setVisible(!concern->detail.isEmpty());
    const bool billed = !m_instance.pricePerHour || m_instance.pricePerHour->micros() > 0;
    const bool inVain = billed && models::isFailed(m_instance.status);
    m_billed->setTone(inVain ? TextTone::Danger : TextTone::Muted);
    m_billed->setText(!m_instance.pricePerHour ? tr("price not known")
                          : billed && !inVain  ? tr("billed %1").arg(pricePerHourText(m_instance.pricePerHour))
                          : billed             ? tr("still billed %1").arg(pricePerHourText(m_instance.pricePerHour))
                                               : tr("nothing billed"));
    setAccessibleName(m_instance.trouble ? tr("Trying again: %1").arg(text.cause) : tr("Failure: %1").arg(text.cause));
}

void FailureCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const bool failed = models::isFailed(m_instance.status);
    painter.setBrush(coloursOf(palette()).of(failed ? models::StatusFamily::Failed : models::StatusFamily::Attention).tint);
    painter.drawRoundedRect(rect(), 4, 4);
    paintStatusShape(painter, QRectF(12, m_cause->y() + (fontMetrics().height() - 12) / 2.0, 12, 12),
                     failed ? models::Status::Failed : models::Status::Unavailable, palette());
}

} // namespace vigie::ui
