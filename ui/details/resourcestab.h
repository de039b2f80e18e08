#pragma once

#include "models/domain/instance.h"
#include "ui/details/detailstable.h"

namespace vigie::ui {

/// What an instance owns at the provider: each with its price, and the instant it was verified gone.
class ResourcesTab : public QWidget {
    Q_OBJECT
public:
    explicit ResourcesTab(QWidget *parent = nullptr);
    void setDetails(const models::InstanceDetails &details);
    void retranslateUi();

private:
    static QString cell(const models::Resource &resource, int column);

    DetailsTable<models::Resource> *m_table;
    TextLabel *m_total;
    models::InstanceDetails m_details;
};

} // namespace vigie::ui
