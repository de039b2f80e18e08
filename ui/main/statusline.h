#pragma once

#include "models/console.h"
#include "models/views/fleetclock.h"
#include "ui/theme/widgets.h"

#include <QTimer>

class QPushButton;

namespace vigie::ui {

/// The bottom line: live, reconnecting, or as of when; the database, its user, and whether anything does the work.
class StatusLine : public QWidget {
    Q_OBJECT
public:
    explicit StatusLine(const models::FleetClock &clock, QWidget *parent = nullptr);
    void setState(const models::ConnectionState &state);

Q_SIGNALS:
    void retryRequested();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void retranslateUi();

    const models::FleetClock &m_clock;
    models::ConnectionState m_state;
    QTimer m_tick;
    TextLabel *m_text;
    QPushButton *m_retry;
    ElidedLabel *m_where;
};

} // namespace vigie::ui
