#include "ui/main/pages.h"

#include "ui/text/connectiontext.h"
#include "ui/text/errortext.h"
#include "ui/text/plaintext.h"
#include "ui/theme/vigiestyle.h"

#include <QEvent>
#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace vigie::ui {

namespace {

/// A column of readable width in the middle of the page.
QVBoxLayout *middleColumn(QWidget *page)
{
    auto *row = new QHBoxLayout(page);
    auto *column = new QVBoxLayout;
    column->setSpacing(12);
    row->addStretch(1);
    row->addLayout(column, 3);
    row->addStretch(1);
    return column;
}

} // namespace

StartPage::StartPage(QWidget *parent)
    : QWidget(parent), m_title(new TextLabel(TextTone::Title, this)), m_list(new TextLabel(TextTone::Plain, this))
{
    setObjectName(QStringLiteral("startPage"));
    m_list->setObjectName(QStringLiteral("startSteps"));
    QVBoxLayout *column = middleColumn(this);
    column->addStretch(2);
    column->addWidget(m_title);
    column->addWidget(m_list);
    column->addStretch(3);
    retranslateUi();
}

void StartPage::setState(const models::ConnectionState &state)
{
    if (m_steps.isEmpty() || m_steps.last() != state.step) {
        m_steps.removeAll(state.step);
        m_steps.append(state.step);
    }
    retranslateUi();
}

void StartPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void StartPage::retranslateUi()
{
    m_title->setText(tr("Vigie is starting"));
    QStringList lines;
    for (const models::ConnectionState::Step step : std::as_const(m_steps)) {
        const bool underWay = step == m_steps.last();
        lines.append((underWay ? QStringLiteral("\u2022  ") : QStringLiteral("\u2713  ")) + stepText(step) +
                     (underWay ? QStringLiteral("\u2026") : QString()));
    }
    m_list->setText(lines.join(QLatin1Char('\n')));
    setAccessibleName(m_title->text());
}

FailurePage::FailurePage(QWidget *parent)
    : QWidget(parent), m_title(new TextLabel(TextTone::Title, this)), m_consequence(new TextLabel(TextTone::Plain, this)),
      m_remedyName(new TextLabel(TextTone::Strong, this)), m_remedy(new TextLabel(TextTone::Plain, this)),
      m_detailName(new TextLabel(TextTone::Strong, this)), m_detail(new QPlainTextEdit(this)), m_retry(new QPushButton(this))
{
    setObjectName(QStringLiteral("failurePage"));
    m_title->setObjectName(QStringLiteral("failureTitle"));
    m_detail->setObjectName(QStringLiteral("failureDetails"));
    m_retry->setObjectName(QStringLiteral("failureRetry"));
    setEmphasis(*m_retry, Emphasis::Primary);
    for (TextLabel *label : {m_title, m_consequence, m_remedy})
        label->setWordWrap(true);
    m_detail->setReadOnly(true);
    m_detail->setTabChangesFocus(true);
    m_detail->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_detail->setMaximumHeight(fontMetrics().height() * 6);
    QVBoxLayout *column = middleColumn(this);
    column->addStretch(2);
    column->addWidget(m_title);
    column->addWidget(m_consequence);
    column->addSpacing(8);
    column->addWidget(m_remedyName);
    column->addWidget(m_remedy);
    column->addSpacing(8);
    column->addWidget(m_detailName);
    column->addWidget(m_detail);
    column->addSpacing(8);
    column->addWidget(m_retry, 0, Qt::AlignLeft);
    column->addStretch(3);
    connect(m_retry, &QPushButton::clicked, this, &FailurePage::retryRequested);
    retranslateUi();
}

void FailurePage::setError(const models::Error &error)
{
    m_error = error;
    retranslateUi();
}

void FailurePage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void FailurePage::retranslateUi()
{
    const ErrorText text = errorText(m_error);
    m_title->setText(text.cause);
    m_consequence->setText(
        tr("Until this is mended nothing can be created, followed or terminated from here. What runs goes on, and is billed."));
    m_remedyName->setText(tr("What to do"));
    m_remedy->setText(text.remedy);
    m_detailName->setText(tr("Details"));
    m_detail->setAccessibleName(tr("Details"));
    QString detail = QString(models::toName(m_error.code));
    for (const QString &line : m_error.detail.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        detail += QLatin1Char('\n') + shown(line);
    m_detail->setPlainText(detail);
    m_retry->setText(tr("Retry"));
    setAccessibleName(text.cause);
}

EmptyPage::EmptyPage(QWidget *parent)
    : QWidget(parent), m_title(new TextLabel(TextTone::Title, this)), m_text(new TextLabel(TextTone::Muted, this)),
      m_button(new QPushButton(this))
{
    setObjectName(QStringLiteral("emptyPage"));
    m_button->setObjectName(QStringLiteral("emptyButton"));
    setEmphasis(*m_button, Emphasis::Primary);
    m_text->setWordWrap(true);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    QVBoxLayout *column = middleColumn(this);
    column->addStretch(2);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addSpacing(4);
    column->addWidget(m_button, 0, Qt::AlignLeft);
    column->addStretch(3);
    connect(m_button, &QPushButton::clicked, this,
            [this] { m_reason == Reason::NoInstances ? Q_EMIT createRequested() : Q_EMIT clearFilterRequested(); });
    retranslateUi();
}

void EmptyPage::setReason(Reason reason)
{
    m_reason = reason;
    retranslateUi();
}

void EmptyPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void EmptyPage::retranslateUi()
{
    const bool none = m_reason == Reason::NoInstances;
    m_title->setText(none ? tr("No instances yet") : tr("No instance matches the filter"));
    m_text->setText(
        none ? tr("An instance is a server with GPUs, rented by the hour, that serves one language model. Vigie creates it, installs the "
                  "worker, shows how far it has come, and deletes everything of it when you terminate it.")
             : tr("Every word of the filter must be in its name, model, offer, zone, address or status."));
    m_button->setText(none ? tr("New instance...") : tr("Clear the filter"));
    setAccessibleName(m_title->text());
}

} // namespace vigie::ui
