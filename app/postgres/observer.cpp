#include "app/postgres/observer.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace vigie::postgres {

using namespace Qt::StringLiterals;

namespace {

bool isFilled(const QString &directory)
{
    const QFileInfo info(directory);
    constexpr auto everything = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
    return info.exists() && (!info.isDir() || !QDir(directory).isEmpty(everything));
}

} // namespace

int majorInUse(const QString &pgDirectory)
{
    int newest = 0;
    const QDir folder(pgDirectory);
    for (const QString &name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        if (const int major = majorFromText(name); major > newest && isFilled(folder.filePath(name + "/data"_L1)))
            newest = major;
    return newest;
}

QString creatingDirectory(const QString &dataDirectory)
{
    return dataDirectory + ".creating"_L1;
}

Sighting lookAt(const QString &dataDirectory, const QList<Installation> &installations, uid_t serverUid)
{
    Sighting sighting;
    sighting.serverUid = serverUid;
    for (const Installation &each : installations)
        sighting.installedMajors.append(each.major);
    sighting.creating = QFileInfo::exists(creatingDirectory(dataDirectory)) ? Sighting::Creating::LeftOver : Sighting::Creating::None;
    if (!isFilled(dataDirectory))
        return sighting;
    sighting.data = Sighting::Data::Filled;
    if (QFile version(dataDirectory + "/PG_VERSION"_L1); version.open(QIODevice::ReadOnly))
        sighting.major = majorFromText(QString::fromLatin1(version.read(64)));
    sighting.control = QFileInfo::exists(dataDirectory + "/global/pg_control"_L1) ? Sighting::Control::Present : Sighting::Control::Missing;
    sighting.pidFile = readPidFile(dataDirectory);
    if (sighting.pidFile)
        sighting.process = lookAtProcess(sighting.pidFile->pid, dataDirectory);
    if (!sighting.process || sighting.process->identity != Identity::PostgresHere)
        sighting.orphans = serverProcessesIn(dataDirectory, sighting.pidFile ? sighting.pidFile->pid : 0);
    return sighting;
}

} // namespace vigie::postgres
