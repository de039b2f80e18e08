#include "ui/main/summarybar.h"

#include "ui/text/moneytext.h"

#include <QEvent>
#include <QHBoxLayout>

namespace vigie::ui {

using models::StatusFamily;

SummaryBar::SummaryBar(QWidget *parent)
    : QWidget(parent), m_counts(new TextLabel(TextTone::Plain, this)), m_failed(new TextLabel(TextTone::Danger, this)),
      m_price(new TextLabel(TextTone::Strong, this))
{
    setObjectName(QStringLiteral("summaryBar"));
    m_counts->setObjectName(QStringLiteral("summaryCounts"));
    m_failed->setObjectName(QStringLiteral("summaryFailed"));
    m_price->setObjectName(QStringLiteral("summaryPrice"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 16, 4);
    row->setSpacing(16);
    row->addWidget(m_counts);
    row->addWidget(m_failed);
    row->addStretch();
    row->addWidget(m_price);
    retranslateUi();
}

void SummaryBar::setSummary(const models::FleetSummary &summary)
{
    if (summary == m_summary)
        return;
    m_summary = summary;
    retranslateUi();
}

void SummaryBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void SummaryBar::retranslateUi()
{
    const int starting = m_summary.count(StatusFamily::Pending) + m_summary.count(StatusFamily::Working);
    const int attention = m_summary.count(StatusFamily::Attention);
    const int failed = m_summary.count(StatusFamily::Failed);
    QStringList parts;
    if (m_summary.instances == 0)
        parts.append(tr("No instances"));
    if (const int ready = m_summary.count(StatusFamily::Ready); ready > 0)
        parts.append(tr("%n ready", nullptr, ready));
    if (starting > 0)
        parts.append(tr("%n in progress", nullptr, starting));
    if (attention > 0)
        parts.append(tr("%n need(s) attention", nullptr, attention));
    if (const int quiet = failed - m_summary.failedStillBilled; quiet > 0)
        parts.append(tr("%n failed", nullptr, quiet));
    if (const int gone = m_summary.count(StatusFamily::Gone); gone > 0)
        parts.append(tr("%n terminated", nullptr, gone));
    m_counts->setText(parts.join(QStringLiteral("   \u00b7   ")));
    m_failed->setVisible(m_summary.failedStillBilled > 0);
    m_failed->setText(tr("%n failed, still billed", nullptr, m_summary.failedStillBilled));
    const QString price = tr("%1 now").arg(pricePerHourText(m_summary.pricePerHour));
    m_price->setText(m_summary.pricesUnknown > 0 ? tr("at least %1").arg(price) : price);
    setAccessibleName(m_counts->text() + QLatin1String(", ") + m_price->text());
}

} // namespace vigie::ui
