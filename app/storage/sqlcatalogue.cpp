#include "app/storage/sqlcatalogue.h"

#include <QFile>

void initialiseSqlResources()
{
    Q_INIT_RESOURCE(sql); // a static library's resources are not linked in by themselves
}

namespace vigie::storage {

SqlCatalogue::SqlCatalogue()
{
    initialiseSqlResources();
    for (const char *file : {"fleet", "requests", "work", "migrations"}) {
        QFile source(QStringLiteral(":/vigie/sql/%1.sql").arg(QLatin1String(file)));
        if (!source.open(QIODevice::ReadOnly))
            qFatal("the program was built without %s", qPrintable(source.fileName()));
        QString name;
        for (const QString &line : QString::fromUtf8(source.readAll()).split(u'\n')) {
            if (line.startsWith(QLatin1String("-- name: "))) {
                name = line.mid(9).trimmed();
                if (m_statements.contains(name))
                    qFatal("the statement %s stands twice", qPrintable(name));
                m_statements.insert(name, QString());
            } else if (!name.isEmpty() && !line.startsWith(QLatin1String("--")) && !line.trimmed().isEmpty()) {
                m_statements[name] += line + QLatin1Char('\n');
            }
        }
    }
}

const QString &SqlCatalogue::statement(const QString &name) const
{
    const auto found = m_statements.constFind(name);
    if (found == m_statements.constEnd())
        qFatal("there is no statement %s", qPrintable(name));
    return *found;
}

const SqlCatalogue &sqlCatalogue()
{
    static const SqlCatalogue catalogue;
    return catalogue;
}

} // namespace vigie::storage
