#include "ui/fleet/fleetdelegates.h"

#include "models/views/instancetablemodel.h"
#include "ui/fleet/instancetexts.h"
#include "ui/theme/chip.h"
#include "ui/theme/colours.h"

#include <QApplication>
#include <QPainter>

namespace vigie::ui {

namespace {

constexpr int cellMargin = 8;

models::Instance instanceOf(const QModelIndex &index)
{
    return index.data(models::InstanceRole).value<models::Instance>();
}

void paintGround(QPainter *painter, const QStyleOptionViewItem &option)
{
    const QWidget *widget = option.widget;
    (widget ? widget->style() : QApplication::style())->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, widget);
}

} // namespace

void StatusDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const models::Instance instance = instanceOf(index);
    paintGround(painter, option);
    paintStatusChip(*painter, option.rect.adjusted(cellMargin - 4, 3, -4, -3), instance.status, index.data().toString(), option.font,
                    option.palette);
}

QSize StatusDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return statusChipSize(index.data().toString(), option.font) + QSize(2 * cellMargin, 6);
}

void ProgressDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const models::Instance instance = instanceOf(index);
    const Colours &colours = coloursOf(option.palette);
    const QString text = index.data().toString();
    paintGround(painter, option);

    const QRect inside = option.rect.adjusted(cellMargin, 0, -cellMargin, 0);
    const int textWidth = option.fontMetrics.horizontalAdvance(QStringLiteral("100\u00a0%")) + 4;
    const int barHeight = 6;
    const QRect bar(inside.left(), inside.center().y() - barHeight / 2 + 1, std::max(inside.width() - textWidth - 4, 0), barHeight);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colours.track);
    painter->drawRoundedRect(bar, barHeight / 2.0, barHeight / 2.0);
    if (instance.progress > 0 && bar.width() > barHeight) {
        const int width = std::max(bar.width() * std::min(instance.progress, 100) / 100, barHeight);
        painter->setBrush(colours.of(models::familyOf(instance.status)).text);
        painter->drawRoundedRect(QRect(bar.topLeft(), QSize(width, barHeight)), barHeight / 2.0, barHeight / 2.0);
    }
    painter->setFont(option.font);
    painter->setPen(models::isGone(instance.status) ? colours.muted : colours.text);
    painter->drawText(inside, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, text);
    painter->restore();
}

void InstanceTextDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->textElideMode = Qt::ElideRight;
    const models::Instance instance = instanceOf(index);
    const Colours &colours = coloursOf(option->palette);
    const auto column = static_cast<models::InstanceColumn>(index.column());
    QColor colour = colours.text;
    if (models::isGone(instance.status))
        colour = colours.muted;
    if (column == models::InstanceColumn::Price && InstanceTexts::isBilledInVain(instance)) {
        colour = colours.danger;
        option->font.setBold(true);
    }
    if (column == models::InstanceColumn::Note)
        colour = models::isFailed(instance.status) ? colours.danger : colours.muted;
    option->palette.setColor(QPalette::Text, colour);
    option->palette.setColor(QPalette::HighlightedText, colour);
}

} // namespace vigie::ui
