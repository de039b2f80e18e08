#include "ui/main/filterbar.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>

namespace vigie::ui {

FilterBar::FilterBar(QWidget *parent)
    : QWidget(parent), m_edit(new QLineEdit(this)), m_archived(new QCheckBox(this)), m_count(new TextLabel(TextTone::Muted, this))
{
    setObjectName(QStringLiteral("filterBar"));
    m_edit->setObjectName(QStringLiteral("filterEdit"));
    m_archived->setObjectName(QStringLiteral("archivedBox"));
    m_count->setObjectName(QStringLiteral("filterCount"));
    m_edit->setClearButtonEnabled(true);
    m_edit->installEventFilter(this);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 4, 16, 8);
    row->setSpacing(12);
    row->addWidget(m_edit, 1);
    row->addWidget(m_count);
    row->addWidget(m_archived);
    connect(m_edit, &QLineEdit::textChanged, this, &FilterBar::textChanged);
    connect(m_archived, &QCheckBox::toggled, this,
            [this](bool on) { Q_EMIT archivedChanged(on ? models::ArchivedRows::Shown : models::ArchivedRows::Hidden); });
    retranslateUi();
}

void FilterBar::setCounts(int shown, int all)
{
    if (m_shown == shown && m_all == all)
        return;
    m_shown = shown;
    m_all = all;
    retranslateUi();
}

void FilterBar::focusField()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void FilterBar::clear()
{
    m_edit->clear();
}

bool FilterBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape) {
            m_edit->clear();
            Q_EMIT left();
            return true;
        }
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Down) {
            Q_EMIT left();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void FilterBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void FilterBar::retranslateUi()
{
    m_edit->setPlaceholderText(tr("Filter by name, model, offer, zone, address or status  ( / )"));
    m_edit->setAccessibleName(tr("Filter"));
    m_archived->setText(tr("Archived too"));
    m_count->setText(tr("%1 of %2").arg(m_shown).arg(m_all));
    m_count->setVisible(m_shown != m_all);
}

} // namespace vigie::ui
