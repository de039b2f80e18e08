// /iam/v1alpha1: SSH keys and API keys. /account/v3: projects.
#include "providers/sandbox/dice.h"
#include "providers/sandbox/hostkey.h"
#include "providers/sandbox/paging.h"
#include "providers/sandbox/route.h"

#include <algorithm>
#include <array>

namespace vigie::providers::sandbox {

namespace {

constexpr Micros accountMadeAt = 1'700'000'000 * second;

Json keyJson(Cloud &cloud, const SshKey &key)
{
    return {{"id", key.id}, {"name", key.name}, {"public_key", key.publicKey}, {"fingerprint", key.fingerprint},
            {"created_at", zuluDate(key.createdAt)}, {"updated_at", zuluDate(key.updatedAt)},
            {"organization_id", cloud.state().account.organization},
            {"project_id", key.project}, {"disabled", key.disabled}};
}

ApiReply listKeys(Call &call)
{
    const auto page = Page::ofOthers(call.request);
    if (!page)
        return invalidPage();
    const ApiRequest &request = call.request;
    const std::string project = request.parameter("project_id");
    if (!project.empty() && project.size() != 36)
        return invalidArgument("project_id", "format", "value must be a valid UUID");
    const std::string disabled = request.parameter("disabled");
    std::vector<const SshKey *> found;
    for (const auto &[id, key] : call.cloud.state().sshKeys) {
        if ((project.empty() || project == key.project) && key.name.find(request.parameter("name")) != std::string::npos
            && (disabled.empty() || (disabled == "true") == key.disabled))
            found.push_back(&key);
    }
    const bool newestFirst = request.parameter("order_by") == "created_at_desc";
    std::stable_sort(found.begin(), found.end(), [newestFirst](const SshKey *a, const SshKey *b) {
        return newestFirst ? a->createdAt > b->createdAt : a->createdAt < b->createdAt;
    });
    return otherPage("ssh_keys", pageOf(found, *page, [&call](const SshKey *key) { return keyJson(call.cloud, *key); }), found.size());
}

ApiReply createKey(Call &call)
{
    const std::string given = textOf(call.body, "public_key");
    const std::string project = textOf(call.body, "project_id", call.cloud.state().account.project);
    if (project.size() != 36)
        return invalidArgument("project_id", "format", "value must be a valid UUID");
    if (project != call.cloud.state().account.project)
        return permissionsDenied("ssh_key", "create");
    // The comment is not kept.
    const auto blank = given.find(' ');
    const std::string type = given.substr(0, blank);
    const auto blobEnd = blank == std::string::npos ? blank : given.find_first_of(" \r\n", blank + 1);
    const std::string blob = blank == std::string::npos ? std::string() : given.substr(blank + 1, blobEnd - blank - 1);
    const std::string fingerprint = md5Fingerprint(type, blob);
    if (fingerprint.empty())
        return invalidArgument("public_key", "format", "value must be a valid SSH public key");
    SshKey key{randomUuid(), textOf(call.body, "name"), type + ' ' + blob, fingerprint, project, false, call.now, call.now};
    call.cloud.note(call.now, "ssh_key_created", {{"ssh_key", key.id}});
    const Json body = keyJson(call.cloud, key);
    call.cloud.state().sshKeys.emplace(key.id, key);
    return jsonReply(200, body);
}

SshKey *findKey(Call &call)
{
    auto &keys = call.cloud.state().sshKeys;
    const auto found = keys.find(call.captures[0]);
    return found == keys.end() ? nullptr : &found->second;
}

ApiReply getKey(Call &call)
{
    const SshKey *key = findKey(call);
    return key ? jsonReply(200, keyJson(call.cloud, *key)) : notFound("ssh_key", call.captures[0]);
}

ApiReply changeKey(Call &call)
{
    SshKey *key = findKey(call);
    if (!key)
        return notFound("ssh_key", call.captures[0]);
    key->name = textOf(call.body, "name", key->name);
    key->disabled = flagOf(call.body, "disabled", key->disabled);
    key->updatedAt = call.now;
    call.cloud.note(call.now, "ssh_key_changed", {{"ssh_key", key->id}});
    return jsonReply(200, keyJson(call.cloud, *key));
}

ApiReply deleteKey(Call &call)
{
    if (call.cloud.state().sshKeys.erase(call.captures[0]) == 0)
        return notFound("ssh_key", call.captures[0]);
    call.cloud.note(call.now, "ssh_key_deleted", {{"ssh_key", call.captures[0]}});
    return nothingReply();
}

ApiReply getApiKey(Call &call)
{
    const Account &account = call.cloud.state().account;
    if (call.captures[0] != account.accessKey)
        return notFound("api_key", call.captures[0]);
    return jsonReply(200, {{"access_key", account.accessKey}, {"secret_key", nullptr}, {"user_id", account.user},
                           {"description", "sandbox"},
                           {"created_at", zuluDate(accountMadeAt)}, {"updated_at", zuluDate(accountMadeAt)}, {"expires_at", nullptr},
                           {"default_project_id", account.project}, {"editable", true}, {"deletable", true}, {"managed", false},
                           {"creation_ip", "127.0.0.1"}});
}

ApiReply listProjects(Call &call)
{
    const Account &account = call.cloud.state().account;
    const auto page = Page::ofOthers(call.request);
    if (!page)
        return invalidPage();
    const std::string organization = call.request.parameter("organization_id", account.organization);
    Json projects = Json::array();
    if (organization == account.organization && page->number == 1)
        projects.push_back({{"id", account.project}, {"name", "default"}, {"organization_id", account.organization}, {"description", ""},
                            {"created_at", zuluDate(accountMadeAt)}, {"updated_at", zuluDate(accountMadeAt)}});
    return otherPage("projects", std::move(projects), organization == account.organization ? 1 : 0);
}

constexpr std::array routes{
    Route{"GET", "/iam/v1alpha1/ssh-keys", &listKeys},          Route{"POST", "/iam/v1alpha1/ssh-keys", &createKey},
    Route{"GET", "/iam/v1alpha1/ssh-keys/{}", &getKey},         Route{"PATCH", "/iam/v1alpha1/ssh-keys/{}", &changeKey},
    Route{"DELETE", "/iam/v1alpha1/ssh-keys/{}", &deleteKey},   Route{"GET", "/iam/v1alpha1/api-keys/{}", &getApiKey},
    Route{"GET", "/account/v3/projects", &listProjects},
};

} // namespace

std::span<const Route> iamRoutes()
{
    return routes;
}

} // namespace vigie::providers::sandbox
