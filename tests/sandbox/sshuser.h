#pragma once

#include <QByteArray>
#include <QString>

#include <libssh/libssh.h>

#include <memory>

namespace vigie::test {

/// A key pair of a test's own, made on the spot.
class SshUserKey {
public:
    SshUserKey();
    ~SshUserKey();
    SshUserKey(const SshUserKey &) = delete;
    SshUserKey &operator=(const SshUserKey &) = delete;

    ssh_key get() const { return m_key; }
    /// "ssh-ed25519 AAAA..."
    QString publicKey() const;

private:
    ssh_key m_key = nullptr;
};

/// One SSH session of root with a machine, blocking, on the thread that made it. Asks for no host key file.
class SshUser {
public:
    struct Result {
        int exit = -1;
        QByteArray output;
        QByteArray errors;
    };

    SshUser(const QString &address, quint16 port);
    ~SshUser();
    SshUser(const SshUser &) = delete;
    SshUser &operator=(const SshUser &) = delete;

    /// Connects and exchanges keys, in a new session: false when nobody answers.
    bool connect();
    /// SHA256:... of the host's key.
    QByteArray hostFingerprint() const;
    QByteArray errorString() const { return ssh_get_error(m_session); }
    bool logIn(const SshUserKey &key, const char *user = "root");
    /// Runs a command with an input; exit -1 when the session ended under it.
    Result run(const QByteArray &command, const QByteArray &input = {});

private:
    void end();

    QByteArray m_address;
    quint16 m_port;
    ssh_session m_session = nullptr;
};

} // namespace vigie::test
