#pragma once

#include "tests/support/plainhttp.h"

#include <QJsonArray>
#include <QProcess>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace vigie::test {

/// A vigie-sandbox of a test's own: the real program, over real sockets. Started by start(), stopped by the destructor. All calls
/// block and need no event loop; use it from the thread that made it.
class SandboxProcess {
public:
    /// More arguments for the program, e.g. {"--time-scale", "50"}. It is always told to end with this process.
    explicit SandboxProcess(QStringList arguments = {});
    ~SandboxProcess();
    SandboxProcess(const SandboxProcess &) = delete;
    SandboxProcess &operator=(const SandboxProcess &) = delete;

    /// Starts it and waits for its line. A second start, after an end, keeps the ports of the first. False with errorString().
    bool start(int timeoutMs = 20'000);
    QString errorString() const { return m_error; }
    bool isRunning() const { return m_process.state() == QProcess::Running; }

    QUrl apiUrl() const { return QUrl(text("api_url")); }
    QString secretKey() const { return text("secret_key"); }
    QString accessKey() const { return text("access_key"); }
    QString projectId() const { return text("project_id"); }
    QString organizationId() const { return text("organization_id"); }
    quint16 sshPort() const { return port("ssh_port"); }
    quint16 workerPort() const { return port("worker_port"); }
    qint64 pid() const { return m_process.processId(); }

    enum class Token { Send, Omit };
    /// An API or control call, sent exactly once.
    HttpReply call(const QByteArray &method, const QString &path, const QByteArray &body = {}, Token token = Token::Send,
                   int timeoutMs = 10'000) const;
    HttpReply call(const QByteArray &method, const QString &path, const QJsonObject &body) const;
    HttpReply get(const QString &path) const { return call("GET", path); }

    /// The control API (paths under /sandbox).
    QJsonObject summary() const;
    QJsonArray journal(qint64 since = 0) const;
    /// The fault's id; 0 when it was refused.
    int addFault(const QJsonObject &fault) const;
    int addMachineFault(const QJsonObject &fault) const;
    bool clearFaults() const;
    bool vanish(const QString &serverId) const;
    bool stopServer(const QString &serverId) const;
    bool setStock(const QString &zone, const QString &type, const QString &availability) const;
    bool setTimeScale(double factor) const;

    /// SIGKILL, and waits for the end.
    void kill();
    /// SIGTERM; its exit status, nothing when it did not end in time or crashed.
    std::optional<int> terminate(int timeoutMs = 10'000);

private:
    QString text(const char *key) const { return m_ready.value(QLatin1String(key)).toString(); }
    quint16 port(const char *key) const { return static_cast<quint16>(m_ready.value(QLatin1String(key)).toInt()); }

    QStringList m_arguments;
    QProcess m_process;
    QJsonObject m_ready;
    QString m_error;
};

} // namespace vigie::test
