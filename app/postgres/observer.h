#pragma once

#include "app/postgres/installation.h"
#include "app/postgres/sighting.h"

namespace vigie::postgres {

/// The newest major that has a non-empty data folder under the `pg` folder (`pg/<major>/data`); 0 when there is none.
int majorInUse(const QString &pgDirectory);

/// Looks at one data directory and at the processes about it. Reads only. Any thread.
Sighting lookAt(const QString &dataDirectory, const QList<Installation> &installations, uid_t serverUid);

/// Where a cluster is being initialised before it gets its name.
QString creatingDirectory(const QString &dataDirectory);

} // namespace vigie::postgres
