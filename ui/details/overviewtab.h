#pragma once

#include "models/views/fleetclock.h"
#include "models/domain/instance.h"
#include "ui/theme/widgets.h"

#include <QList>
#include <QScrollArea>

class QGridLayout;

namespace vigie::ui {

class FailureCard;

/// What an instance is, where, since when and what it costs; first of all why it failed, when it did.
class OverviewTab : public QScrollArea {
    Q_OBJECT
public:
    explicit OverviewTab(const models::FleetClock &clock, QWidget *parent = nullptr);
    void setInstance(const models::Instance &instance);
    /// Ages and costs move on.
    void tick();
    void retranslateUi();

private:
    struct Field {
        TextLabel *name;
        TextLabel *value;
    };
    Field &addField(const QString &objectName, int row, int column);

    const models::FleetClock &m_clock;
    models::Instance m_instance;
    FailureCard *m_failure;
    QGridLayout *m_grid;
    QList<Field> m_fields;
};

} // namespace vigie::ui
