#pragma once

#include "models/views/fleetclock.h"
#include "models/views/instancetablemodel.h"

#include <QCoreApplication>

namespace vigie::ui {

/// The words of the fleet table's cells and headers.
class InstanceTexts {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::InstanceTexts)
public:
    static QString header(int column);
    static QString cell(const models::Instance &instance, models::InstanceColumn column, models::Instant now);
    static QString hint(const models::Instance &instance, models::InstanceColumn column, models::Instant now);
    /// It costs money though it failed, or though nobody wants it: its price is shown in red.
    static bool isBilledInVain(const models::Instance &instance);
};

} // namespace vigie::ui
