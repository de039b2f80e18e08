#include "ui/main/keysdialog.h"

#include <QAction>
#include <QEvent>
#include <QGridLayout>
#include <QPushButton>

namespace vigie::ui {

namespace {

struct OtherKey {
    const char *keys;
    const char *text;
};
// Keys of widgets, which are no commands of the window.
constexpr std::array others{
    OtherKey{QT_TRANSLATE_NOOP("vigie::ui::KeysDialog", "Enter"), QT_TRANSLATE_NOOP("vigie::ui::KeysDialog", "Table: on to the details")},
    OtherKey{QT_TRANSLATE_NOOP("vigie::ui::KeysDialog", "Left, Right"),
             QT_TRANSLATE_NOOP("vigie::ui::KeysDialog", "Timeline: from item to item")},
    OtherKey{QT_TRANSLATE_NOOP("vigie::ui::KeysDialog", "+, -"), QT_TRANSLATE_NOOP("vigie::ui::KeysDialog", "Timeline: zoom")},
    OtherKey{QT_TRANSLATE_NOOP("vigie::ui::KeysDialog", "0, 1"),
             QT_TRANSLATE_NOOP("vigie::ui::KeysDialog", "Timeline: the whole, the eventful part")},
    OtherKey{QT_TRANSLATE_NOOP("vigie::ui::KeysDialog", "Esc"),
             QT_TRANSLATE_NOOP("vigie::ui::KeysDialog", "Leave a dialog, clear the filter")},
};

} // namespace

KeysDialog::KeysDialog(const QList<QAction *> &actions, QWidget *parent)
    : QDialog(parent), m_actions(actions), m_close(new QPushButton(this))
{
    setObjectName(QStringLiteral("keysDialog"));
    auto *column = new QVBoxLayout(this);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(6);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(16);
    column->addLayout(grid);
    const qsizetype rows = actions.size() + static_cast<qsizetype>(others.size());
    for (int row = 0; row < rows; ++row) {
        m_rows.append(std::pair(new TextLabel(TextTone::Strong, this), new TextLabel(TextTone::Plain, this)));
        grid->addWidget(m_rows.last().first, row, 0);
        grid->addWidget(m_rows.last().second, row, 1);
    }
    column->addWidget(m_close, 0, Qt::AlignRight);
    connect(m_close, &QPushButton::clicked, this, &QDialog::accept);
    retranslateUi();
}

void KeysDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void KeysDialog::retranslateUi()
{
    setWindowTitle(tr("Keys"));
    m_close->setText(tr("Close"));
    for (int row = 0; row < m_rows.size(); ++row) {
        if (row < m_actions.size()) {
            QString text = m_actions.at(row)->text();
            m_rows.at(row).first->setText(m_actions.at(row)->shortcut().toString(QKeySequence::NativeText));
            m_rows.at(row).second->setText(text.remove(QLatin1Char('&')).remove(QLatin1String("...")));
        } else {
            const OtherKey &other = others[static_cast<std::size_t>(row - m_actions.size())];
            m_rows.at(row).first->setText(tr(other.keys));
            m_rows.at(row).second->setText(tr(other.text));
        }
    }
}

} // namespace vigie::ui
