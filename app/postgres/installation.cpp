#include "app/postgres/installation.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace vigie::postgres {

using namespace Qt::StringLiterals;

QString installationRoot()
{
    return u"/usr/lib/postgresql"_s;
}

int majorFromText(const QString &text)
{
    bool ok = false;
    const int major = text.trimmed().toInt(&ok);
    return ok && major > 0 ? major : 0;
}

QList<Installation> findInstallations(const QString &root)
{
    QList<Installation> found;
    const QDir folder(root);
    for (const QString &name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const int major = majorFromText(name);
        const QString programs = folder.filePath(name + "/bin"_L1);
        if (major > 0 && QFileInfo(programs + "/postgres"_L1).isExecutable() && QFileInfo(programs + "/initdb"_L1).isExecutable())
            found.append({major, programs});
    }
    std::sort(found.begin(), found.end(), [](const Installation &a, const Installation &b) { return a.major < b.major; });
    return found;
}

} // namespace vigie::postgres
