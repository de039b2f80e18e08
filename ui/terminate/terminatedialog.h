#pragma once

#include "models/console.h"
#include "ui/details/detailstable.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace vigie::ui {

/// Confirms a termination: every resource that will be deleted with its price, a warning when the status changed meanwhile, and for
/// production the name to be typed. It can be confirmed only once the resources are known, and closes when the instance is gone.
class TerminateDialog : public QDialog {
    Q_OBJECT
public:
    TerminateDialog(models::Console &console, const models::Instance &instance, models::Environment environment, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void load();
    void loaded(const models::InstanceDetails &details);
    void failed(const models::InstanceId &id, const models::Error &error);
    void fleetChanged(const models::FleetDelta &delta);
    void send();
    void answered(const models::RequestId &request);
    void refused(const models::RequestId &request, const models::Error &error);
    void renew();
    void retranslateUi();
    QString confirmationName() const;
    QString problem() const;

    models::Console &m_console;
    models::Instance m_instance;
    const models::Environment m_environment;
    const std::int64_t m_versionAtOpening;
    std::optional<models::InstanceDetails> m_details;
    std::optional<models::Error> m_error;
    std::optional<models::RequestId> m_request;
    TextLabel *m_title;
    TextLabel *m_what;
    TextLabel *m_warning;
    DetailsTable<models::Resource> *m_table;
    TextLabel *m_total;
    TextLabel *m_typeIt;
    QLineEdit *m_typed;
    TextLabel *m_problem;
    QPushButton *m_retry;
    QPushButton *m_cancel;
    QPushButton *m_terminate;
};

} // namespace vigie::ui
