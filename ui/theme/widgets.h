#pragma once

#include <QLabel>
#include <QTableView>
#include <QWidget>

#include <span>

namespace vigie::ui {

enum class TextTone { Plain, Muted, Strong, Title, Danger, Warning };

/// A label that shows its text as it is (never as markup), in a tone that follows the theme.
class TextLabel : public QLabel {
    Q_OBJECT
public:
    explicit TextLabel(TextTone tone = TextTone::Plain, QWidget *parent = nullptr);
    void setTone(TextTone tone);

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyTone();
    TextTone m_tone;
    bool m_applying = false;
};

/// A label on one line that is cut with an ellipsis where it does not fit; the whole text is its tooltip then.
class ElidedLabel : public TextLabel {
    Q_OBJECT
public:
    using TextLabel::TextLabel;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

/// What all tables have in common: whole rows, no grid, calm heights, Tab leaves the table.
void prepareTable(QTableView &table);
/// The height of a row in a font, on the grid of 4 pixels. `padding` is above and below together.
int rowHeightFor(const QFontMetrics &metrics, int padding = 12);
/// Makes columns at least as wide as their headers, in the language of the moment. `widths` are in characters.
void fitColumns(QTableView &table, std::span<const int> widths);
/// Widens columns whose header is cut now; the others stay as somebody left them.
void growToHeaders(QTableView &table);
/// A line of 1 px.
QWidget *makeSeparator(QWidget *parent);

} // namespace vigie::ui
