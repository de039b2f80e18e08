#pragma once

#include "models/domain/offer.h"
#include "providers/cloudprovider.h"
#include "providers/scaleway/json.h"

#include <optional>
#include <tl/expected.hpp>

namespace vigie::providers::scaleway {

/// What the API's objects say, as our values. Pure functions; an error is a sentence that says what is missing. What is merely
/// unknown (a state, a volume kind, a stock word) is not an error.

tl::expected<Server, QString> serverOf(const Json &object, const models::Zone &zone);
ServerState stateOf(QStringView word);
/// A Block API volume (without an envelope).
tl::expected<Volume, QString> volumeOf(const Json &object);
/// An entry of `ips`: flexible addresses, kept until deleted.
tl::expected<PublicAddress, QString> flexibleAddressOf(const Json &object);
tl::expected<SshKey, QString> sshKeyOf(const Json &object);

/// A server type of `products/servers`; its stock is Unknown.
models::Offer offerOf(const QString &name, const Json &object, const models::AccountId &account, const models::Zone &zone);
models::Stock stockOf(QStringView word);
/// Without a local disk: volumes_constraint and l_ssd are both 0 at most. There is no such flag in the API, and names do not tell.
bool isBlockOnly(const Json &serverType);

/// Every `SHA256:...` in a text.
QStringList fingerprintsIn(const QByteArray &userData);

} // namespace vigie::providers::scaleway
