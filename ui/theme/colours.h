#pragma once

#include "models/views/statusfamily.h"

#include <QColor>
#include <QPalette>

#include <array>

namespace vigie::ui {

enum class Appearance { Light, Dark };

/// A text and the tint that it stands on.
struct Ink {
    QColor text;
    QColor tint;
};

/// Every colour of the program, in one table per appearance. Colour is only for meaning, and never alone.
struct Colours {
    QColor ground;  ///< of lists and fields
    QColor panel;   ///< of windows and bars
    QColor line;    ///< between things
    QColor outline; ///< of fields and buttons
    QColor text;
    QColor muted;   ///< of what is said beside
    QColor accent;
    QColor selection;
    QColor track;   ///< of a progress bar
    QColor danger;
    QColor warning;
    std::array<Ink, models::statusFamilyCount> families;

    const Ink &of(models::StatusFamily family) const { return families[static_cast<std::size_t>(family)]; }
};

const Colours &coloursOf(Appearance appearance);
/// The table that goes with a palette: widgets and delegates need no other knowledge of the theme.
const Colours &coloursOf(const QPalette &palette);
QPalette paletteOf(Appearance appearance);

} // namespace vigie::ui
