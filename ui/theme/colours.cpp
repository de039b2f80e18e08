#include "ui/theme/colours.h"

namespace vigie::ui {

namespace {

QColor rgb(QRgb value)
{
    return QColor::fromRgb(value);
}

const Colours &light()
{
    static const Colours colours{
        .ground = rgb(0xFFFFFF), .panel = rgb(0xF7F8FA), .line = rgb(0xDDE1E7), .outline = rgb(0xA9B1BD),
        .text = rgb(0x1C2128), .muted = rgb(0x5F6773),
        .accent = rgb(0x1A56B0), .selection = rgb(0xDCE8FB), .track = rgb(0xE4E8EE), .danger = rgb(0xB42318), .warning = rgb(0x8A5A00),
        .families = {{
            {rgb(0x4A5568), rgb(0xEDF0F4)}, {rgb(0x1A56B0), rgb(0xE6EFFC)}, {rgb(0x17692F), rgb(0xE3F5E8)}, {rgb(0x8A5A00), rgb(0xFDF3DC)},
            {rgb(0xB42318), rgb(0xFDE8E6)}, {rgb(0x5F6773), rgb(0xF1F2F4)}, {rgb(0x5F6773), rgb(0xF1F2F4)},
        }},
    };
    return colours;
}

const Colours &dark()
{
    static const Colours colours{
        .ground = rgb(0x1E2127), .panel = rgb(0x252930), .line = rgb(0x3A404A), .outline = rgb(0x646D7B),
        .text = rgb(0xE4E7EC), .muted = rgb(0xA0A8B5),
        .accent = rgb(0x8FBCFF), .selection = rgb(0x2B3F5F), .track = rgb(0x383E48), .danger = rgb(0xFF9B92), .warning = rgb(0xF2C063),
        .families = {{
            {rgb(0xB4BECC), rgb(0x2B313A)}, {rgb(0x8FBCFF), rgb(0x1B2C47)}, {rgb(0x74DD9C), rgb(0x173324)}, {rgb(0xF2C063), rgb(0x3A2E12)},
            {rgb(0xFF9B92), rgb(0x42201D)}, {rgb(0xA0A8B5), rgb(0x282B31)}, {rgb(0xA0A8B5), rgb(0x282B31)},
        }},
    };
    return colours;
}

} // namespace

const Colours &coloursOf(Appearance appearance)
{
    return appearance == Appearance::Dark ? dark() : light();
}

const Colours &coloursOf(const QPalette &palette)
{
    return coloursOf(palette.color(QPalette::Base).lightness() < 128 ? Appearance::Dark : Appearance::Light);
}

QPalette paletteOf(Appearance appearance)
{
    const Colours &colours = coloursOf(appearance);
    const bool isDark = appearance == Appearance::Dark;
    QPalette palette;
    palette.setColor(QPalette::Window, colours.panel);
    palette.setColor(QPalette::WindowText, colours.text);
    palette.setColor(QPalette::Base, colours.ground);
    palette.setColor(QPalette::AlternateBase, colours.panel);
    palette.setColor(QPalette::Text, colours.text);
    palette.setColor(QPalette::PlaceholderText, colours.muted);
    palette.setColor(QPalette::Button, isDark ? rgb(0x2F343D) : rgb(0xF1F3F6));
    palette.setColor(QPalette::ButtonText, colours.text);
    palette.setColor(QPalette::BrightText, colours.danger);
    palette.setColor(QPalette::ToolTipBase, isDark ? rgb(0x2F343D) : rgb(0xFFFFFF));
    palette.setColor(QPalette::ToolTipText, colours.text);
    palette.setColor(QPalette::Highlight, colours.selection);
    palette.setColor(QPalette::HighlightedText, colours.text);
    palette.setColor(QPalette::Link, colours.accent);
    palette.setColor(QPalette::LinkVisited, colours.accent);
    palette.setColor(QPalette::Light, isDark ? rgb(0x3A404A) : rgb(0xFFFFFF));
    palette.setColor(QPalette::Midlight, isDark ? rgb(0x343A44) : rgb(0xF1F3F6));
    palette.setColor(QPalette::Mid, isDark ? rgb(0x1A1D22) : rgb(0xC9CFD8));
    palette.setColor(QPalette::Dark, isDark ? rgb(0x14171B) : rgb(0xB4BBC6));
    palette.setColor(QPalette::Shadow, isDark ? rgb(0x000000) : rgb(0x8A93A0));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, isDark ? rgb(0x7B8390) : rgb(0x8A93A0));
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, colours.muted);
    return palette;
}

} // namespace vigie::ui
