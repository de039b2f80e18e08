#pragma once

#include "models/domain/error.h"
#include "models/domain/ids.h"
#include "providers/secret.h"

#include <QByteArray>
#include <QString>

namespace vigie::providers {

/// The console's own SSH key.
struct SshKeyPair {
    Secret privateKey;  ///< PEM text, as SshSession takes it
    QString publicKey;  ///< `ssh-ed25519 AAAA... vigie`, as the provider registers it
};

/// The secrets that the program makes for itself, each a file of mode 0600 in a directory of mode 0700 (`$VIGIE_DATA_DIR/secrets`).
/// They are made at first use: whole or not at all, and two programs that do so at once end with the same ones. Thread-safe; blocks
/// for the file system only. Error of every function: DataDirectoryUnusable (`path`) when the directory or a file is a link, belongs
/// to somebody else, may be read by others, or cannot be read or written.
class KeyStore {
public:
    explicit KeyStore(QString directory) : m_directory(std::move(directory)) {}

    /// An ed25519 key.
    models::Result<SshKeyPair> sshKey() const;
    /// 32 random bytes that all consoles of a fleet share; from it follow the keys below.
    models::Result<Secret> fleetSecret() const;
    /// The API key of an instance's worker: HMAC-SHA256 of its id under the fleet secret, in hex. Always the same, so it is not stored.
    models::Result<Secret> workerApiKey(const models::InstanceId &instance) const;
    /// The same from a given secret.
    static Secret workerApiKey(const Secret &fleetSecret, const models::InstanceId &instance);

private:
    QString m_directory;
};

} // namespace vigie::providers
