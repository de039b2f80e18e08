#include "models/domain/facts.h"

#include <algorithm>
#include <array>

namespace vigie::models {

namespace {
constexpr std::array kindNames{"create_server", "power_on", "delete_server", "delete_volume", "delete_address"};
constexpr std::array statusNames{"sent", "unknown", "done", "refused", "abandoned"};
}

QLatin1String toName(IntentKind kind)
{
    return QLatin1String(kindNames[static_cast<std::size_t>(kind)]);
}

std::optional<IntentKind> intentKindFromName(QStringView name)
{
    for (std::size_t i = 0; i < kindNames.size(); ++i) {
        if (name == QLatin1String(kindNames[i]))
            return static_cast<IntentKind>(i);
    }
    return std::nullopt;
}

QLatin1String toName(IntentStatus status)
{
    return QLatin1String(statusNames[static_cast<std::size_t>(status)]);
}

std::optional<OpenIntent> Facts::openIntent(IntentKind kind) const
{
    const auto found = std::find_if(intents.begin(), intents.end(), [kind](const OpenIntent &intent) { return intent.kind == kind; });
    return found == intents.end() ? std::nullopt : std::optional(*found);
}

} // namespace vigie::models
