#include "tests/machine/installroot.h"

#include <QDir>
#include <QFile>

#include <csignal>

InstallRoot::InstallRoot()
{
    reset();
    const QByteArray root = m_root.path().toLocal8Bit();
    write(QStringLiteral("/force"),
          "export VIGIE_ROOT=" + root + " VIGIE_RETRY_SECONDS=0 VIGIE_LOG_BYTES=262144 VIGIE_DOCKER_WAIT_SECONDS=0 PATH=" + root
              + "/bin:/usr/bin:/bin\nexec bash -c \"${SSH_ORIGINAL_COMMAND//\\/var\\/lib\\/vigie/" + root + "/var/lib/vigie}\"\n");
    m_sshd.addConfig("ForceCommand bash " + root + "/force\n");
}

void InstallRoot::reset() const
{
    for (const char *folder : {"bin", "control", "world", "etc", "var", "scratch"})
        QDir(path(u'/' + QString::fromLatin1(folder))).removeRecursively();
    for (const char *file : {"/calls", "/arguments", "/harm"})
        remove(QLatin1String(file));
    for (const char *folder : {"bin", "control", "world", "etc", "var/lib"})
        QDir(m_root.path()).mkpath(QLatin1String(folder));
    const QString standIn = path(QStringLiteral("/bin/stand-in"));
    QFile::copy(QStringLiteral(VIGIE_SOURCE_DIR "/tests/machine/standin.sh"), standIn);
    QFile::setPermissions(standIn, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    for (const char *tool : {"docker", "nvidia-smi", "nvidia-ctk", "lsblk", "blkid", "mountpoint", "mount", "mkfs.ext4"})
        QFile::link(QStringLiteral("stand-in"), path(QStringLiteral("/bin/") + QLatin1String(tool)));
}

QByteArray InstallRoot::read(const QString &inside) const
{
    QFile file(path(inside));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void InstallRoot::write(const QString &inside, const QByteArray &content) const
{
    QFile file(path(inside));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) != content.size())
        qFatal("%s cannot be written", qPrintable(file.fileName()));
}

void InstallRoot::remove(const QString &inside) const
{
    QFile::remove(path(inside));
}

bool InstallRoot::exists(const QString &inside) const
{
    return QFile::exists(path(inside));
}

QStringList InstallRoot::calls() const
{
    return QString::fromUtf8(read(QStringLiteral("/calls"))).split(u'\n', Qt::SkipEmptyParts);
}

void InstallRoot::killRunner() const
{
    const pid_t pid = read(QStringLiteral("/var/lib/vigie/install.pid")).trimmed().toInt();
    if (pid > 1)
        ::kill(pid, SIGKILL);
}
