#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <memory>

/// A real OpenSSH sshd on loopback for one test: its own configuration, host key and authorised key in a temporary directory, run as
/// the current user (who is also who may log in). Ends with the object.
class SshdServer {
public:
    SshdServer();
    ~SshdServer();
    SshdServer(const SshdServer &) = delete;
    SshdServer &operator=(const SshdServer &) = delete;

    static bool isInstalled();
    /// Whether the current account can be logged in to (an account without a shell cannot); otherwise why not.
    static QString currentUser();

    /// Lines of sshd_config for this server, before start().
    void addConfig(const QByteArray &lines) { m_config += lines; }
    /// Starts on a free port and waits until it listens; false with the log in log().
    bool start();
    /// Kills the server and the sessions that it forked.
    void kill();

    QString host() const { return QStringLiteral("127.0.0.1"); }
    quint16 port() const { return m_port; }
    QByteArray clientKey() const;      ///< the private key that may log in
    QByteArray strangerKey() const;    ///< a good private key that may not
    QString fingerprint() const;       ///< of its host key, by ssh-keygen
    QString directory() const { return m_directory.path(); }
    QByteArray log();
    /// How many connections it has accepted.
    int connections() { return static_cast<int>(log().count("Connection from ")); }

private:
    bool startOnce();

    QTemporaryDir m_directory;
    QByteArray m_config;
    std::unique_ptr<QProcess> m_process;
    QByteArray m_log;
    quint16 m_port = 0;
    bool m_madePrivilegeDirectory = false;
};
