#include "ui/details/inkdelegate.h"

#include "ui/theme/chip.h"
#include "ui/theme/colours.h"

#include <QApplication>

namespace vigie::ui {

void InkDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const CellInk ink = m_ink(index);
    if (!ink.chip) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    const QWidget *widget = option.widget;
    (widget ? widget->style() : QApplication::style())->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, widget);
    paintStatusChip(*painter, option.rect.adjusted(4, 1, -4, -1), *ink.chip, index.data().toString(), option.font, option.palette);
}

void InkDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const Colours &colours = coloursOf(option->palette);
    const TextTone tone = m_ink(index).tone;
    const QColor colour = tone == TextTone::Danger ? colours.danger
        : tone == TextTone::Warning                ? colours.warning
        : tone == TextTone::Muted                  ? colours.muted
                                                   : colours.text;
    option->palette.setColor(QPalette::Text, colour);
    option->palette.setColor(QPalette::HighlightedText, colour);
}

} // namespace vigie::ui
