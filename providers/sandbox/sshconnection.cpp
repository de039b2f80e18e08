#include "providers/sandbox/sshconnection.h"

#include <libssh/server.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>

namespace vigie::providers::sandbox {

namespace {

constexpr Micros loginGrace = 60 * second;
constexpr Micros lookEvery = second / 2;
constexpr std::size_t inputLimit = 4 << 20;

} // namespace

SshConnection::SshConnection(Machines &machines, SshDoor door, Micros now)
    : m_machines(machines), m_door(std::move(door)), m_begunAt(now), m_lookedAt(now)
{
}

SshConnection::~SshConnection()
{
    if (!m_session)
        return;
    for (const auto &channel : m_channels)
        ssh_remove_channel_callbacks(channel->channel, &channel->callbacks);
    if (m_event) {
        ssh_event_remove_session(m_event, m_session);
        ssh_event_free(m_event);
    }
    // Closes the socket and frees the channels with the session.
    ssh_disconnect(m_session);
    ssh_free(m_session);
}

bool SshConnection::open(int fd)
{
    ssh_bind binding = ssh_bind_new();
    m_session = ssh_new();
    const bool no = false;
    ssh_key key = nullptr;
    ssh_pki_import_privkey_base64(m_door.hostKey.c_str(), nullptr, nullptr, nullptr, &key);
    ssh_bind_options_set(binding, SSH_BIND_OPTIONS_PROCESS_CONFIG, &no);
    // The binding owns the key from here; the session gets a copy at the accept.
    if (key)
        ssh_bind_options_set(binding, SSH_BIND_OPTIONS_IMPORT_KEY, key);
    const bool accepted = key && ssh_bind_accept_fd(binding, m_session, fd) == SSH_OK;
    ssh_bind_free(binding);
    if (!accepted) {
        close(fd);
        return false;
    }
    m_callbacks.userdata = this;
    m_callbacks.auth_pubkey_function = &SshConnection::onPublicKey;
    m_callbacks.channel_open_request_session_function = &SshConnection::onChannel;
    ssh_callbacks_init(&m_callbacks);
    ssh_set_server_callbacks(m_session, &m_callbacks);
    ssh_set_auth_methods(m_session, SSH_AUTH_METHOD_PUBLICKEY);
    ssh_set_blocking(m_session, 0);
    if (ssh_handle_key_exchange(m_session) == SSH_ERROR)
        return false;
    m_event = ssh_event_new();
    return m_event && ssh_event_add_session(m_event, m_session) == SSH_OK;
}

short SshConnection::events() const
{
    return (ssh_get_status(m_session) & SSH_WRITE_PENDING) != 0 ? POLLIN | POLLOUT : POLLIN;
}

void SshConnection::advance()
{
    ssh_event_dopoll(m_event, 0);
    for (const auto &channel : m_channels)
        work(*channel);
    std::erase_if(m_channels, [](const std::unique_ptr<Channel> &channel) {
        if (!channel->closedByClient)
            return false;
        ssh_remove_channel_callbacks(channel->channel, &channel->callbacks);
        ssh_channel_free(channel->channel);
        return true;
    });
}

void SshConnection::work(Channel &channel)
{
    if (channel.closedByClient)
        return;
    if (channel.stage == Channel::Stage::Reading && (channel.inputEnded || !Machines::readsInput(channel.command))) {
        CommandResult result = m_machines.run(m_door.serverId, channel.command, channel.input);
        channel.exit = result.exit;
        channel.output = std::move(result.output);
        channel.errors = std::move(result.errors);
        channel.stage = Channel::Stage::Writing;
    }
    if (channel.stage != Channel::Stage::Writing || !flush(channel.channel, channel.output, 0)
        || !flush(channel.channel, channel.errors, 1))
        return;
    channel.stage = Channel::Stage::Closed;
    ssh_channel_request_send_exit_status(channel.channel, channel.exit);
    ssh_channel_send_eof(channel.channel);
    ssh_channel_close(channel.channel);
}

bool SshConnection::flush(ssh_channel channel, std::string &bytes, int isError)
{
    while (!bytes.empty()) {
        const auto length = static_cast<std::uint32_t>(bytes.size());
        const int sent = isError ? ssh_channel_write_stderr(channel, bytes.data(), length)
            : ssh_channel_write(channel, bytes.data(), length);
        // No room in the client's window: the rest goes when it opens.
        if (sent <= 0)
            return false;
        bytes.erase(0, static_cast<std::size_t>(sent));
    }
    return true;
}

bool SshConnection::isOver(Micros now)
{
    if (!m_session || (ssh_get_status(m_session) & (SSH_CLOSED | SSH_CLOSED_ERROR)) != 0)
        return true;
    if (!m_loggedIn && now > m_begunAt + loginGrace)
        return true;
    if (now > m_lookedAt + lookEvery) {
        m_lookedAt = now;
        m_down = !m_machines.isUp(m_door.serverId);
    }
    return m_down;
}

int SshConnection::onPublicKey(ssh_session, const char *user, ssh_key_struct *key, char state, void *self)
{
    auto *connection = static_cast<SshConnection *>(self);
    char *text = nullptr;
    if (ssh_pki_export_pubkey_base64(key, &text) != SSH_OK)
        return SSH_AUTH_DENIED;
    const std::string blob = text;
    ssh_string_free_char(text);
    const auto &keys = connection->m_door.authorizedKeys;
    if (std::string_view(user) != "root" || std::find(keys.begin(), keys.end(), blob) == keys.end())
        return SSH_AUTH_DENIED;
    // NONE asks only whether the key would do; libssh has checked the signature when it says VALID.
    if (state == SSH_PUBLICKEY_STATE_NONE)
        return SSH_AUTH_SUCCESS;
    if (state != SSH_PUBLICKEY_STATE_VALID)
        return SSH_AUTH_DENIED;
    connection->m_loggedIn = true;
    return SSH_AUTH_SUCCESS;
}

ssh_channel SshConnection::onChannel(ssh_session session, void *self)
{
    auto *connection = static_cast<SshConnection *>(self);
    auto channel = std::make_unique<Channel>();
    channel->connection = connection;
    channel->channel = ssh_channel_new(session);
    if (!channel->channel)
        return nullptr;
    channel->callbacks.userdata = channel.get();
    channel->callbacks.channel_exec_request_function = &SshConnection::onExec;
    channel->callbacks.channel_data_function = &SshConnection::onData;
    channel->callbacks.channel_eof_function = &SshConnection::onEnd;
    channel->callbacks.channel_close_function = &SshConnection::onClose;
    ssh_callbacks_init(&channel->callbacks);
    ssh_set_channel_callbacks(channel->channel, &channel->callbacks);
    connection->m_channels.push_back(std::move(channel));
    return connection->m_channels.back()->channel;
}

int SshConnection::onExec(ssh_session, ssh_channel, const char *command, void *self)
{
    auto *channel = static_cast<Channel *>(self);
    if (channel->stage != Channel::Stage::Waiting)
        return SSH_ERROR;
    channel->command = command;
    channel->stage = Channel::Stage::Reading;
    return SSH_OK;
}

int SshConnection::onData(ssh_session, ssh_channel, void *data, std::uint32_t length, int, void *self)
{
    auto *channel = static_cast<Channel *>(self);
    if (channel->input.size() + length <= inputLimit)
        channel->input.append(static_cast<const char *>(data), length);
    return static_cast<int>(length);
}

void SshConnection::onEnd(ssh_session, ssh_channel, void *self)
{
    static_cast<Channel *>(self)->inputEnded = true;
}

void SshConnection::onClose(ssh_session, ssh_channel, void *self)
{
    static_cast<Channel *>(self)->closedByClient = true;
}

} // namespace vigie::providers::sandbox
