// /security_groups and their rules.
#include "providers/sandbox/dice.h"
#include "providers/sandbox/paging.h"
#include "providers/sandbox/route.h"

#include <algorithm>
#include <array>

namespace vigie::providers::sandbox {

namespace {

Json groupJson(Cloud &cloud, const SecurityGroup &group)
{
    Json servers = Json::array();
    for (const auto &[id, server] : cloud.state().servers) {
        if (server.securityGroup == group.id)
            servers.push_back({{"id", id}, {"name", server.name}});
    }
    return {{"id", group.id}, {"name", group.name}, {"description", group.description},
        {"organization", cloud.state().account.organization},
            {"project", group.project}, {"servers", servers}, {"stateful", group.stateful}, {"inbound_default_policy", group.inboundPolicy},
            {"outbound_default_policy", group.outboundPolicy}, {"organization_default", group.projectDefault},
                {"project_default", group.projectDefault},
            {"enable_default_security", group.defaultSecurity}, {"state", "available"}, {"tags", group.tags}, {"zone", group.zone},
            {"creation_date", instanceDate(group.createdAt)}, {"modification_date", instanceDate(group.modifiedAt)}};
}

SecurityGroup *findGroup(Call &call)
{
    auto &groups = call.cloud.state().securityGroups;
    const auto found = groups.find(call.id());
    return found == groups.end() || found->second.zone != call.zone() ? nullptr : &found->second;
}

ApiReply missingGroup(const Call &call)
{
    return notFound("instance_security_group", call.id());
}

/// The six rules against sending mail, which no client may change.
Json fixedRules(const std::string &zone)
{
    Json rules = Json::array();
    int number = 0;
    for (const char *range : {"0.0.0.0/0", "::/0"}) {
        for (const int port : {25, 465, 587}) {
            rules.push_back({{"id", "11111111-2222-4333-8444-00000000000" + std::to_string(++number)}, {"action", "drop"},
                {"protocol", "TCP"},
                             {"direction", "outbound"}, {"ip_range", range}, {"dest_ip_range", nullptr}, {"dest_port_from", port},
                                 {"dest_port_to", nullptr},
                             {"position", number}, {"editable", false}, {"zone", zone}});
        }
    }
    return rules;
}

/// A rule as it is kept, or why it is refused.
std::optional<Json> normalised(const Json &given, const std::string &zone, std::int64_t position)
{
    constexpr std::array protocols{"TCP", "UDP", "ICMP", "ANY"};
    const std::string action = textOf(given, "action");
    const std::string protocol = textOf(given, "protocol");
    const std::string direction = textOf(given, "direction");
    if ((action != "accept" && action != "drop") || (direction != "inbound" && direction != "outbound")
        || std::find(protocols.begin(), protocols.end(), protocol) == protocols.end())
        return std::nullopt;
    std::string range = textOf(given, "ip_range", "0.0.0.0/0");
    if (range.ends_with("/32"))
        range.resize(range.size() - 3);
    const std::int64_t from = integerOf(given, "dest_port_from", 0);
    const std::int64_t to = integerOf(given, "dest_port_to", 0);
    if (from < 0 || from > 65535 || to < 0 || to > 65535 || (to != 0 && to < from))
        return std::nullopt;
    return Json{{"id", randomUuid()}, {"action", action}, {"protocol", protocol}, {"direction", direction}, {"ip_range", range},
        {"dest_ip_range", nullptr},
                {"dest_port_from", from == 0 ? Json(nullptr) : Json(from)},
                    {"dest_port_to", to == 0 || to == from ? Json(nullptr) : Json(to)},
                {"position", integerOf(given, "position", position)}, {"editable", true}, {"zone", zone}};
}

ApiReply invalidRule()
{
    return invalidArgument("rules", "constraint", "a rule needs action, protocol, direction, and ports between 1 and 65535");
}

Json allRules(const SecurityGroup &group)
{
    Json rules = group.defaultSecurity ? fixedRules(group.zone) : Json::array();
    for (const Json &rule : group.rules)
        rules.push_back(rule);
    return rules;
}

ApiReply listGroups(Call &call)
{
    const auto page = Page::ofInstance(call.request);
    if (!page)
        return invalidPage();
    std::vector<const SecurityGroup *> found;
    const std::string name = call.request.parameter("name");
    const std::string tag = call.request.parameter("tags");
    for (const auto &[id, group] : call.cloud.state().securityGroups) {
        const bool tagged = tag.empty() || std::find(group.tags.begin(), group.tags.end(), tag) != group.tags.end();
        const bool fits = call.request.parameter("project_default") != "true" || group.projectDefault;
        if (group.zone == call.zone() && fits && tagged && group.name.find(name) != std::string::npos)
            found.push_back(&group);
    }
    return instancePage("security_groups", pageOf(found, *page, [&call](const SecurityGroup *group) { return groupJson(call.cloud,
        *group); }),
                        found.size(), *page, "/security_groups");
}

void apply(SecurityGroup &group, const Json &body, Micros now)
{
    group.name = textOf(body, "name", group.name);
    group.description = textOf(body, "description", group.description);
    group.inboundPolicy = textOf(body, "inbound_default_policy", group.inboundPolicy);
    group.outboundPolicy = textOf(body, "outbound_default_policy", group.outboundPolicy);
    group.stateful = flagOf(body, "stateful", group.stateful);
    group.defaultSecurity = flagOf(body, "enable_default_security", group.defaultSecurity);
    if (member(body, "tags"))
        group.tags = textsOf(body, "tags");
    group.modifiedAt = now;
}

ApiReply createGroup(Call &call)
{
    if (textOf(call.body, "name").empty())
        return invalidArgument("name", "required", "required key not provided");
    SecurityGroup group;
    group.id = randomUuid();
    group.zone = call.zone();
    group.project = call.cloud.state().account.project;
    group.inboundPolicy = group.outboundPolicy = "accept";
    group.createdAt = call.now;
    apply(group, call.body, call.now);
    call.cloud.note(call.now, "security_group_created", {{"security_group", group.id}}, group.tags);
    const Json body{{"security_group", groupJson(call.cloud, group)}};
    call.cloud.state().securityGroups.emplace(group.id, group);
    return jsonReply(201, body);
}

ApiReply getGroup(Call &call)
{
    const SecurityGroup *group = findGroup(call);
    return group ? jsonReply(200, {{"security_group", groupJson(call.cloud, *group)}}) : missingGroup(call);
}

ApiReply changeGroup(Call &call)
{
    SecurityGroup *group = findGroup(call);
    if (!group)
        return missingGroup(call);
    apply(*group, call.body, call.now);
    call.cloud.note(call.now, "security_group_changed", {{"security_group", group->id}}, group->tags);
    return jsonReply(200, {{"security_group", groupJson(call.cloud, *group)}});
}

ApiReply deleteGroup(Call &call)
{
    const SecurityGroup *group = findGroup(call);
    if (!group)
        return missingGroup(call);
    const auto &servers = call.cloud.state().servers;
    const bool used = std::any_of(servers.begin(), servers.end(),
        [group](const auto &entry) { return entry.second.securityGroup == group->id; });
    if (used || group->projectDefault)
        return preconditionFailed("resource_still_in_use", group->projectDefault ? "the default group cannot be deleted"
            : "group has servers");
    call.cloud.note(call.now, "security_group_deleted", {{"security_group", group->id}}, group->tags);
    call.cloud.state().securityGroups.erase(call.id());
    return nothingReply();
}

ApiReply listRules(Call &call)
{
    const SecurityGroup *group = findGroup(call);
    if (!group)
        return missingGroup(call);
    const auto page = Page::ofInstance(call.request);
    if (!page)
        return invalidPage();
    const Json rules = allRules(*group);
    const std::vector<Json> list(rules.begin(), rules.end());
    return instancePage("rules", pageOf(list, *page, [](const Json &rule) { return rule; }), list.size(), *page, "/security_groups/rules");
}

ApiReply replaceRules(Call &call)
{
    SecurityGroup *group = findGroup(call);
    if (!group)
        return missingGroup(call);
    const Json *given = member(call.body, "rules");
    if (!given || !given->is_array())
        return invalidArgument("rules", "required", "required key not provided");
    std::vector<Json> rules;
    for (const Json &each : *given) {
        // The fixed ones stay what they are, whoever sends them back.
        if (!flagOf(each, "editable", true))
            continue;
        const auto rule = normalised(each, group->zone, static_cast<std::int64_t>(rules.size()) + 1);
        if (!rule)
            return invalidRule();
        rules.push_back(*rule);
    }
    group->rules = std::move(rules);
    group->modifiedAt = call.now;
    call.cloud.note(call.now, "security_group_rules_set", {{"security_group", group->id}}, group->tags);
    return jsonReply(200, {{"rules", allRules(*group)}});
}

ApiReply addRule(Call &call)
{
    SecurityGroup *group = findGroup(call);
    if (!group)
        return missingGroup(call);
    const auto rule = normalised(call.body, group->zone, static_cast<std::int64_t>(group->rules.size()) + 1);
    if (!rule)
        return invalidRule();
    group->rules.push_back(*rule);
    call.cloud.note(call.now, "security_group_rule_added", {{"security_group", group->id}}, group->tags);
    return jsonReply(201, {{"rule", *rule}});
}

ApiReply removeRule(Call &call)
{
    SecurityGroup *group = findGroup(call);
    if (!group)
        return missingGroup(call);
    if (std::erase_if(group->rules, [&call](const Json &rule) { return textOf(rule, "id") == call.id(2); }) == 0)
        return notFound("instance_security_group_rule", call.id(2));
    call.cloud.note(call.now, "security_group_rule_removed", {{"security_group", group->id}}, group->tags);
    return nothingReply();
}

constexpr std::array routes{
    Route{"GET", "/instance/v1/zones/{}/security_groups", &listGroups},
    Route{"POST", "/instance/v1/zones/{}/security_groups", &createGroup},
    Route{"GET", "/instance/v1/zones/{}/security_groups/{}", &getGroup},
    Route{"PATCH", "/instance/v1/zones/{}/security_groups/{}", &changeGroup},
    Route{"DELETE", "/instance/v1/zones/{}/security_groups/{}", &deleteGroup},
    Route{"GET", "/instance/v1/zones/{}/security_groups/{}/rules", &listRules},
    Route{"PUT", "/instance/v1/zones/{}/security_groups/{}/rules", &replaceRules},
    Route{"POST", "/instance/v1/zones/{}/security_groups/{}/rules", &addRule},
    Route{"DELETE", "/instance/v1/zones/{}/security_groups/{}/rules/{}", &removeRule},
};

} // namespace

std::span<const Route> securityGroupRoutes()
{
    return routes;
}

} // namespace vigie::providers::sandbox
