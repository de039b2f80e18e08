#pragma once

#include "models/views/fleetclock.h"
#include "models/views/instanceorder.h"

#include <QTableView>
#include <QTimer>

#include <optional>

namespace vigie::ui {

class TextProxy;
class UiSettings;

/// The live table of instances. Ages and costs move on each second by repainting their visible cells, without a word from the models.
class FleetView : public QTableView {
    Q_OBJECT
public:
    FleetView(models::InstanceOrder &order, const models::FleetClock &clock, UiSettings &settings, QWidget *parent = nullptr);
    ~FleetView() override;

    std::optional<models::InstanceId> selected() const;
    /// Now when it is in the table, otherwise as soon as it comes.
    void selectWhenShown(const models::InstanceId &id);
    void retranslateUi();

Q_SIGNALS:
    void selectionChangedTo(); ///< ask selected()
    void detailsRequested();   ///< Enter or a double click

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void restoreColumns();
    void saveColumns();
    void applyFont();
    void tick();
    void selectPending();

    models::InstanceOrder &m_order;
    const models::FleetClock &m_clock;
    UiSettings &m_settings;
    TextProxy *m_texts;
    QTimer m_tick;
    std::optional<models::InstanceId> m_pending;
};

} // namespace vigie::ui
