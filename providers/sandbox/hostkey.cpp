#include "providers/sandbox/hostkey.h"

#include <libssh/libssh.h>

#include <memory>

namespace vigie::providers::sandbox {

namespace {

using Key = std::unique_ptr<std::remove_pointer_t<ssh_key>, decltype(&ssh_key_free)>;

std::string fingerprintOf(ssh_key key, ssh_publickey_hash_type type)
{
    unsigned char *hash = nullptr;
    std::size_t length = 0;
    if (ssh_get_publickey_hash(key, type, &hash, &length) != SSH_OK)
        return {};
    char *text = ssh_get_fingerprint_hash(type, hash, length);
    std::string result = text ? text : "";
    ssh_string_free_char(text);
    ssh_clean_pubkey_hash(&hash);
    return result;
}

} // namespace

HostKey HostKey::generate()
{
    ssh_key raw = nullptr;
    if (ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &raw) != SSH_OK)
        return {};
    const Key key(raw, &ssh_key_free);
    char *text = nullptr;
    if (ssh_pki_export_privkey_base64(key.get(), nullptr, nullptr, nullptr, &text) != SSH_OK)
        return {};
    HostKey result{text, fingerprintOf(key.get(), SSH_PUBLICKEY_HASH_SHA256)};
    ssh_string_free_char(text);
    return result;
}

std::string HostKey::fingerprintLine(const std::string &host) const
{
    return "256 " + fingerprint + " root@" + host + " (ED25519)";
}

std::string md5Fingerprint(const std::string &type, const std::string &blob)
{
    ssh_key raw = nullptr;
    const ssh_keytypes_e kind = ssh_key_type_from_name(type.c_str());
    if (kind == SSH_KEYTYPE_UNKNOWN || ssh_pki_import_pubkey_base64(blob.c_str(), kind, &raw) != SSH_OK)
        return {};
    const Key key(raw, &ssh_key_free);
    // libssh gives "MD5:6b:cd:..".
    const char *bits = kind == SSH_KEYTYPE_RSA ? "2048 " : "256 ";
    return bits + fingerprintOf(key.get(), SSH_PUBLICKEY_HASH_MD5) + " (" + type + ")";
}

} // namespace vigie::providers::sandbox
