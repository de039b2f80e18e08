#include "app/application/sandboxservice.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QProcess>

#include <csignal>

namespace vigie::application {

using models::ErrorCode;
using models::fail;

namespace {

Q_LOGGING_CATEGORY(log, "vigie.sandbox")

constexpr int pollMilliseconds = 10;
constexpr int stopPatienceMilliseconds = 10'000;

bool isSandbox(qint64 pid)
{
    // Its name, not its file, which a new build replaces under it; and not one that has ended and waits for init to take note.
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!stat.open(QIODevice::ReadOnly))
        return false;
    const QByteArray line = stat.readAll();
    return line.contains("(vigie-sandbox) ") && !line.contains(") Z ") && !line.contains(") X ");
}

/// Gone, or ended and not yet reaped. (A child that has not come to its program yet has not ended.)
bool hasEnded(qint64 pid)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!stat.open(QIODevice::ReadOnly))
        return true;
    const QByteArray line = stat.readAll();
    return line.contains(") Z ") || line.contains(") X ");
}

/// Beside the program; for a program that is built elsewhere in the same tree (a test), where the programs are.
QString sandboxProgram()
{
    const QString here = QCoreApplication::applicationDirPath();
    const QString beside = here + QStringLiteral("/vigie-sandbox");
    return QFileInfo::exists(beside) ? beside : QFileInfo(here).path() + QStringLiteral("/bin/vigie-sandbox");
}

QString endOf(const QString &file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return {};
    source.seek(std::max<qint64>(0, source.size() - 2000));
    return QString::fromUtf8(source.readAll()).trimmed();
}

} // namespace

SandboxService::SandboxService(QString directory, double timeScale) : m_directory(std::move(directory)), m_timeScale(timeScale) {}

models::Result<void> SandboxService::start(std::stop_token stop)
{
    if (!QDir().mkpath(m_directory) || !QFile::setPermissions(m_directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        return fail(ErrorCode::DataDirectoryUnusable, {{QStringLiteral("path"), m_directory}});
    if (auto opened = m_starter.open(path("starter.lock")); !opened)
        return opened;
    if (auto opened = m_users.open(path("users.lock")); !opened)
        return opened;
    while (!m_starter.tryExclusive()) {
        if (!postgres::pauseUnlessStopped(stop, pollMilliseconds))
            return fail(ErrorCode::Cancelled);
    }
    const models::Result<void> done = adopt() ? models::Result<void>() : launch(stop);
    if (done && !m_users.tryShared())
        qCWarning(log) << "event=users_lock_refused"; // nobody takes it exclusively without the starter's lock, which is ours
    m_starter.unlock();
    return done;
}

bool SandboxService::adopt()
{
    QFile line(path("ready.json"));
    if (!line.open(QIODevice::ReadOnly))
        return false;
    const QJsonObject ready = QJsonDocument::fromJson(line.readAll()).object();
    const auto pid = ready.value(QLatin1String("pid")).toInteger();
    if (pid <= 0 || !isSandbox(pid))
        return false;
    m_ready = ready;
    qCInfo(log).noquote().nospace() << "event=adopted pid=" << pid;
    return true;
}

models::Result<void> SandboxService::launch(std::stop_token stop)
{
    // Its start line holds a key: the file is ours alone before anything is in it.
    for (const char *name : {"ready.json", "sandbox.log"}) {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
            return fail(ErrorCode::DataDirectoryUnusable, {{QStringLiteral("path"), file.fileName()}}, file.errorString());
    }
    QProcess process;
    process.setProgram(sandboxProgram());
    QStringList arguments{QStringLiteral("--time-scale"), QString::number(m_timeScale), QStringLiteral("--state"), path("state.json")};
    // One that died under us comes back where it was: what runs knows it by its ports.
    if (!m_ready.isEmpty()) {
        arguments << QStringLiteral("--port") << QString::number(QUrl(m_ready.value(QLatin1String("api_url")).toString()).port())
                  << QStringLiteral("--ssh-port") << QString::number(m_ready.value(QLatin1String("ssh_port")).toInt())
                  << QStringLiteral("--worker-port") << QString::number(m_ready.value(QLatin1String("worker_port")).toInt());
    }
    process.setArguments(arguments);
    process.setStandardOutputFile(path("ready.json"));
    process.setStandardErrorFile(path("sandbox.log"));
    process.setStandardInputFile(QProcess::nullDevice());
    qint64 pid = 0;
    const auto failedToStart = [&](const QString &detail) {
        return fail(ErrorCode::SandboxFailed, {{QStringLiteral("log"), path("sandbox.log")}, {QStringLiteral("program"), process.program()}}, detail);
    };
    if (!process.startDetached(&pid))
        return failedToStart(process.errorString());
    for (;;) {
        QFile line(path("ready.json"));
        if (line.open(QIODevice::ReadOnly)) {
            m_ready = QJsonDocument::fromJson(line.readAll()).object();
            if (m_ready.value(QLatin1String("ready")).toBool())
                break;
        }
        if (hasEnded(pid))
            return failedToStart(endOf(path("sandbox.log")));
        if (!postgres::pauseUnlessStopped(stop, pollMilliseconds)) {
            ::kill(static_cast<pid_t>(pid), SIGTERM);
            return fail(ErrorCode::Cancelled);
        }
    }
    qCInfo(log).noquote().nospace() << "event=started pid=" << pid << " api=" << m_ready.value(QLatin1String("api_url")).toString();
    return {};
}

void SandboxService::leave()
{
    if (m_ready.isEmpty())
        return;
    m_users.unlock();
    while (!m_starter.tryExclusive())
        postgres::pauseUnlessStopped({}, pollMilliseconds);
    if (m_users.tryExclusive()) {
        const auto pid = static_cast<pid_t>(m_ready.value(QLatin1String("pid")).toInteger());
        if (isSandbox(pid) && ::kill(pid, SIGTERM) == 0) {
            for (int waited = 0; isSandbox(pid) && waited < stopPatienceMilliseconds; waited += pollMilliseconds)
                postgres::pauseUnlessStopped({}, pollMilliseconds);
        }
        QFile::remove(path("ready.json"));
        m_users.unlock();
    }
    m_starter.unlock();
    m_ready = {};
}

models::Account SandboxService::account() const
{
    models::Account account;
    account.id = models::AccountId(QStringLiteral("sandbox"));
    account.apiUrl = m_ready.value(QLatin1String("api_url")).toString();
    account.projectId = m_ready.value(QLatin1String("project_id")).toString();
    for (const char *zone : {"fr-par-1", "fr-par-2", "pl-waw-2"})
        account.zones.append(models::Zone(QLatin1String(zone)));
    account.environment = models::Environment::Sandbox;
    account.sshPort = static_cast<quint16>(m_ready.value(QLatin1String("ssh_port")).toInt());
    account.workerPort = static_cast<quint16>(m_ready.value(QLatin1String("worker_port")).toInt());
    account.hasCredentials = true;
    return account;
}

providers::Secret SandboxService::secretKey() const
{
    return providers::Secret(m_ready.value(QLatin1String("secret_key")).toString().toUtf8());
}

QUrl SandboxService::controlUrl() const
{
    return QUrl(m_ready.value(QLatin1String("control_url")).toString());
}

} // namespace vigie::application
