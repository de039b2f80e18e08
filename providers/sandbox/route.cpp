#include "providers/sandbox/route.h"

namespace vigie::providers::sandbox {

std::optional<std::vector<std::string>> matchPath(std::string_view pattern, std::string_view path)
{
    std::vector<std::string> captures;
    while (!pattern.empty() && !path.empty()) {
        // Both begin with a slash here.
        const auto wanted = pattern.substr(0, pattern.find('/', 1));
        const auto given = path.substr(0, path.find('/', 1));
        if (wanted == "/{}") {
            if (given.size() < 2)
                return std::nullopt;
            captures.emplace_back(given.substr(1));
        } else if (wanted != given) {
            return std::nullopt;
        }
        pattern.remove_prefix(wanted.size());
        path.remove_prefix(given.size());
    }
    return pattern.empty() && path.empty() ? std::optional(captures) : std::nullopt;
}

} // namespace vigie::providers::sandbox
