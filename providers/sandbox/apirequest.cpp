#include "providers/sandbox/apirequest.h"

namespace vigie::providers::sandbox {

std::string ApiRequest::parameter(const std::string &name, const std::string &fallback) const
{
    const auto found = query.find(name);
    return found == query.end() ? fallback : found->second;
}

ApiReply jsonReply(int status, const Json &body)
{
    return {status, toText(body), "application/json", {}};
}

ApiReply nothingReply()
{
    return {204, {}, {}, {}};
}

ApiReply notFound(const std::string &resource, const std::string &id)
{
    return jsonReply(404, {{"type", "not_found"}, {"message", "resource is not found"}, {"resource", resource}, {"resource_id", id}});
}

ApiReply invalidArgument(const std::string &argument, const std::string &reason, const std::string &help)
{
    return invalidArguments(Json::array({{{"argument_name", argument}, {"reason", reason}, {"help_message", help}}}));
}

ApiReply invalidArguments(Json details)
{
    return jsonReply(400, {{"type", "invalid_arguments"}, {"message", "invalid argument(s)"}, {"details", std::move(details)}});
}

ApiReply preconditionFailed(const std::string &precondition, const std::string &help)
{
    return jsonReply(412, {{"type", "precondition_failed"}, {"message", "precondition is not respected"}, {"precondition", precondition},
        {"help_message", help}});
}

ApiReply transientState(const std::string &resource, const std::string &id, const std::string &state)
{
    return jsonReply(409, {{"type", "transient_state"}, {"message", "resource is in a transient state"}, {"resource", resource},
        {"resource_id", id}, {"current_state", state}});
}

ApiReply permissionsDenied(const std::string &resource, const std::string &action)
{
    return jsonReply(403, {{"type", "permissions_denied"}, {"message", "insufficient permissions"},
        {"details", Json::array({{{"resource", resource}, {"action", action}}})}});
}

ApiReply authenticationDenied()
{
    return jsonReply(401, {{"type", "denied_authentication"}, {"message", "authentication is denied"}, {"method", "api_key"},
        {"reason", "not_found"}});
}

ApiReply outOfStock(const std::string &resource)
{
    return jsonReply(412, {{"type", "out_of_stock"}, {"message", "resource is out of stock"}, {"resource", resource}});
}

} // namespace vigie::providers::sandbox
