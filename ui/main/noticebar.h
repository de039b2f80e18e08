#pragma once

#include "models/domain/error.h"
#include "ui/theme/widgets.h"

#include <optional>

class QToolButton;

namespace vigie::ui {

/// An error that concerns no open dialog, above the table until it is closed or the next thing succeeds.
class NoticeBar : public QWidget {
    Q_OBJECT
public:
    explicit NoticeBar(QWidget *parent = nullptr);
    void setError(const std::optional<models::Error> &error);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void retranslateUi();
    std::optional<models::Error> m_error;
    TextLabel *m_text;
    QToolButton *m_close;
};

} // namespace vigie::ui
