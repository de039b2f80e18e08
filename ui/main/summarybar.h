#pragma once

#include "models/views/fleetsummary.h"
#include "ui/theme/widgets.h"

namespace vigie::ui {

/// The fleet in one line: how many of each kind, and the price per hour now.
class SummaryBar : public QWidget {
    Q_OBJECT
public:
    explicit SummaryBar(QWidget *parent = nullptr);
    void setSummary(const models::FleetSummary &summary);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslateUi();

    models::FleetSummary m_summary;
    TextLabel *m_counts;
    TextLabel *m_failed;
    TextLabel *m_price;
};

} // namespace vigie::ui
