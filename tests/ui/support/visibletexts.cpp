#include "tests/ui/support/visibletexts.h"

#include "ui/theme/widgets.h"

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QTabBar>
#include <QTableView>

namespace vigie::tests {

namespace {

QString plain(QString text)
{
    return text.remove(QLatin1Char('&'));
}

int widthOf(const QWidget &widget, const QString &text)
{
    return widget.fontMetrics().size(0, plain(text)).width();
}

void addHeaders(const QTableView &table, QVector<VisibleText> &texts)
{
    for (int column = 0; column < table.model()->columnCount(); ++column) {
        if (table.isColumnHidden(column))
            continue;
        const QString text = table.model()->headerData(column, Qt::Horizontal).toString();
        texts.append({&table, text, table.horizontalHeader()->fontMetrics().horizontalAdvance(text) + 8, table.columnWidth(column)});
    }
}

} // namespace

QVector<VisibleText> visibleTexts(const QWidget &window)
{
    QVector<VisibleText> texts;
    if (!window.windowTitle().isEmpty())
        texts.append({&window, window.windowTitle()});
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        if (const auto *menu = qobject_cast<const QMenu *>(widget)) {
            for (const QAction *action : menu->actions())
                texts.append({menu, plain(action->text())});
            continue;
        }
        if (!widget->isVisibleTo(&window))
            continue;
        if (const auto *label = qobject_cast<const QLabel *>(widget)) {
            const bool mayBeCut = label->wordWrap() || qobject_cast<const ui::ElidedLabel *>(label);
            texts.append({label, label->text(), widthOf(*label, label->text()), mayBeCut ? 0 : label->contentsRect().width()});
        } else if (const auto *button = qobject_cast<const QAbstractButton *>(widget)) {
            texts.append({button, plain(button->text()), widthOf(*button, button->text()), button->width()});
        } else if (const auto *edit = qobject_cast<const QLineEdit *>(widget)) {
            texts.append(
                {edit, edit->placeholderText(), widthOf(*edit, edit->placeholderText()), edit->text().isEmpty() ? edit->width() : 0});
        } else if (const auto *tabs = qobject_cast<const QTabBar *>(widget)) {
            for (int tab = 0; tab < tabs->count(); ++tab)
                texts.append({tabs, tabs->tabText(tab), widthOf(*tabs, tabs->tabText(tab)), tabs->tabRect(tab).width()});
        } else if (const auto *box = qobject_cast<const QComboBox *>(widget)) {
            texts.append({box, box->currentText(), widthOf(*box, box->currentText()) + 20, box->width()});
        } else if (const auto *bar = qobject_cast<const QMenuBar *>(widget)) {
            for (const QAction *action : bar->actions())
                texts.append({bar, plain(action->text())});
        } else if (const auto *table = qobject_cast<const QTableView *>(widget)) {
            addHeaders(*table, texts);
        }
    }
    texts.removeIf([](const VisibleText &each) { return each.text.trimmed().isEmpty(); });
    return texts;
}

} // namespace vigie::tests
