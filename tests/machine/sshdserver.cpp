#include "tests/machine/sshdserver.h"

#include <QDir>
#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

#include <csignal>
#include <pwd.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace {

const QString sshdPath = QStringLiteral("/usr/sbin/sshd");
constexpr char listening[] = "Server listening on";
constexpr char privilegeDirectory[] = "/run/sshd"; // where root's sshd locks its unprivileged child in

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool makeKey(const QString &path)
{
    return QProcess::execute(QStringLiteral("ssh-keygen"),
                             {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"), QStringLiteral("-N"), QString(),
                              QStringLiteral("-f"), path})
        == 0;
}

quint16 freePort()
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHost) ? probe.serverPort() : quint16(0);
}

/// All processes whose parent is this one, and theirs.
QList<pid_t> descendants(pid_t parent)
{
    QList<pid_t> found;
    for (const QString &entry : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        bool isPid = false;
        const pid_t pid = entry.toInt(&isPid);
        const QByteArray stat = isPid ? readFile(QStringLiteral("/proc/%1/stat").arg(pid)) : QByteArray();
        const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
        if (fields.size() > 1 && fields[1].toInt() == parent)
            found << pid << descendants(pid);
    }
    return found;
}

} // namespace

SshdServer::SshdServer()
{
    makeKey(m_directory.filePath(QStringLiteral("host")));
    makeKey(m_directory.filePath(QStringLiteral("client")));
    makeKey(m_directory.filePath(QStringLiteral("stranger")));
    QFile::copy(m_directory.filePath(QStringLiteral("client.pub")), m_directory.filePath(QStringLiteral("authorized")));
    if (::geteuid() == 0)
        m_madePrivilegeDirectory = QDir().mkdir(QLatin1String(privilegeDirectory));
}

SshdServer::~SshdServer()
{
    kill();
    if (m_madePrivilegeDirectory)
        QDir().rmdir(QLatin1String(privilegeDirectory));
}

bool SshdServer::isInstalled()
{
    return QFile::exists(sshdPath);
}

QString SshdServer::currentUser()
{
    const passwd *entry = ::getpwuid(::geteuid());
    return entry ? QString::fromLocal8Bit(entry->pw_name) : QString();
}

bool SshdServer::start()
{
    // The port may be taken between our look and sshd's.
    for (int attempt = 0; attempt < 5; ++attempt) {
        if (startOnce())
            return true;
    }
    return false;
}

bool SshdServer::startOnce()
{
    m_port = freePort();
    const QByteArray dir = m_directory.path().toLocal8Bit();
    QFile config(m_directory.filePath(QStringLiteral("config")));
    if (!config.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return false;
    // sshd takes the first value that it finds of a keyword. The home directory is another one, as bash reads the user's .bashrc
    // for every command that sshd runs, and what is in it is no business of a test.
    config.write(m_config + "ListenAddress 127.0.0.1:" + QByteArray::number(m_port) + "\nHostKey " + dir + "/host\nAuthorizedKeysFile "
                 + dir
                 + "/authorized\nPidFile none\nUsePAM no\nStrictModes no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n"
                   "PermitRootLogin yes\nMaxStartups 200\nMaxSessions 50\nSetEnv HOME="
                 + dir + "\nPrintMotd no\nLogLevel VERBOSE\n");
    config.close();
    const qsizetype before = log().count(listening); // of an earlier start
    m_process = std::make_unique<QProcess>();
    m_process->setStandardErrorFile(m_directory.filePath(QStringLiteral("log")), QIODevice::Append);
    m_process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); }); // a test that crashes leaves no server
    m_process->start(sshdPath, {QStringLiteral("-D"), QStringLiteral("-e"), QStringLiteral("-f"), config.fileName()});
    while (m_process->waitForStarted() && m_process->state() == QProcess::Running) {
        if (log().count(listening) > before)
            return true;
        m_process->waitForFinished(5);
    }
    return false;
}

void SshdServer::kill()
{
    if (!m_process || m_process->state() == QProcess::NotRunning)
        return;
    const QList<pid_t> sessions = descendants(static_cast<pid_t>(m_process->processId()));
    for (const pid_t pid : sessions)
        ::kill(pid, SIGKILL);
    m_process->kill();
    m_process->waitForFinished();
}

QByteArray SshdServer::clientKey() const
{
    return readFile(m_directory.filePath(QStringLiteral("client")));
}

QByteArray SshdServer::strangerKey() const
{
    return readFile(m_directory.filePath(QStringLiteral("stranger")));
}

QString SshdServer::fingerprint() const
{
    QProcess keygen;
    keygen.start(QStringLiteral("ssh-keygen"), {QStringLiteral("-lf"), m_directory.filePath(QStringLiteral("host.pub"))});
    keygen.waitForFinished();
    return QString::fromLatin1(keygen.readAllStandardOutput().split(' ').value(1));
}

QByteArray SshdServer::log()
{
    return readFile(m_directory.filePath(QStringLiteral("log")));
}
