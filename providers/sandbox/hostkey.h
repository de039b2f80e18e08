#pragma once

#include <string>

namespace vigie::providers::sandbox {

/// An ed25519 host key. Throwing none, empty when libssh cannot make one.
struct HostKey {
    std::string privateKey; ///< OpenSSH's format, unencrypted
    std::string fingerprint; ///< SHA256:<base64 without padding>

    static HostKey generate();
    /// The line of ssh-keygen -lf for it.
    std::string fingerprintLine(const std::string &host) const;
};

/// "256 MD5:6b:cd:.. (ssh-ed25519)" of a public key's type and blob, as the IAM API shows; empty when it is no key.
std::string md5Fingerprint(const std::string &type, const std::string &blob);

} // namespace vigie::providers::sandbox
