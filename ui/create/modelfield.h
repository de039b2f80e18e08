#pragma once

#include "models/domain/modelid.h"
#include "ui/theme/widgets.h"

class QLineEdit;
class QListWidget;

namespace vigie::ui {

/// Where a model is named: a field for an id, `id@revision` or a page's address, the reason beside it when it is none, and a list of
/// well-known public models, narrowed by what is typed. Any public id is welcome, listed or not.
class ModelField : public QWidget {
    Q_OBJECT
public:
    explicit ModelField(QWidget *parent = nullptr);

    std::optional<models::ModelReference> reference() const { return m_parsed.reference; }
    /// In words; empty when it is a model.
    QString problem() const;
    QString text() const;
    void setText(const QString &text);
    QWidget *field() const;

Q_SIGNALS:
    void changed();
    void accepted(); ///< Enter, or a double click on a suggestion

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void typed();
    void retranslateUi();

    models::ParsedModelReference m_parsed;
    bool m_typed = false; ///< an empty field is no mistake before somebody touched it
    TextLabel *m_name;
    QLineEdit *m_edit;
    TextLabel *m_reason;
    TextLabel *m_listName;
    QListWidget *m_suggestions;
};

} // namespace vigie::ui
