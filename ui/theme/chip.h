#pragma once

#include "models/domain/status.h"

#include <QFont>
#include <QPalette>
#include <QRect>
#include <QString>

class QPainter;

namespace vigie::ui {

/// Draws the shape that stands for a status, in its colour: hollow ring, partly filled ring, disc, triangle, cross or square.
void paintStatusShape(QPainter &painter, const QRectF &box, models::Status status, const QPalette &palette);

/// Draws a status as shape and text on its tint, left in the rectangle, elided where it does not fit.
void paintStatusChip(QPainter &painter, const QRect &rect, models::Status status, const QString &text, const QFont &font,
                     const QPalette &palette);

/// The size that a chip wants for a text.
QSize statusChipSize(const QString &text, const QFont &font);

} // namespace vigie::ui
