#pragma once

#include <QByteArray>
#include <QString>

#include <libssh/libssh.h>
#include <memory>

namespace vigie::providers {

struct FreeSshKey {
    void operator()(ssh_key key) const { ssh_key_free(key); }
};
using SshKey = std::unique_ptr<std::remove_pointer_t<ssh_key>, FreeSshKey>;

/// A private key from its OpenSSH or PEM text, without passphrase; null when it is none.
SshKey importPrivateKey(const QByteArray &text);

/// `SHA256:<base64 without padding>` of the key that the server proved to hold in this session's key exchange; empty on failure.
QString hostKeyFingerprint(ssh_session session);

} // namespace vigie::providers
