#include "app/postgres/serverlog.h"

#include <QFile>
#include <QStringList>

#include <algorithm>
#include <cstdio>

namespace vigie::postgres {

using namespace Qt::StringLiterals;

namespace {

constexpr int keptLogs = 3;
constexpr qint64 tailBytes = 16384;
constexpr qsizetype tailLines = 20;

} // namespace

void rotateLog(const QString &path)
{
    for (int number = keptLogs; number > 0; --number) {
        const QString newer = number == 1 ? path : u"%1.%2"_s.arg(path).arg(number - 1);
        // rename(2) replaces the older one at once; a missing file is the ordinary case.
        std::rename(QFile::encodeName(newer).constData(), QFile::encodeName(u"%1.%2"_s.arg(path).arg(number)).constData());
    }
}

QString logTail(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    file.seek(std::max<qint64>(0, file.size() - tailBytes));
    const QStringList lines = QString::fromUtf8(file.readAll()).trimmed().split(u'\n');
    return lines.mid(std::max<qsizetype>(0, lines.size() - tailLines)).join(u'\n');
}

} // namespace vigie::postgres
