#pragma once

#include "providers/sandbox/machines.h"

#include <libssh/callbacks.h>
#include <libssh/libssh.h>

#include <memory>
#include <vector>

namespace vigie::providers::sandbox {

/// One SSH session of a client with a machine, driven by one thread. Never blocks: commands run after libssh's callbacks returned.
///
/// It has an ssh_event of its own. In one that sessions share, a write of one polls them all, and takes the end of another for its own.
class SshConnection {
public:
    SshConnection(Machines &machines, SshDoor door, Micros now);
    ~SshConnection();
    SshConnection(const SshConnection &) = delete;
    SshConnection &operator=(const SshConnection &) = delete;

    /// Takes the accepted socket (and closes it, also when it fails).
    bool open(int fd);
    /// What to poll: negative once the socket is closed.
    int fd() const { return ssh_get_fd(m_session); }
    short events() const;
    /// Takes what came, runs the commands that are complete, sends what is left to send.
    void advance();
    /// Over by itself, or to be given up: the machine went down, or nobody logged in in time.
    bool isOver(Micros now);

private:
    struct Channel {
        SshConnection *connection = nullptr;
        ssh_channel channel = nullptr;
        ssh_channel_callbacks_struct callbacks{};
        std::string command, input, output, errors;
        enum class Stage { Waiting, Reading, Writing, Closed } stage = Stage::Waiting;
        int exit = 0;
        bool inputEnded = false;
        bool closedByClient = false;
    };

    static int onPublicKey(ssh_session session, const char *user, ssh_key_struct *key, char state, void *self);
    static ssh_channel onChannel(ssh_session session, void *self);
    static int onExec(ssh_session session, ssh_channel channel, const char *command, void *self);
    static int onData(ssh_session session, ssh_channel channel, void *data, std::uint32_t length, int isError, void *self);
    static void onEnd(ssh_session session, ssh_channel channel, void *self);
    static void onClose(ssh_session session, ssh_channel channel, void *self);
    void work(Channel &channel);
    static bool flush(ssh_channel channel, std::string &bytes, int isError);

    Machines &m_machines;
    SshDoor m_door;
    Micros m_begunAt;
    Micros m_lookedAt;
    bool m_loggedIn = false;
    bool m_down = false;
    ssh_session m_session = nullptr;
    ssh_event m_event = nullptr;
    ssh_server_callbacks_struct m_callbacks{};
    std::vector<std::unique_ptr<Channel>> m_channels;
};

} // namespace vigie::providers::sandbox
