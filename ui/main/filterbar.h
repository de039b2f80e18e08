#pragma once

#include "models/views/instancefilter.h"
#include "ui/theme/widgets.h"

class QCheckBox;
class QLineEdit;

namespace vigie::ui {

/// The filter of the table: words, and whether archived instances are shown.
class FilterBar : public QWidget {
    Q_OBJECT
public:
    explicit FilterBar(QWidget *parent = nullptr);
    void setCounts(int shown, int all);
    void focusField();
    void clear();

Q_SIGNALS:
    void textChanged(const QString &text);
    void archivedChanged(vigie::models::ArchivedRows archived);
    void left(); ///< Enter or Down: on to the table

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslateUi();
    QLineEdit *m_edit;
    QCheckBox *m_archived;
    TextLabel *m_count;
    int m_shown = 0;
    int m_all = 0;
};

} // namespace vigie::ui
