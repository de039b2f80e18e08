#pragma once

#include "models/console.h"
#include "ui/theme/widgets.h"

class QPlainTextEdit;
class QPushButton;

namespace vigie::ui {

/// What is being done while the program starts, step by step: those done are ticked off.
class StartPage : public QWidget {
    Q_OBJECT
public:
    explicit StartPage(QWidget *parent = nullptr);
    void setState(const models::ConnectionState &state);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslateUi();
    QVector<models::ConnectionState::Step> m_steps; ///< seen, in order; the last is under way
    TextLabel *m_title;
    TextLabel *m_list;
};

/// What keeps the program from working: what happened, what that costs, what to do, the other side's words, and a button.
class FailurePage : public QWidget {
    Q_OBJECT
public:
    explicit FailurePage(QWidget *parent = nullptr);
    void setError(const models::Error &error);

Q_SIGNALS:
    void retryRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslateUi();
    models::Error m_error;
    TextLabel *m_title;
    TextLabel *m_consequence;
    TextLabel *m_remedyName;
    TextLabel *m_remedy;
    TextLabel *m_detailName;
    QPlainTextEdit *m_detail;
    QPushButton *m_retry;
};

/// An empty fleet: what an instance is, and one button. Or a filter that nothing passes.
class EmptyPage : public QWidget {
    Q_OBJECT
public:
    enum class Reason { NoInstances, NothingMatches };
    explicit EmptyPage(QWidget *parent = nullptr);
    void setReason(Reason reason);

Q_SIGNALS:
    void createRequested();
    void clearFilterRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslateUi();
    Reason m_reason = Reason::NoInstances;
    TextLabel *m_title;
    TextLabel *m_text;
    QPushButton *m_button;
};

} // namespace vigie::ui
