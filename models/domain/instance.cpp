#include "models/domain/instance.h"

#include <array>

namespace vigie::models {

namespace {
constexpr std::array kindNames{"server", "volume", "address", "security_group"};
}

QLatin1String toName(ResourceKind kind)
{
    return QLatin1String(kindNames[static_cast<std::size_t>(kind)]);
}

std::optional<ResourceKind> resourceKindFromName(QStringView name)
{
    for (std::size_t i = 0; i < kindNames.size(); ++i) {
        if (name == QLatin1String(kindNames[i]))
            return static_cast<ResourceKind>(i);
    }
    return std::nullopt;
}

} // namespace vigie::models
