#include "providers/secrets/keystore.h"

#include "providers/secrets/privatefile.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

#include <libssh/libssh.h>
#include <memory>
#include <unistd.h>

namespace vigie::providers {

using models::ErrorCode;

namespace {

constexpr qsizetype fleetSecretBytes = 32;
constexpr qsizetype maxKeyBytes = 16 * 1024;

struct FreeKey {
    void operator()(ssh_key key) const { ssh_key_free(key); }
};
using Key = std::unique_ptr<std::remove_pointer_t<ssh_key>, FreeKey>;

struct FreeText {
    void operator()(char *text) const { ssh_string_free_char(text); }
};
using Text = std::unique_ptr<char, FreeText>;

models::Result<QByteArray> makePrivateKey()
{
    ssh_key made = nullptr;
    if (ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &made) != SSH_OK)
        return models::fail(ErrorCode::Internal, {}, QStringLiteral("the SSH key could not be made"));
    const Key key(made);
    char *text = nullptr;
    if (ssh_pki_export_privkey_base64(made, nullptr, nullptr, nullptr, &text) != SSH_OK)
        return models::fail(ErrorCode::Internal, {}, QStringLiteral("the SSH key could not be written out"));
    const Text owned(text);
    return QByteArray(text);
}

models::Result<QByteArray> makeRandom()
{
    QByteArray bytes(fleetSecretBytes, '\0');
    if (::getentropy(bytes.data(), static_cast<std::size_t>(bytes.size())) != 0)
        return models::fail(ErrorCode::Internal, {}, QStringLiteral("the system has no random numbers"));
    return bytes;
}

tl::unexpected<models::Error> damaged(const PrivateFile &file)
{
    return models::fail(ErrorCode::DataDirectoryUnusable, {{QStringLiteral("path"), file.path()}},
                        QStringLiteral("the content is damaged"));
}

} // namespace

models::Result<SshKeyPair> KeyStore::sshKey() const
{
    const PrivateFile file(m_directory, QStringLiteral("ssh_ed25519"));
    const auto text = file.readOrCreate(maxKeyBytes, makePrivateKey);
    if (!text)
        return tl::unexpected(text.error());
    ssh_key read = nullptr;
    if (ssh_pki_import_privkey_base64(text->constData(), nullptr, nullptr, nullptr, &read) != SSH_OK)
        return damaged(file);
    const Key key(read);
    char *base64 = nullptr;
    if (ssh_key_type(read) != SSH_KEYTYPE_ED25519 || ssh_pki_export_pubkey_base64(read, &base64) != SSH_OK)
        return damaged(file);
    const Text owned(base64);
    return SshKeyPair{Secret(*text), QStringLiteral("ssh-ed25519 %1 vigie").arg(QLatin1String(base64))};
}

models::Result<Secret> KeyStore::fleetSecret() const
{
    const PrivateFile file(m_directory, QStringLiteral("fleet"));
    const auto bytes = file.readOrCreate(fleetSecretBytes, makeRandom);
    if (!bytes)
        return tl::unexpected(bytes.error());
    if (bytes->size() != fleetSecretBytes)
        return damaged(file);
    return Secret(*bytes);
}

models::Result<Secret> KeyStore::workerApiKey(const models::InstanceId &instance) const
{
    return fleetSecret().map([&](const Secret &secret) { return workerApiKey(secret, instance); });
}

Secret KeyStore::workerApiKey(const Secret &fleetSecret, const models::InstanceId &instance)
{
    return Secret(QMessageAuthenticationCode::hash(instance.toString().toUtf8(), fleetSecret.reveal(), QCryptographicHash::Sha256).toHex());
}

} // namespace vigie::providers
