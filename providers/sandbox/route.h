#pragma once

#include "providers/sandbox/apirequest.h"
#include "providers/sandbox/cloud.h"
#include "providers/sandbox/machinefaults.h"

#include <span>
#include <string_view>

namespace vigie::providers::sandbox {

/// What a handler works with. The cloud is locked and settled, the body parsed (an empty object when there was none).
struct Call {
    Cloud &cloud;
    MachineFaults &machineFaults;
    const ApiRequest &request;
    const Json &body;
    Micros now;
    std::vector<std::string> captures; ///< the {} parts of the path, in order; the zone is the first one of zoned routes
    Micros listLag = 0;                ///< a fault: lists hide servers younger than this

    const std::string &zone() const { return captures[0]; }
    const std::string &id(std::size_t n = 1) const { return captures[n]; }
};

enum class Access { Token, Public };

/// A row of a routing table: every {} of the pattern matches one part of the path.
struct Route {
    std::string_view method;
    std::string_view pattern;
    ApiReply (*handle)(Call &call);
    Access access = Access::Token;
};

/// The captures when the path fits the pattern.
std::optional<std::vector<std::string>> matchPath(std::string_view pattern, std::string_view path);

// The tables, one for each part of the API.
std::span<const Route> productRoutes();
std::span<const Route> serverRoutes();
std::span<const Route> userDataRoutes();
std::span<const Route> localVolumeRoutes();
std::span<const Route> ipRoutes();
std::span<const Route> securityGroupRoutes();
std::span<const Route> blockRoutes();
std::span<const Route> marketplaceRoutes();
std::span<const Route> iamRoutes();

} // namespace vigie::providers::sandbox
