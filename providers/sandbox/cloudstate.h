#pragma once

#include "providers/sandbox/clock.h"
#include "providers/sandbox/json.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace vigie::providers::sandbox {

enum class Rest { Stopped, Running, StoppedInPlace };
enum class Move { None, PowerOn, PowerOff, StopInPlace, Reboot, Terminate };
enum class MoveEnd { Reached, Reverted };
enum class VolumeKind { Block, Local, Scratch };

/// A change of a server's state under way: what it is and when its steps are reached. The state at any instant follows.
struct Transition {
    Move move = Move::None;
    Micros begunAt = 0;
    Micros midwayAt = 0;
    Micros endsAt = 0;
    MoveEnd end = MoveEnd::Reached;
};

/// One run of the install script: everything that its log and its end follow from.
struct Install {
    Micros startedAt = 0;
    double scale = 1;
    std::uint64_t seed = 0;
    std::string config;
    std::string failedPhase;
    int failedExit = 0;
    std::string failedMessage;
    Micros interruptedAt = 0;
};

/// What is on the disk of a server, and what its last boot found.
struct Machine {
    std::string hostKey;
    std::string fingerprintLine;
    Micros fingerprintsAt = 0;
    Micros sshAt = 0;
    double scale = 1;
    std::vector<std::string> authorizedKeys;
    std::map<std::string, std::string> files;
    std::optional<Install> install;
};

struct Slot {
    std::string volumeId;
    VolumeKind kind = VolumeKind::Block;
};

struct Server {
    std::string id, zone, name, type, imageId, project, securityGroup, macAddress, bootType;
    std::vector<std::string> tags;
    Micros createdAt = 0;
    Micros modifiedAt = 0;
    bool protectedByUser = false;
    bool dynamicIp = true;
    bool billed = false;
    Rest rest = Rest::Stopped;
    Transition transition;
    std::map<std::string, Slot> volumes;
    std::vector<std::string> ips;
    std::map<std::string, std::string> userData;
    Machine machine;
};

/// A volume of the Block API. The three instants end what is under way: being made, being detached, being changed.
struct Volume {
    std::string id, zone, name, project, parentSnapshot;
    std::vector<std::string> tags;
    std::int64_t bytes = 0;
    std::int64_t wantedBytes = 0;
    std::int64_t iops = 5000;
    std::int64_t wantedIops = 5000;
    Micros createdAt = 0;
    Micros updatedAt = 0;
    Micros readyAt = 0;
    Micros updatingUntil = 0;
    Micros detachingUntil = 0;
    Micros attachedAt = 0;
    Micros lastDetachedAt = 0;
    std::string server, referenceId;
};

/// A volume of the Instance API: l_ssd or scratch.
struct LocalVolume {
    std::string id, zone, name, project, server;
    std::vector<std::string> tags;
    VolumeKind kind = VolumeKind::Scratch;
    std::int64_t bytes = 0;
    Micros createdAt = 0;
    Micros modifiedAt = 0;
};

struct Ip {
    std::string id, zone, address, type, project, server, ipamId;
    std::vector<std::string> tags;
    bool dynamic = false;
    Micros createdAt = 0;
};

struct SecurityGroup {
    std::string id, zone, name, description, project, inboundPolicy, outboundPolicy;
    std::vector<std::string> tags;
    bool stateful = true;
    bool projectDefault = false;
    bool defaultSecurity = true;
    Micros createdAt = 0;
    Micros modifiedAt = 0;
    std::vector<Json> rules;
};

struct SshKey {
    std::string id, name, publicKey, fingerprint, project;
    bool disabled = false;
    Micros createdAt = 0;
    Micros updatedAt = 0;
};

struct Account {
    std::string secretKey, accessKey, project, organization, user;
};

/// All that exists at the provider.
struct CloudState {
    Account account;
    std::map<std::string, Server> servers;
    std::map<std::string, Volume> volumes;
    std::map<std::string, LocalVolume> localVolumes;
    std::map<std::string, Ip> ips;
    std::map<std::string, SecurityGroup> securityGroups;
    std::map<std::string, SshKey> sshKeys;
    std::map<std::string, std::string> stock; ///< "zone/type" to what was set by the control API
    std::uint32_t lastAddress = 0;            ///< how many addresses were ever given: none is given twice
    std::int64_t requests = 0;
    std::int64_t creates = 0;
    std::int64_t powerOns = 0;
};

} // namespace vigie::providers::sandbox
