#pragma once

#include "models/views/fleetclock.h"
#include "models/domain/instance.h"
#include "ui/details/detailstable.h"

class QPlainTextEdit;

namespace vigie::ui {

/// The actions of an instance with how long each waited and worked; below, all about the chosen one: its error, and for the
/// installation its phases and last lines.
class ActionsTab : public QWidget {
    Q_OBJECT
public:
    explicit ActionsTab(const models::FleetClock &clock, QWidget *parent = nullptr);
    void setDetails(const models::InstanceDetails &details);
    void tick();
    void retranslateUi();

private:
    QString cell(const models::Action &action, int column) const;
    void showChosen();

    const models::FleetClock &m_clock;
    DetailsTable<models::Action> *m_table;
    QPlainTextEdit *m_output;
};

} // namespace vigie::ui
