#include "providers/sandbox/statejson.h"

#include <type_traits>

namespace vigie::providers::sandbox {

namespace {

// One list of the fields of each structure serves both ways: a visitor writes them or reads them.
struct Writer {
    Json json = Json::object();

    template <class Value>
    void operator()(const char *key, const Value &value)
    {
        if constexpr (std::is_enum_v<Value>)
            json[key] = static_cast<int>(value);
        else
            json[key] = value;
    }
};

struct Reader {
    const Json &json;

    void operator()(const char *key, std::string &value) const { value = textOf(json, key, value); }
    void operator()(const char *key, bool &value) const { value = flagOf(json, key, value); }
    void operator()(const char *key, double &value) const { value = numberOf(json, key, value); }
    void operator()(const char *key, std::vector<std::string> &value) const { value = textsOf(json, key); }
    void operator()(const char *key, std::map<std::string, std::string> &value) const
    {
        const Json *object = member(json, key);
        if (!object || !object->is_object())
            return;
        for (const auto &[name, each] : object->items())
            value[name] = each.is_string() ? each.get<std::string>() : std::string();
    }
    template <class Value>
        requires std::is_integral_v<Value> || std::is_enum_v<Value>
    void operator()(const char *key, Value &value) const
    {
        value = static_cast<Value>(integerOf(json, key, static_cast<std::int64_t>(value)));
    }
};

template <class Visit, class T>
void fields(Visit &&visit, T &t)
    requires std::is_same_v<std::remove_const_t<T>, Account>
{
    visit("secret_key", t.secretKey), visit("access_key", t.accessKey), visit("project", t.project), visit("organization", t.organization),
        visit("user", t.user);
}

template <class Visit, class T>
void fields(Visit &&visit, T &t)
    requires std::is_same_v<std::remove_const_t<T>, Transition>
{
    visit("move", t.move), visit("begun_at", t.begunAt), visit("midway_at", t.midwayAt), visit("ends_at", t.endsAt), visit("end", t.end);
}

template <class Visit, class T>
void fields(Visit &&visit, T &t)
    requires std::is_same_v<std::remove_const_t<T>, Install>
{
    visit("started_at", t.startedAt), visit("scale", t.scale), visit("seed", t.seed), visit("config", t.config),
        visit("failed_phase", t.failedPhase);
    visit("failed_exit", t.failedExit), visit("failed_message", t.failedMessage), visit("interrupted_at", t.interruptedAt);
}

template <class Visit, class T>
void fields(Visit &&visit, T &t)
    requires std::is_same_v<std::remove_const_t<T>, Machine>
{
    visit("host_key", t.hostKey), visit("fingerprint", t.fingerprintLine), visit("fingerprints_at", t.fingerprintsAt),
        visit("ssh_at", t.sshAt);
    visit("scale", t.scale), visit("authorized_keys", t.authorizedKeys), visit("files", t.files);
}

template <class Visit, class T>
void fields(Visit &&visit, T &t)
    requires std::is_same_v<std::remove_const_t<T>, Server>
{
    visit("id", t.id), visit("zone", t.zone), visit("name", t.name), visit("type", t.type), visit("image", t.imageId),
        visit("project", t.project);
    visit("security_group", t.securityGroup), visit("mac", t.macAddress), visit("boot_type", t.bootType), visit("tags", t.tags);
    visit("created_at", t.createdAt), visit("modified_at", t.modifiedAt), visit("protected", t.protectedByUser),
        visit("dynamic_ip", t.dynamicIp);
    visit("billed", t.billed), visit("rest", t.rest), visit("ips", t.ips), visit("user_data", t.userData);
}

template <class Visit, class T>
void fields(Visit &&visit, T &t)
    requires std::is_same_v<std::remove_const_t<T>, Volume>
{
    visit("id", t.id), visit("zone", t.zone), visit("name", t.name), visit("project", t.project),
        visit("parent_snapshot", t.parentSnapshot);
    visit("tags", t.tags), visit("bytes", t.bytes), visit("wanted_bytes", t.wantedBytes), visit("iops", t.iops),
        visit("wanted_iops", t.wantedIops);
    visit("created_at", t.createdAt), visit("updated_at", t.updatedAt), visit("ready_at", t.readyAt),
        visit("updating_until", t.updatingUntil);
    visit("detaching_until", t.detachingUntil), visit("attached_at", t.attachedAt), visit("last_detached_at", t.lastDetachedAt);
    visit("server", t.server), visit("reference", t.referenceId);
}

template <class Visit, class T>
void fields(Visit &&visit, T &t)
    requires std::is_same_v<std::remove_const_t<T>, LocalVolume>
{
    visit("id", t.id), visit("zone", t.zone), visit("name", t.name), visit("project", t.project), visit("server", t.server),
        visit("tags", t.tags);
    visit("kind", t.kind), visit("bytes", t.bytes), visit("created_at", t.createdAt), visit("modified_at", t.modifiedAt);
}

template <class Visit, class T>
void fields(Visit &&visit, T &t)
    requires std::is_same_v<std::remove_const_t<T>, Ip>
{
    visit("id", t.id), visit("zone", t.zone), visit("address", t.address), visit("type", t.type), visit("project", t.project),
        visit("server", t.server);
    visit("ipam", t.ipamId), visit("tags", t.tags), visit("dynamic", t.dynamic), visit("created_at", t.createdAt);
}

template <class Visit, class T>
void fields(Visit &&visit, T &t)
    requires std::is_same_v<std::remove_const_t<T>, SecurityGroup>
{
    visit("id", t.id), visit("zone", t.zone), visit("name", t.name), visit("description", t.description), visit("project", t.project);
    visit("inbound", t.inboundPolicy), visit("outbound", t.outboundPolicy), visit("tags", t.tags), visit("stateful", t.stateful);
    visit("project_default", t.projectDefault), visit("default_security", t.defaultSecurity), visit("created_at", t.createdAt),
        visit("modified_at", t.modifiedAt);
}

template <class Visit, class T>
void fields(Visit &&visit, T &t)
    requires std::is_same_v<std::remove_const_t<T>, SshKey>
{
    visit("id", t.id), visit("name", t.name), visit("public_key", t.publicKey), visit("fingerprint", t.fingerprint),
        visit("project", t.project);
    visit("disabled", t.disabled), visit("created_at", t.createdAt), visit("updated_at", t.updatedAt);
}

template <class Visit, class T>
void fields(Visit &&visit, T &t)
    requires std::is_same_v<std::remove_const_t<T>, CloudState>
{
    visit("stock", t.stock), visit("last_address", t.lastAddress), visit("requests", t.requests), visit("creates", t.creates),
        visit("power_ons", t.powerOns);
}

template <class T>
Json written(const T &value)
{
    Writer writer;
    fields(writer, value);
    return std::move(writer.json);
}

template <class T>
T readFrom(const Json *json)
{
    T value;
    if (json)
        fields(Reader{*json}, value);
    return value;
}

Json writtenServer(const Server &server)
{
    Json json = written(server);
    json["transition"] = written(server.transition);
    json["machine"] = written(server.machine);
    if (server.machine.install)
        json["install"] = written(*server.machine.install);
    for (const auto &[index, slot] : server.volumes)
        json["volumes"][index] = {{"id", slot.volumeId}, {"kind", static_cast<int>(slot.kind)}};
    return json;
}

Server readServer(const Json &json)
{
    auto server = readFrom<Server>(&json);
    server.transition = readFrom<Transition>(member(json, "transition"));
    server.machine = readFrom<Machine>(member(json, "machine"));
    if (const Json *install = member(json, "install"))
        server.machine.install = readFrom<Install>(install);
    if (const Json *volumes = member(json, "volumes"); volumes && volumes->is_object()) {
        for (const auto &[index, slot] : volumes->items())
            server.volumes[index] = {textOf(slot, "id"), static_cast<VolumeKind>(integerOf(slot, "kind"))};
    }
    return server;
}

template <class T, class Write>
Json list(const std::map<std::string, T> &entries, Write write)
{
    Json array = Json::array();
    for (const auto &[id, entry] : entries)
        array.push_back(write(entry));
    return array;
}

template <class T, class Read>
void readList(const Json &json, const char *key, std::map<std::string, T> &entries, Read read)
{
    const Json *array = member(json, key);
    if (!array || !array->is_array())
        return;
    for (const Json &each : *array) {
        T entry = read(each);
        entries.emplace(entry.id, std::move(entry));
    }
}

} // namespace

Json toJson(const CloudState &state)
{
    Json json = written(state);
    json["version"] = 1;
    json["account"] = written(state.account);
    json["servers"] = list(state.servers, &writtenServer);
    json["volumes"] = list(state.volumes, &written<Volume>);
    json["local_volumes"] = list(state.localVolumes, &written<LocalVolume>);
    json["ips"] = list(state.ips, &written<Ip>);
    json["ssh_keys"] = list(state.sshKeys, &written<SshKey>);
    json["security_groups"] = list(state.securityGroups, [](const SecurityGroup &group) {
        Json each = written(group);
        each["rules"] = group.rules;
        return each;
    });
    return json;
}

CloudState stateFromJson(const Json &json)
{
    auto state = readFrom<CloudState>(&json);
    state.account = readFrom<Account>(member(json, "account"));
    readList(json, "servers", state.servers, &readServer);
    readList(json, "volumes", state.volumes, [](const Json &each) { return readFrom<Volume>(&each); });
    readList(json, "local_volumes", state.localVolumes, [](const Json &each) { return readFrom<LocalVolume>(&each); });
    readList(json, "ips", state.ips, [](const Json &each) { return readFrom<Ip>(&each); });
    readList(json, "ssh_keys", state.sshKeys, [](const Json &each) { return readFrom<SshKey>(&each); });
    readList(json, "security_groups", state.securityGroups, [](const Json &each) {
        auto group = readFrom<SecurityGroup>(&each);
        if (const Json *rules = member(each, "rules"); rules && rules->is_array())
            group.rules.assign(rules->begin(), rules->end());
        return group;
    });
    return state;
}

} // namespace vigie::providers::sandbox
