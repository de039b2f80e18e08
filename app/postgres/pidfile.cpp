#include "app/postgres/pidfile.h"

#include <QFile>
#include <QList>

#include <cstdlib>

namespace vigie::postgres {

using namespace Qt::StringLiterals;

PidFile parsePidFile(const QByteArray &text)
{
    const QList<QByteArray> lines = text.split('\n');
    const auto line = [&lines](qsizetype number) { return number <= lines.size() ? lines[number - 1].trimmed() : QByteArray(); };
    PidFile file;
    // A standalone backend writes its pid negative.
    file.pid = std::abs(line(1).toLongLong());
    file.port = line(4).toInt();
    file.socketDirectory = QString::fromLocal8Bit(line(5));
    const QByteArray status = line(8);
    if (status == "ready" || status == "standby")
        file.status = PostmasterStatus::Ready;
    else if (status == "stopping")
        file.status = PostmasterStatus::Stopping;
    else if (status == "starting")
        file.status = PostmasterStatus::Starting;
    return file;
}

std::optional<PidFile> readPidFile(const QString &dataDirectory)
{
    QFile file(dataDirectory + "/postmaster.pid"_L1);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return parsePidFile(file.read(65536));
}

} // namespace vigie::postgres
