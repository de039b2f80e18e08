#pragma once

#include "models/domain/instance.h"

#include <QWidget>

namespace vigie::ui {

/// A status chip as a widget of its own.
class ChipLabel : public QWidget {
    Q_OBJECT
public:
    explicit ChipLabel(QWidget *parent = nullptr);
    void setStatus(models::Status status, const QString &statusName);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void renew();
    models::Status m_status = models::Status::Unknown;
    QString m_statusName;
};

} // namespace vigie::ui
