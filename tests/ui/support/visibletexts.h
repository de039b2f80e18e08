#pragma once

#include <QString>
#include <QVector>
#include <QWidget>

namespace vigie::tests {

/// A text that a person sees, and what shows it.
struct VisibleText {
    const QWidget *widget = nullptr;
    QString text;
    int needs = 0;      ///< pixels that it takes in its font
    int has = 0;        ///< pixels that it is given; 0 where it may be cut (elided, wrapped or scrolled)
};

/// Every text in a window: labels, buttons, fields' placeholders, tabs, headers and menus. Cells of tables are data and left out.
QVector<VisibleText> visibleTexts(const QWidget &window);

} // namespace vigie::tests
