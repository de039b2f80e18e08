#include "ui/theme/widgets.h"

#include "ui/text/plaintext.h"
#include "ui/theme/colours.h"

#include <QEvent>
#include <QFrame>
#include <QHeaderView>
#include <QPainter>
#include <QScopedValueRollback>

namespace vigie::ui {

TextLabel::TextLabel(TextTone tone, QWidget *parent) : QLabel(parent), m_tone(tone)
{
    setTextFormat(Qt::PlainText);
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
    if (!m_applying && (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange))
        applyTone();
}

void TextLabel::applyTone()
{
    const QScopedValueRollback guard(m_applying, true); // setting the palette says PaletteChange again
    const Colours &colours = coloursOf(parentWidget() ? parentWidget()->palette() : palette());
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

int rowHeightFor(const QFontMetrics &metrics)
{
    return std::max(28, (metrics.height() + 12) / 4 * 4);
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
    table.verticalHeader()->setDefaultSectionSize(rowHeightFor(table.fontMetrics()));
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table.horizontalHeader()->setStretchLastSection(true);
    table.horizontalHeader()->setMinimumSectionSize(40);
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
