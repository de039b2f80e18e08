#include "ui/theme/chiplabel.h"

#include "ui/text/statustext.h"
#include "ui/theme/chip.h"

#include <QEvent>
#include <QPainter>

namespace vigie::ui {

ChipLabel::ChipLabel(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ChipLabel::setStatus(models::Status status, const QString &statusName)
{
    m_status = status;
    m_statusName = statusName;
    renew();
}

QString ChipLabel::text() const
{
    return statusText(m_status, m_statusName);
}

QSize ChipLabel::sizeHint() const
{
    return statusChipSize(text(), font());
}

void ChipLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintStatusChip(painter, rect(), m_status, text(), font(), palette());
}

void ChipLabel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange)
        renew();
}

void ChipLabel::renew()
{
    setAccessibleName(text());
    updateGeometry();
    update();
}

} // namespace vigie::ui
