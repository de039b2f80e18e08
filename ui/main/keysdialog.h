#pragma once

#include "ui/theme/widgets.h"

#include <QDialog>

class QAction;
class QGridLayout;
class QPushButton;

namespace vigie::ui {

/// Every key of the program, made from the commands themselves.
class KeysDialog : public QDialog {
    Q_OBJECT
public:
    explicit KeysDialog(const QList<QAction *> &actions, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslateUi();
    QList<QAction *> m_actions;
    QList<std::pair<TextLabel *, TextLabel *>> m_rows;
    QPushButton *m_close;
};

} // namespace vigie::ui
