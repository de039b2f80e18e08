#pragma once

#include "models/console.h"
#include "models/views/createestimate.h"
#include "ui/theme/widgets.h"

#include <QDialog>

class QLineEdit;
class QPushButton;
class QSpinBox;

namespace vigie::ui {

class ModelField;
class OfferPicker;

/// Asks for a new instance. One opened dialog makes one instance at most: its request id stays the same until it is answered. When it is
/// refused, everything typed stays, and the reason is shown.
class CreateDialog : public QDialog {
    Q_OBJECT
public:
    explicit CreateDialog(models::Console &console, QWidget *parent = nullptr);

Q_SIGNALS:
    void created(const vigie::models::InstanceId &id);

protected:
    void changeEvent(QEvent *event) override;

private:
    void renew();
    void send();
    void answered(const models::RequestId &request, const models::InstanceId &id);
    void refused(const models::RequestId &request, const models::Error &error);
    void retranslateUi();
    models::CreateEstimate estimate() const;
    /// The first reason why it cannot be sent, or nothing.
    QString problem() const;

    models::Console &m_console;
    models::RequestId m_request = models::RequestId::generate();
    bool m_waiting = false;
    std::optional<models::Error> m_refusal;
    ModelField *m_model;
    OfferPicker *m_where;
    TextLabel *m_nameName;
    QLineEdit *m_name;
    TextLabel *m_diskName;
    QSpinBox *m_disk;
    TextLabel *m_summary;
    TextLabel *m_problem;
    QPushButton *m_cancel;
    QPushButton *m_create;
};

} // namespace vigie::ui
