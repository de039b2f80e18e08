#pragma once

#include <QList>
#include <QString>

namespace vigie::postgres {

/// PostgreSQL's server programs of one major version, as a package installed them.
struct Installation {
    int major = 0;
    QString programDirectory;
};

/// Where Debian's packages put the programs: a folder per major version.
QString installationRoot();

/// The installed majors under `root`, in ascending order of number (not of text: 9 comes before 15). A folder counts only
/// when `postgres` and `initdb` in it can be executed. Any thread; reads the disk.
QList<Installation> findInstallations(const QString &root = installationRoot());

/// The version of a folder or of a PG_VERSION file: a plain positive number, else 0.
int majorFromText(const QString &text);

} // namespace vigie::postgres
