#pragma once

#include "models/domain/instance.h"
#include "ui/theme/widgets.h"

namespace vigie::ui {

/// Why an instance failed, or what stands in its way and is tried again: the cause in a sentence, what was said word for word, what to do,
/// and what is billed.
class FailureCard : public QWidget {
    Q_OBJECT
public:
    explicit FailureCard(QWidget *parent = nullptr);
    /// Hidden when there is neither.
    void setInstance(const models::Instance &instance);
    void retranslateUi();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    models::Instance m_instance;
    TextLabel *m_cause;
    TextLabel *m_billed;
    TextLabel *m_detail;
    TextLabel *m_remedy;
};

} // namespace vigie::ui
