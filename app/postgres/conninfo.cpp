#include "app/postgres/conninfo.h"

#include <QStringList>

namespace vigie::postgres {

using namespace Qt::StringLiterals;

QString conninfo(const QList<QPair<QString, QString>> &settings)
{
    QStringList parts;
    for (const auto &[key, value] : settings) {
        QString quoted = value;
        quoted.replace(u'\\', "\\\\"_L1).replace(u'\'', "\\'"_L1);
        parts.append(key + "='"_L1 + quoted + u'\'');
    }
    return parts.join(u' ');
}

} // namespace vigie::postgres
