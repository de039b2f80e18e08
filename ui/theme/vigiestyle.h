#pragma once

#include <QProxyStyle>

namespace vigie::ui {

/// How much a button stands out: set with setEmphasis().
enum class Emphasis { Normal, Primary, Danger };

/// The button that a screen is about, or the one that destroys.
void setEmphasis(QWidget &button, Emphasis emphasis);

/// Fusion, drawn flat and calm: one outline, one accent, the same paddings everywhere, on a grid of 4 pixels. Every colour is from the
/// table of the palette's appearance.
class VigieStyle : public QProxyStyle {
    Q_OBJECT
public:
    VigieStyle();

    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents, const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;

private:
    void drawButton(const QStyleOption &option, QPainter &painter, Emphasis emphasis) const;
    void drawButtonLabel(const QStyleOption *option, QPainter *painter, const QWidget *widget, Emphasis emphasis) const;
    void drawTab(const QStyleOption &option, QPainter &painter) const;
    void drawCheckBox(const QStyleOption &option, QPainter &painter) const;
};

} // namespace vigie::ui
