#include "tests/sandbox/sshuser.h"

#include <array>

namespace vigie::test {

SshUserKey::SshUserKey()
{
    if (ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &m_key) != SSH_OK)
        qFatal("no key");
}

SshUserKey::~SshUserKey()
{
    ssh_key_free(m_key);
}

QString SshUserKey::publicKey() const
{
    char *blob = nullptr;
    if (ssh_pki_export_pubkey_base64(m_key, &blob) != SSH_OK)
        return {};
    const QString text = QStringLiteral("ssh-ed25519 ") + QString::fromLatin1(blob);
    ssh_string_free_char(blob);
    return text;
}

SshUser::SshUser(const QString &address, quint16 port) : m_address(address.toUtf8()), m_port(port)
{
}

SshUser::~SshUser()
{
    end();
}

void SshUser::end()
{
    if (!m_session)
        return;
    ssh_disconnect(m_session);
    ssh_free(m_session);
    m_session = nullptr;
}

bool SshUser::connect()
{
    // A session that failed once cannot be used again.
    end();
    m_session = ssh_new();
    const int no = 0;
    const int yes = 1;
    const unsigned int number = m_port;
    const long seconds = 20;
    ssh_options_set(m_session, SSH_OPTIONS_HOST, m_address.constData());
    ssh_options_set(m_session, SSH_OPTIONS_PORT, &number);
    ssh_options_set(m_session, SSH_OPTIONS_TIMEOUT, &seconds);
    ssh_options_set(m_session, SSH_OPTIONS_PROCESS_CONFIG, &no);
    ssh_options_set(m_session, SSH_OPTIONS_NODELAY, &yes);
    return ssh_connect(m_session) == SSH_OK;
}

QByteArray SshUser::hostFingerprint() const
{
    ssh_key key = nullptr;
    unsigned char *hash = nullptr;
    std::size_t length = 0;
    if (ssh_get_server_publickey(m_session, &key) != SSH_OK)
        return {};
    QByteArray text;
    if (ssh_get_publickey_hash(key, SSH_PUBLICKEY_HASH_SHA256, &hash, &length) == SSH_OK) {
        char *printed = ssh_get_fingerprint_hash(SSH_PUBLICKEY_HASH_SHA256, hash, length);
        text = printed;
        ssh_string_free_char(printed);
        ssh_clean_pubkey_hash(&hash);
    }
    ssh_key_free(key);
    return text;
}

bool SshUser::logIn(const SshUserKey &key, const char *user)
{
    return ssh_userauth_publickey(m_session, user, key.get()) == SSH_AUTH_SUCCESS;
}

SshUser::Result SshUser::run(const QByteArray &command, const QByteArray &input)
{
    Result result;
    ssh_channel channel = ssh_channel_new(m_session);
    if (!channel)
        return result;
    bool sent = ssh_channel_open_session(channel) == SSH_OK && ssh_channel_request_exec(channel, command.constData()) == SSH_OK;
    if (sent && !input.isEmpty())
        sent = ssh_channel_write(channel, input.constData(), static_cast<std::uint32_t>(input.size())) == input.size();
    if (sent && ssh_channel_send_eof(channel) == SSH_OK) {
        std::array<char, 8192> bytes{};
        for (int isError : {0, 1}) {
            int got = 0;
            while ((got = ssh_channel_read(channel, bytes.data(), bytes.size(), isError)) > 0)
                (isError ? result.errors : result.output).append(bytes.data(), got);
        }
        result.exit = ssh_channel_get_exit_status(channel);
    }
    ssh_channel_close(channel);
    ssh_channel_free(channel);
    return result;
}

} // namespace vigie::test
