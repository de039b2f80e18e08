#include "tests/support/sandboxprocess.h"

#include <QDeadlineTimer>
#include <QJsonDocument>

namespace vigie::test {

using namespace Qt::StringLiterals;

namespace {

QByteArray bytesOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

SandboxProcess::SandboxProcess(QStringList arguments) : m_arguments(std::move(arguments))
{
    m_process.setProgram(QStringLiteral(VIGIE_BIN_DIR "/vigie-sandbox"));
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
}

SandboxProcess::~SandboxProcess()
{
    if (!terminate())
        kill();
}

bool SandboxProcess::start(int timeoutMs)
{
    QStringList arguments = m_arguments + QStringList{u"--exit-with-parent"_s};
    if (!m_ready.isEmpty()) {
        arguments += {u"--port"_s, QString::number(apiUrl().port()), u"--ssh-port"_s, QString::number(sshPort()), u"--worker-port"_s,
                      QString::number(workerPort())};
    }
    m_process.setArguments(arguments);
    m_process.start();
    QDeadlineTimer deadline(timeoutMs);
    QByteArray line;
    while (!line.endsWith('\n') && !deadline.hasExpired() && m_process.state() != QProcess::NotRunning) {
        m_process.waitForReadyRead(static_cast<int>(qMax<qint64>(1, deadline.remainingTime())));
        line += m_process.readLine();
    }
    const QJsonObject ready = QJsonDocument::fromJson(line).object();
    if (!ready.value("ready"_L1).toBool()) {
        m_error = u"no ready line from %1: %2 %3"_s.arg(m_process.program(), m_process.errorString(), QString::fromUtf8(line));
        return false;
    }
    m_ready = ready;
    return true;
}

HttpReply SandboxProcess::call(const QByteArray &method, const QString &path, const QByteArray &body, Token token, int timeoutMs) const
{
    QList<QPair<QByteArray, QByteArray>> headers{{"Content-Type", "application/json"}};
    if (token == Token::Send)
        headers.append({"X-Auth-Token", secretKey().toUtf8()});
    return plainHttp(u"127.0.0.1"_s, static_cast<quint16>(apiUrl().port()), method, path.toUtf8(), headers, body, timeoutMs);
}

HttpReply SandboxProcess::call(const QByteArray &method, const QString &path, const QJsonObject &body) const
{
    return call(method, path, bytesOf(body));
}

QJsonObject SandboxProcess::summary() const
{
    return get(u"/sandbox/summary"_s).json();
}

QJsonArray SandboxProcess::journal(qint64 since) const
{
    return get(u"/sandbox/journal?since=%1"_s.arg(since)).json().value("entries"_L1).toArray();
}

int SandboxProcess::addFault(const QJsonObject &fault) const
{
    return call("POST", u"/sandbox/faults"_s, fault).json().value("id"_L1).toInt();
}

int SandboxProcess::addMachineFault(const QJsonObject &fault) const
{
    return call("POST", u"/sandbox/machines/faults"_s, fault).json().value("id"_L1).toInt();
}

bool SandboxProcess::clearFaults() const
{
    return call("DELETE", u"/sandbox/faults"_s).status == 204 && call("DELETE", u"/sandbox/machines/faults"_s).status == 204;
}

bool SandboxProcess::vanish(const QString &serverId) const
{
    return call("POST", u"/sandbox/servers/%1/vanish"_s.arg(serverId)).status == 204;
}

bool SandboxProcess::stopServer(const QString &serverId) const
{
    return call("POST", u"/sandbox/servers/%1/stop"_s.arg(serverId)).status == 204;
}

bool SandboxProcess::setStock(const QString &zone, const QString &type, const QString &availability) const
{
    const QJsonObject stock{{u"zone"_s, zone}, {u"type"_s, type}, {u"availability"_s, availability}};
    return call("POST", u"/sandbox/stock"_s, stock).status == 204;
}

bool SandboxProcess::setTimeScale(double factor) const
{
    return call("POST", u"/sandbox/time-scale"_s, QJsonObject{{u"factor"_s, factor}}).status == 204;
}

void SandboxProcess::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

std::optional<int> SandboxProcess::terminate(int timeoutMs)
{
    if (m_process.state() == QProcess::NotRunning)
        return m_process.exitStatus() == QProcess::NormalExit ? std::optional(m_process.exitCode()) : std::nullopt;
    m_process.terminate();
    if (!m_process.waitForFinished(timeoutMs) || m_process.exitStatus() != QProcess::NormalExit)
        return std::nullopt;
    return m_process.exitCode();
}

} // namespace vigie::test
