#pragma once

#include "models/domain/account.h"

#include <QWidget>

#include <optional>

namespace vigie::ui {

/// The strip of 3 px along the top of the window that says how careful to be: sandbox hatched grey, staging amber, production red.
class EnvironmentEdge : public QWidget {
    Q_OBJECT
public:
    explicit EnvironmentEdge(QWidget *parent = nullptr);
    /// The most serious one among the accounts; none without accounts.
    void setAccounts(const QVector<models::Account> &accounts);
    void setEnvironment(std::optional<models::Environment> environment);
    std::optional<models::Environment> environment() const { return m_environment; }
    QSize sizeHint() const override { return {100, 3}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslateUi();
    std::optional<models::Environment> m_environment;
};

} // namespace vigie::ui
