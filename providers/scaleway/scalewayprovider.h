#pragma once

#include "providers/cloudprovider.h"
#include "providers/retry.h"
#include "providers/scaleway/scalewayaccount.h"

#include <QDateTime>

#include <functional>
#include <memory>

namespace vigie::providers {

/// Scaleway's Instance, Block Storage, Marketplace and IAM APIs. See CloudProvider for threads, deadlines and what is sent once.
///
/// Block volumes are those of the Block API; local and scratch ones have no tags there and are not handled, as none is created.
class ScalewayProvider final : public CloudProvider {
public:
    /// The time and the waiting of the world; tests give their own.
    struct Surroundings {
        Sleeper sleeper = sleepFor;
        std::function<QDateTime()> now = QDateTime::currentDateTimeUtc;
    };

    explicit ScalewayProvider(ScalewayAccount account);
    ScalewayProvider(ScalewayAccount account, Surroundings surroundings);
    ~ScalewayProvider() override;
    ScalewayProvider(const ScalewayProvider &) = delete;
    ScalewayProvider &operator=(const ScalewayProvider &) = delete;

    ProviderResult<QVector<models::Offer>> offers(const models::Zone &zone, const CallContext &context) override;
    ProviderResult<BootImage> resolveBootImage(const models::Zone &zone, const models::CommercialType &type,
                                               const CallContext &context) override;
    /// The next resolveBootImage() asks the provider again. A create that is refused for its image does this by itself.
    void forgetBootImage(const models::Zone &zone, const models::CommercialType &type);

    ProviderResult<QVector<SshKey>> sshKeys(const CallContext &context) override;
    ProviderResult<SshKey> addSshKey(const QString &name, const QString &publicKey, const CallContext &context) override;

    ProviderResult<Server> createServer(const ServerSpec &spec, const CallContext &context) override;
    ProviderResult<void> powerOn(const models::Zone &zone, const QString &serverId, const CallContext &context) override;
    ProviderResult<Server> server(const models::Zone &zone, const QString &serverId, const CallContext &context) override;
    ProviderResult<QVector<Server>> serversWithTag(const models::Zone &zone, const QString &tag, const CallContext &context) override;
    ProviderResult<void> deleteServer(const Server &server, const CallContext &context) override;

    ProviderResult<Volume> volume(const models::Zone &zone, const QString &volumeId, const CallContext &context) override;
    ProviderResult<QVector<Volume>> volumesWithTag(const models::Zone &zone, const QString &tag, const CallContext &context) override;
    ProviderResult<void> tagVolume(const models::Zone &zone, const QString &volumeId, const QString &name, const QStringList &tags,
                                   const CallContext &context) override;
    ProviderResult<void> deleteVolume(const models::Zone &zone, const QString &volumeId, const CallContext &context) override;

    ProviderResult<PublicAddress> address(const models::Zone &zone, const QString &addressId, const CallContext &context) override;
    ProviderResult<QVector<PublicAddress>> addressesWithTag(const models::Zone &zone, const QString &tag,
                                                            const CallContext &context) override;
    ProviderResult<void> deleteAddress(const models::Zone &zone, const QString &addressId, const CallContext &context) override;

    ProviderResult<QStringList> hostKeyFingerprints(const models::Zone &zone, const QString &serverId, const CallContext &context) override;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace vigie::providers
