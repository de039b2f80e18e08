#include "providers/machine/sshkeys.h"

namespace vigie::providers {

SshKey importPrivateKey(const QByteArray &text)
{
    ssh_key key = nullptr;
    if (ssh_pki_import_privkey_base64(text.constData(), nullptr, nullptr, nullptr, &key) != SSH_OK)
        return nullptr;
    return SshKey(key);
}

QString hostKeyFingerprint(ssh_session session)
{
    ssh_key key = nullptr;
    if (ssh_get_server_publickey(session, &key) != SSH_OK)
        return {};
    const SshKey owned(key);
    unsigned char *hash = nullptr;
    size_t size = 0;
    if (ssh_get_publickey_hash(key, SSH_PUBLICKEY_HASH_SHA256, &hash, &size) != SSH_OK)
        return {};
    const QByteArray digest(reinterpret_cast<const char *>(hash), static_cast<qsizetype>(size));
    ssh_clean_pubkey_hash(&hash);
    return QStringLiteral("SHA256:") + QString::fromLatin1(digest.toBase64(QByteArray::Base64Encoding | QByteArray::OmitTrailingEquals));
}

} // namespace vigie::providers
