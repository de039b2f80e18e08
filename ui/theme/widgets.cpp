#include "ui/theme/widgets.h"

#include "ui/text/plaintext.h"
#include "ui/theme/colours.h"

#include <QEvent>
#include <QFrame>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPainter>
#include <QScopedValueRollback>

namespace vigie::ui {

TextLabel::TextLabel(TextTone tone, QWidget *parent) : QLabel(parent), m_tone(tone)
{
    setTextFormat(Qt::PlainText);
    // By itself a label on a Base ground would take the palette's Text instead, which has no tone.
    setForegroundRole(QPalette::WindowText);
    applyTone();
}

void TextLabel::setTone(TextTone tone)
{
    m_tone = tone;
    applyTone();
}

void TextLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (!m_applying && (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationPaletteChange
                        || event->type() == QEvent::ApplicationFontChange))
        applyTone();
}

void TextLabel::applyTone()
{
    const QScopedValueRollback guard(m_applying, true); // setting the palette says PaletteChange again
    const Colours &colours = coloursOf(QGuiApplication::palette()); // the parent's own may not have followed yet
    QPalette own;
    const QColor colour = m_tone == TextTone::Muted ? colours.muted
        : m_tone == TextTone::Danger                ? colours.danger
        : m_tone == TextTone::Warning               ? colours.warning
                                                    : colours.text;
    own.setColor(QPalette::WindowText, colour);
    setPalette(own);
    QFont font;
    if (m_tone == TextTone::Strong || m_tone == TextTone::Title)
        font.setBold(true);
    if (m_tone == TextTone::Title)
        font.setPointSizeF(QFont().pointSizeF() * 1.25);
    setFont(font);
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {fontMetrics().horizontalAdvance(QLatin1Char('M')) * 4, QLabel::minimumSizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRect inside = contentsRect();
    const QString cut = fontMetrics().elidedText(text(), Qt::ElideRight, inside.width());
    setToolTip(cut == text() ? QString() : plainToolTip(text()));
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(inside, static_cast<int>(alignment()) | Qt::TextSingleLine, cut);
}

int rowHeightFor(const QFontMetrics &metrics, int padding)
{
    return (metrics.height() + padding + 3) / 4 * 4;
}

void prepareTable(QTableView &table)
{
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::SingleSelection);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setShowGrid(false);
    table.setAlternatingRowColors(false);
    table.setWordWrap(false);
    table.setTabKeyNavigation(false);
    table.setCornerButtonEnabled(false);
    table.setFrameShape(QFrame::NoFrame);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setMinimumSectionSize(20);
    table.verticalHeader()->setDefaultSectionSize(rowHeightFor(table.fontMetrics()));
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table.horizontalHeader()->setStretchLastSection(true);
    table.horizontalHeader()->setMinimumSectionSize(40);
}

void growToHeaders(QTableView &table)
{
    for (int column = 0; column < table.model()->columnCount(); ++column) {
        const QString header = table.model()->headerData(column, Qt::Horizontal).toString();
        const int needed = table.horizontalHeader()->fontMetrics().horizontalAdvance(header) + 2 * 8 + 2;
        if (table.columnWidth(column) < needed)
            table.setColumnWidth(column, needed);
    }
}

void fitColumns(QTableView &table, std::span<const int> widths)
{
    for (std::size_t column = 0; column < widths.size(); ++column)
        table.setColumnWidth(static_cast<int>(column), widths[column] * table.fontMetrics().averageCharWidth() + 8);
    growToHeaders(table);
}

QWidget *makeSeparator(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setFrameShape(QFrame::HLine);
    line->setFrameShadow(QFrame::Plain);
    line->setForegroundRole(QPalette::Mid);
    line->setFixedHeight(1);
    return line;
}

} // namespace vigie::ui
