#pragma once

#include "models/domain/ids.h"
#include "models/domain/offer.h"
#include "providers/callcontext.h"
#include "providers/providererror.h"

#include <QString>
#include <QStringList>
#include <QVector>

#include <cstdint>
#include <optional>

namespace vigie::providers {

/// The states of a server that matter to us; a state that we do not know reads as Unknown, never as gone.
enum class ServerState { Unknown, Stopped, StoppedInPlace, Starting, Running, Stopping, Locked };

struct PublicAddress {
    QString id;          ///< provider's id
    QString address;     ///< textual
    bool dynamic = true; ///< released with the server; a flexible one is kept and billed until deleted
    bool operator==(const PublicAddress &) const = default;
};

struct AttachedVolume {
    QString id;
    QString kind; ///< `sbs_volume`, `l_ssd`, `scratch`, or what the provider says
    bool operator==(const AttachedVolume &) const = default;
};

struct Server {
    QString id;
    QString name;
    models::Zone zone;
    models::CommercialType type;
    ServerState state = ServerState::Unknown;
    QString stateText;                 ///< the provider's own words, `starting (allocating node)`
    QString imageId;
    QStringList tags;
    QVector<AttachedVolume> volumes;   ///< the root volume first
    QVector<PublicAddress> addresses;  ///< IPv4 first
    bool operator==(const Server &) const = default;
};

struct Volume {
    QString id;
    QString status;                 ///< `available`, `in_use`, `updating`, ...
    std::int64_t sizeBytes = 0;
    bool attached = false;
    QStringList tags;
};

/// A boot image proven to fit a type in a zone. The label is the truth, the id a hint that the provider replaces at each refresh.
struct BootImage {
    QString label;
    QString id;
    QString name;
};

struct ServerSpec {
    QString name;
    models::Zone zone;
    models::CommercialType type;
    QString imageId;
    std::int64_t rootVolumeBytes = 0; ///< of the block-storage root volume; a multiple of 1 GB
    QStringList tags;                 ///< without commas: the provider could not filter by them
};

struct SshKey {
    QString id;
    QString publicKey; ///< type and blob; the provider strips the comment
    bool enabled = true;
};

/// One account at a cloud. Calls block until the answer, the context's deadline, or a requested stop; an object belongs to one
/// thread. Lists are complete (all pages) or an error: a part of a list is never given as the whole.
///
/// Calls that create, power on or delete are sent exactly once: an error of class Ambiguous then means "may have happened".
/// Calls that read are repeated by the provider's own rule until the deadline.
class CloudProvider {
public:
    virtual ~CloudProvider() = default;

    virtual ProviderResult<QVector<models::Offer>> offers(const models::Zone &zone, const CallContext &context) = 0;
    /// The image that a server of this type in this zone can boot from. The error is ScwDisklessBootImageRequired with every
    /// candidate and why it was refused in its message, or BootImageResolveFailed when looking itself failed.
    virtual ProviderResult<BootImage> resolveBootImage(const models::Zone &zone, const models::CommercialType &type, const CallContext &context) = 0;

    virtual ProviderResult<QVector<SshKey>> sshKeys(const CallContext &context) = 0;
    /// Registers a public key with the account's project, so that servers booted from now on accept it.
    virtual ProviderResult<SshKey> addSshKey(const QString &name, const QString &publicKey, const CallContext &context) = 0;

    /// Creates a stopped server with its root volume; nothing is powered on. Sent once.
    virtual ProviderResult<Server> createServer(const ServerSpec &spec, const CallContext &context) = 0;
    /// Sent once; accepted is not running: look at the server afterwards. It may fall back to stopped when there is no capacity.
    virtual ProviderResult<void> powerOn(const models::Zone &zone, const QString &serverId, const CallContext &context) = 0;
    virtual ProviderResult<Server> server(const models::Zone &zone, const QString &serverId, const CallContext &context) = 0;
    /// All servers of the zone that carry this tag, in every state.
    virtual ProviderResult<QVector<Server>> serversWithTag(const models::Zone &zone, const QString &tag, const CallContext &context) = 0;
    /// Deletes the server whatever its state allows: terminates a running one, deletes a stopped one. Busy when it is between
    /// states. Sent once; its volumes and flexible addresses stay.
    virtual ProviderResult<void> deleteServer(const Server &server, const CallContext &context) = 0;

    virtual ProviderResult<Volume> volume(const models::Zone &zone, const QString &volumeId, const CallContext &context) = 0;
    /// All block volumes of the zone that carry this tag.
    virtual ProviderResult<QVector<Volume>> volumesWithTag(const models::Zone &zone, const QString &tag, const CallContext &context) = 0;
    virtual ProviderResult<void> tagVolume(const models::Zone &zone, const QString &volumeId, const QString &name, const QStringList &tags, const CallContext &context) = 0;
    virtual ProviderResult<void> deleteVolume(const models::Zone &zone, const QString &volumeId, const CallContext &context) = 0;

    virtual ProviderResult<PublicAddress> address(const models::Zone &zone, const QString &addressId, const CallContext &context) = 0;
    virtual ProviderResult<QVector<PublicAddress>> addressesWithTag(const models::Zone &zone, const QString &tag, const CallContext &context) = 0;
    virtual ProviderResult<void> deleteAddress(const models::Zone &zone, const QString &addressId, const CallContext &context) = 0;

    /// The SHA256 fingerprints of the machine's SSH host keys, as `SHA256:...`; empty while the provider has not published any.
    virtual ProviderResult<QStringList> hostKeyFingerprints(const models::Zone &zone, const QString &serverId, const CallContext &context) = 0;
};

/// What a created server is not, compared with what was asked: its root is not block storage, it has a local volume, its image or
/// type is another. Empty when it is as asked. Pure. A server that fails it exists and is the caller's to delete.
QString verifyCreated(const ServerSpec &spec, const Server &server);

} // namespace vigie::providers
