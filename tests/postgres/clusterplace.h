#pragma once

#include "app/postgres/account.h"
#include "app/postgres/privatecluster.h"
#include "app/postgres/sighting.h"

#include <QByteArray>
#include <QString>
#include <QTemporaryDir>

namespace vigie::test {

/// A temporary place for one private cluster: a data root that the server's account can enter, and the temporary directory of
/// this process and its children meanwhile, so that sockets are in it too. Ends the server and removes everything.
class ClusterPlace {
  public:
    ClusterPlace();
    ~ClusterPlace();
    ClusterPlace(const ClusterPlace &) = delete;
    ClusterPlace &operator=(const ClusterPlace &) = delete;

    const postgres::ServerAccount &account() const { return m_account; }
    QString base() const { return m_base.path(); }
    QString root() const { return m_root; }
    void setRoot(const QString &root) { m_root = root; }
    QString majorDirectory() const;
    QString data() const { return majorDirectory() + QStringLiteral("/data"); }

    postgres::ClusterOptions options(const QString &applicationName = QStringLiteral("vigie-test-1")) const;
    postgres::Sighting look() const;
    postgres::ClusterState state() const { return judge(look()); }
    /// The pid that postmaster.pid names; 0 when there is none.
    qint64 pidInFile() const;
    /// What a query answers in the database `vigie`, over a connection that is not named as ours are; the server's words when it refuses.
    QString ask(const QString &sql) const;

    static void writeFile(const QString &path, const QByteArray &contents);
    static QByteArray readFile(const QString &path);

  private:
    postgres::ServerAccount m_account;
    QTemporaryDir m_base;
    QString m_root;
    QByteArray m_temporary;
    QByteArray m_runtime;
};

} // namespace vigie::test
