#include "ui/theme/chip.h"

#include "ui/theme/colours.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace vigie::ui {

namespace {

constexpr int margin = 8;
constexpr int shapeGap = 6;

int shapeSize(const QFontMetrics &metrics)
{
    return std::max(10, metrics.ascent() - 2) / 2 * 2;
}

/// How much of the ring is filled while it works; terminating empties it.
double filledShare(models::Status status)
{
    switch (status) {
    case models::Status::Booting: return 0.25;
    case models::Status::Installing: return 0.5;
    case models::Status::Starting: return 0.75;
    case models::Status::Terminating: return 0.25;
    default: return 0;
    }
}

void paintRing(QPainter &painter, const QRectF &box, const QColor &colour, models::Status status)
{
    const QRectF ring = box.adjusted(1, 1, -1, -1);
    painter.setPen(QPen(colour, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(ring);
    const double share = filledShare(status);
    if (share <= 0)
        return;
    // Terminating empties the other way round, so that it is not taken for booting.
    const int direction = status == models::Status::Terminating ? 1 : -1;
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPie(ring.adjusted(1.5, 1.5, -1.5, -1.5), 90 * 16, static_cast<int>(direction * share * 360 * 16));
}

} // namespace

void paintStatusShape(QPainter &painter, const QRectF &box, models::Status status, const QPalette &palette)
{
    const models::StatusFamily family = models::familyOf(status);
    const QColor colour = coloursOf(palette).of(family).text;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    switch (family) {
    case models::StatusFamily::Pending:
    case models::StatusFamily::Working:
    case models::StatusFamily::Unknown: paintRing(painter, box, colour, status); break;
    case models::StatusFamily::Ready: painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5)); break;
    case models::StatusFamily::Attention:
        painter.drawPolygon(QPolygonF{QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()});
        break;
    case models::StatusFamily::Failed: {
        const QRectF cross = box.adjusted(1.5, 1.5, -1.5, -1.5);
        painter.setPen(QPen(colour, 2.2, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(cross.topLeft(), cross.bottomRight());
        painter.drawLine(cross.topRight(), cross.bottomLeft());
        break;
    }
    case models::StatusFamily::Gone: painter.drawRect(box.adjusted(1, 1, -1, -1)); break;
    }
    painter.restore();
}

QSize statusChipSize(const QString &text, const QFont &font)
{
    const QFontMetrics metrics(font);
    return {metrics.horizontalAdvance(text) + shapeSize(metrics) + shapeGap + 2 * margin, metrics.height() + 6};
}

void paintStatusChip(QPainter &painter, const QRect &rect, models::Status status, const QString &text, const QFont &font,
                     const QPalette &palette)
{
    const QFontMetrics metrics(font);
    const Ink &ink = coloursOf(palette).of(models::familyOf(status));
    const QSize wanted = statusChipSize(text, font);
    const int height = std::min(wanted.height(), rect.height());
    const QRect chip(rect.left(), rect.top() + (rect.height() - height) / 2, std::min(wanted.width(), rect.width()), height);
    const int size = shapeSize(metrics);
    const QRectF shape(chip.left() + margin, chip.top() + (chip.height() - size) / 2.0, size, size);
    const QRect textRect = chip.adjusted(margin + size + shapeGap, 0, -margin / 2, 0);

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink.tint);
    painter.drawRoundedRect(chip, 4, 4);
    paintStatusShape(painter, shape, status, palette);
    painter.setFont(font);
    painter.setPen(ink.text);
    painter.drawText(textRect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     metrics.elidedText(text, Qt::ElideRight, textRect.width()));
    painter.restore();
}

} // namespace vigie::ui
