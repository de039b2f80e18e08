#include "ui/main/noticebar.h"

#include "ui/text/errortext.h"
#include "ui/theme/colours.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace vigie::ui {

NoticeBar::NoticeBar(QWidget *parent) : QWidget(parent), m_text(new TextLabel(TextTone::Danger, this)), m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("noticeBar"));
    m_text->setObjectName(QStringLiteral("noticeText"));
    m_close->setObjectName(QStringLiteral("noticeClose"));
    m_text->setWordWrap(true);
    m_close->setAutoRaise(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 4, 8, 4);
    row->addWidget(m_text, 1);
    row->addWidget(m_close);
    connect(m_close, &QToolButton::clicked, this, [this] { setError(std::nullopt); });
    setError(std::nullopt);
}

void NoticeBar::setError(const std::optional<models::Error> &error)
{
    m_error = error;
    setVisible(error.has_value());
    retranslateUi();
}

void NoticeBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void NoticeBar::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), coloursOf(palette()).of(models::StatusFamily::Failed).tint);
}

void NoticeBar::retranslateUi()
{
    m_close->setText(tr("Close"));
    m_close->setAccessibleName(tr("Close this notice"));
    if (!m_error)
        return;
    const ErrorText text = errorText(*m_error);
    m_text->setText(tr("%1. %2", "cause, remedy").arg(text.cause, text.remedy));
    setAccessibleName(m_text->text());
}

} // namespace vigie::ui
