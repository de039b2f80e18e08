#include "ui/theme/theme.h"

#include "ui/theme/vigiestyle.h"

#include <QApplication>

namespace vigie::ui {

namespace {

constexpr std::array names{"system", "light", "dark"};

Appearance systemAppearance()
{
    static const Appearance first =
        QApplication::palette().color(QPalette::Window).lightness() < 128 ? Appearance::Dark : Appearance::Light;
    return first;
}

} // namespace

QString toName(ThemeChoice choice)
{
    return QLatin1String(names[static_cast<std::size_t>(choice)]);
}

std::optional<ThemeChoice> themeFromName(QStringView name)
{
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (name == QLatin1String(names[i]))
            return static_cast<ThemeChoice>(i);
    }
    return std::nullopt;
}

void applyTheme(ThemeChoice choice)
{
    const Appearance system = systemAppearance();
    const Appearance wanted = choice == ThemeChoice::System ? system : choice == ThemeChoice::Dark ? Appearance::Dark : Appearance::Light;
    if (!qobject_cast<VigieStyle *>(QApplication::style()))
        QApplication::setStyle(new VigieStyle);
    QApplication::setPalette(paletteOf(wanted));
}

} // namespace vigie::ui
