#pragma once

#include "providers/sandbox/json.h"

#include <map>
#include <string>

namespace vigie::providers::sandbox {

/// A request to the API, parsed.
struct ApiRequest {
    std::string method;
    std::string path;
    std::multimap<std::string, std::string> query;
    std::string token;
    std::string body;

    /// The first value of a query parameter.
    std::string parameter(const std::string &name, const std::string &fallback = {}) const;
};

/// An answer. An empty content type sends none.
struct ApiReply {
    int status = 200;
    std::string body;
    std::string contentType;
    std::map<std::string, std::string> headers;
};

ApiReply jsonReply(int status, const Json &body);
/// 204
ApiReply nothingReply();

/// The typed errors of the provider, with the bodies that it sends.
ApiReply notFound(const std::string &resource, const std::string &id);
ApiReply invalidArgument(const std::string &argument, const std::string &reason, const std::string &help);
ApiReply invalidArguments(Json details);
ApiReply preconditionFailed(const std::string &precondition, const std::string &help);
ApiReply transientState(const std::string &resource, const std::string &id, const std::string &state);
ApiReply permissionsDenied(const std::string &resource, const std::string &action);
ApiReply authenticationDenied();
ApiReply outOfStock(const std::string &resource);

} // namespace vigie::providers::sandbox
