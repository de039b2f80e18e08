#pragma once

#include "tests/machine/sshdserver.h"

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

/// A machine for the install script: a real sshd that runs every command in a throw-away root, with stand-ins for docker and the
/// like (standin.sh) that record their calls. Only the script's paths are moved (VIGIE_ROOT); the client's commands are its real ones.
class InstallRoot {
public:
    InstallRoot();

    bool start() { return m_sshd.start(); }
    /// The machine as it was at first, with the same sshd.
    void reset() const;
    SshdServer &sshd() { return m_sshd; }

    QString path(const QString &inside) const { return m_root.path() + inside; }
    QByteArray read(const QString &inside) const;
    void write(const QString &inside, const QByteArray &content) const;
    void remove(const QString &inside) const;
    bool exists(const QString &inside) const;

    /// The stand-ins called so far, as `docker-pull`, in order.
    QStringList calls() const;
    void forgetCalls() const { remove(QStringLiteral("/calls")); }
    /// All arguments and environments that stand-ins were called with.
    QByteArray arguments() const { return read(QStringLiteral("/arguments")); }
    void removeTool(const QString &name) const { remove(QStringLiteral("/bin/") + name); }
    void block(const QString &key) const { write(QStringLiteral("/control/block-") + key, {}); }
    void release(const QString &key) const { remove(QStringLiteral("/control/block-") + key); }
    void makeFail(const QString &key, int status) const { write(QStringLiteral("/control/fail-") + key, QByteArray::number(status)); }
    void mend(const QString &key) const { remove(QStringLiteral("/control/fail-") + key); }
    /// Kills the running install as a power cut does: it alone, at once.
    void killRunner() const;

private:
    QTemporaryDir m_root;
    SshdServer m_sshd;
};
