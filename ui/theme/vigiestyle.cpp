#include "ui/theme/vigiestyle.h"

#include "ui/theme/colours.h"

#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>
#include <QVariant>
#include <QWidget>

#include <algorithm>

namespace vigie::ui {

namespace {

constexpr char emphasisProperty[] = "vigieEmphasis";
constexpr double corner = 4;
constexpr int controlHeight = 28;

Emphasis emphasisOf(const QWidget *widget)
{
    return widget ? static_cast<Emphasis>(widget->property(emphasisProperty).toInt()) : Emphasis::Normal;
}

bool has(const QStyleOption &option, QStyle::StateFlag flag)
{
    return option.state.testFlag(flag);
}

/// A box of one pixel's outline, sharp.
void drawBox(QPainter &painter, const QRect &rect, const QColor &outline, const QBrush &fill)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(outline);
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
    painter.restore();
}

} // namespace

void setEmphasis(QWidget &button, Emphasis emphasis)
{
    button.setProperty(emphasisProperty, static_cast<int>(emphasis));
    button.update();
}

VigieStyle::VigieStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

int VigieStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_FocusFrameHMargin: return 7; // one more is added: texts of cells and of headers begin at 8
    case PM_HeaderMargin: return 8;
    case PM_SplitterWidth: return 5;
    case PM_ToolBarItemSpacing: return 4;
    case PM_ToolBarItemMargin: return 4;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight: return 16;
    case PM_TabBarTabHSpace: return 32;
    case PM_TabBarTabVSpace: return 12;
    case PM_TabBarTabOverlap:
    case PM_TabBarTabShiftVertical: return 0;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QRect VigieStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    return element == SE_LineEditContents ? rect.adjusted(4, 0, -2, 0) : rect;
}

QSize VigieStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents, const QWidget *widget) const
{
    const QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    switch (type) {
    case CT_PushButton: return {std::max(contents.width() + 32, 80), std::max(contents.height() + 10, controlHeight)};
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox: return {size.width(), std::max(size.height(), controlHeight)};
    case CT_ToolButton: return {size.width() + 8, std::max(size.height(), controlHeight)};
    case CT_ItemViewItem: return {size.width(), std::max(size.height(), option->fontMetrics.height() + 8)};
    case CT_HeaderSection: return {size.width(), std::max(size.height(), controlHeight)};
    default: return size;
    }
}

void VigieStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Colours &colours = coloursOf(option->palette);
    const QRect rect = option->rect;
    switch (element) {
    case CE_PushButtonBevel: drawButton(*option, *painter, emphasisOf(widget)); return;
    case CE_PushButtonLabel: drawButtonLabel(option, painter, widget, emphasisOf(widget)); return;
    case CE_TabBarTabShape: drawTab(*option, *painter); return;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        painter->fillRect(rect, colours.panel);
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colours.line);
        return;
    case CE_Splitter: {
        const bool upright = has(*option, State_Horizontal); // the handle's splitter lies: the handle stands
        const QPoint middle = rect.center();
        painter->fillRect(upright ? QRect(middle.x(), rect.top(), 1, rect.height()) : QRect(rect.left(), middle.y(), rect.width(), 1),
                          colours.line);
        return;
    }
    case CE_ToolBar:
        painter->fillRect(rect, colours.panel);
        return;
    case CE_MenuBarItem:
        painter->fillRect(rect, has(*option, State_Selected) ? colours.selection : colours.panel);
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            drawItemText(painter, rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, item->palette,
                         has(*option, State_Enabled), item->text, QPalette::WindowText);
        return;
    case CE_MenuBarEmptyArea: painter->fillRect(rect, colours.panel); return;
    default: QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void VigieStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Colours &colours = coloursOf(option->palette);
    switch (element) {
    case PE_FrameLineEdit:
        drawBox(*painter, option->rect, has(*option, State_HasFocus) ? colours.accent : colours.outline, Qt::NoBrush);
        return;
    case PE_Frame:
        drawBox(*painter, option->rect, has(*option, State_HasFocus) ? colours.accent : colours.outline, Qt::NoBrush);
        return;
    case PE_PanelButtonCommand: drawButton(*option, *painter, Emphasis::Normal); return;
    case PE_IndicatorCheckBox: drawCheckBox(*option, *painter); return;
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), colours.line);
        return;
    case PE_FrameTabWidget: return;
    case PE_IndicatorHeaderArrow:
        // The base puts it at the top edge of a high header.
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option); header && widget) {
            QStyleOptionHeader middle(*header);
            middle.rect.moveTop((widget->height() - header->rect.height()) / 2);
            QProxyStyle::drawPrimitive(element, &middle, painter, widget);
        }
        return;
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void VigieStyle::drawButton(const QStyleOption &option, QPainter &painter, Emphasis emphasis) const
{
    const Colours &colours = coloursOf(option.palette);
    const bool enabled = has(option, State_Enabled);
    QColor fill = option.palette.color(QPalette::Button);
    QColor outline = colours.outline;
    if (emphasis != Emphasis::Normal && enabled) {
        fill = emphasis == Emphasis::Primary ? colours.accent : colours.danger;
        outline = fill;
    }
    if (!enabled)
        outline = colours.line;
    else if (has(option, State_Sunken))
        fill = fill.darker(115);
    else if (has(option, State_MouseOver))
        fill = emphasis == Emphasis::Normal ? colours.selection : fill.lighter(108);
    drawBox(painter, option.rect, outline, fill);
    if (enabled && has(option, State_HasFocus))
        drawBox(painter, option.rect.adjusted(2, 2, -2, -2), emphasis == Emphasis::Normal ? colours.accent : colours.ground, Qt::NoBrush);
}

void VigieStyle::drawButtonLabel(const QStyleOption *option, QPainter *painter, const QWidget *widget, Emphasis emphasis) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    if (!button || emphasis == Emphasis::Normal || !has(*option, State_Enabled)) {
        QProxyStyle::drawControl(CE_PushButtonLabel, option, painter, widget);
        return;
    }
    QStyleOptionButton inverse(*button);
    inverse.palette.setColor(QPalette::ButtonText, coloursOf(option->palette).ground);
    QProxyStyle::drawControl(CE_PushButtonLabel, &inverse, painter, widget);
}

void VigieStyle::drawTab(const QStyleOption &option, QPainter &painter) const
{
    const Colours &colours = coloursOf(option.palette);
    const QRect rect = option.rect;
    if (!has(option, State_Selected) && has(option, State_MouseOver))
        painter.fillRect(rect, colours.selection);
    if (has(option, State_HasFocus))
        drawBox(painter, rect.adjusted(4, 4, -4, -4), colours.accent, Qt::NoBrush);
    if (has(option, State_Selected))
        painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), colours.accent);
}

void VigieStyle::drawCheckBox(const QStyleOption &option, QPainter &painter) const
{
    const Colours &colours = coloursOf(option.palette);
    const bool on = has(option, State_On);
    const QRect box(option.rect.center() - QPoint(7, 7), QSize(15, 15));
    drawBox(painter, box, on || has(option, State_HasFocus) ? colours.accent : colours.outline, on ? colours.accent : colours.ground);
    if (!on)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colours.ground, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF origin = box.topLeft();
    painter.drawPolyline(QPolygonF{origin + QPointF(3.5, 7.5), origin + QPointF(6.5, 10.5), origin + QPointF(11.5, 4.5)});
    painter.restore();
}

} // namespace vigie::ui
