#pragma once

#include "ui/theme/colours.h"

#include <QString>

#include <optional>

namespace vigie::ui {

enum class ThemeChoice { System, Light, Dark };

QString toName(ThemeChoice choice);
std::optional<ThemeChoice> themeFromName(QStringView name);

/// Sets the application's style (Fusion) and palette. Windows learn of it through PaletteChange. The system's appearance is what the
/// palette was like at the first call, for Qt 6.4 does not tell it. On the windows' thread.
void applyTheme(ThemeChoice choice);

} // namespace vigie::ui
