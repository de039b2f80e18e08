#pragma once

#include "app/ctl/output.h"
#include "app/ctl/table.h"
#include "models/domain/instance.h"

#include <QString>

namespace vigie::ctl {

/// How an instance is put for people at a terminal. Everything is fit to be shown.
Tone toneOf(models::Status status);
Table::Cell statusCell(const models::Instance &instance);
/// `05:15:08  Booting -> Installing  (SSH answers)`
QString transitionText(const models::Transition &transition, models::Instant now, Table::Ink ink);
Table fleetTable(const QVector<models::Instance> &instances, models::Instant now);
Table resourceTable(const QVector<models::Resource> &resources);
/// The resources that are not verified gone.
QVector<models::Resource> liveResources(const models::InstanceDetails &details);
/// `0.046596`: seconds to the microsecond, so that what adds up is seen to.
QString exactSeconds(models::Duration duration);

/// Prints a table to people.
void print(Output &output, const Table &table);

} // namespace vigie::ctl
