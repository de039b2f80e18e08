#pragma once

#include <QLabel>
#include <QTableView>
#include <QWidget>

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
/// The height of a row in a font.
int rowHeightFor(const QFontMetrics &metrics);
/// A line of 1 px.
QWidget *makeSeparator(QWidget *parent);

} // namespace vigie::ui
