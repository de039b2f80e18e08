#include "ui/details/actionstab.h"

#include "ui/details/actionreport.h"
#include "ui/text/actiontext.h"
#include "ui/text/durationtext.h"
#include "ui/text/errortext.h"
#include "ui/text/moneytext.h"
#include "ui/text/plaintext.h"
#include "ui/timeline/timelinetexts.h"

#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QVBoxLayout>

namespace vigie::ui {

ActionsTab::ActionsTab(const models::FleetClock &clock, QWidget *parent) : QWidget(parent), m_clock(clock), m_output(new QPlainTextEdit)
{
    setObjectName(QStringLiteral("actionsTab"));
    m_table = new DetailsTable<models::Action>(
        {28, 15, 13, 14, 9, 15, 30}, [this](const models::Action &action, int column) { return cell(action, column); },
        [](int column) {
            const QStringList headers{tr("Action"), tr("Outcome"), tr("Waited"), tr("Duration"), tr("Attempt"), tr("Done by"), tr("Error")};
            return headers.value(column);
        },
        [](const models::Action &action) {
            return plainToolTip(QStringLiteral("%1\n%2").arg(action.codeName, exactText(action.startedAt.value_or(action.queuedAt))));
        },
        this);
    m_table->setObjectName(QStringLiteral("actionTable"));
    m_table->setNumericColumns({2, 3, 4});
    m_table->setInk([](const models::Action &action, int column) -> CellInk {
        const bool failed = action.status == models::ActionStatus::Failed;
        const bool shaky = action.status == models::ActionStatus::Retrying || action.status == models::ActionStatus::Interrupted;
        if (column == 1 || column == 6)
            return {failed ? TextTone::Danger : shaky ? TextTone::Warning : TextTone::Plain, {}};
        return {column >= 4 ? TextTone::Muted : TextTone::Plain, {}};
    });
    m_output->setObjectName(QStringLiteral("actionOutput"));
    m_output->setReadOnly(true);
    m_output->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_output->setFrameShape(QFrame::NoFrame);
    m_output->setTabChangesFocus(true);
    m_output->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));

    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_table);
    splitter->addWidget(m_output);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setChildrenCollapsible(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(splitter);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &ActionsTab::showChosen);
    retranslateUi();
}

void ActionsTab::setDetails(const models::InstanceDetails &details)
{
    m_table->setRows(details.actions);
    showChosen();
}

void ActionsTab::tick()
{
    if (isVisible())
        m_table->viewport()->update();
}

QString ActionsTab::cell(const models::Action &action, int column) const
{
    const models::Instant now = m_clock.now();
    switch (column) {
    case 0: return actionText(action.code, action.codeName);
    case 1: return actionStatusText(action.status);
    case 2: return TimelineTexts::duration(action.queuedAt, action.startedAt ? action.startedAt : action.endedAt, now);
    case 3: return action.startedAt ? TimelineTexts::duration(*action.startedAt, action.endedAt, now) : unknownText();
    case 4: return QString::number(action.attempt);
    case 5: {
        const auto traits = models::actionTraits();
        return action.code == models::ActionCode::Unknown ? unknownText()
                                                          : componentText(traits[static_cast<std::size_t>(action.code)].component);
    }
    default: return action.error ? errorText(*action.error).cause : QString();
    }
}

void ActionsTab::showChosen()
{
    const std::optional<models::Action> chosen = m_table->current();
    const QString text = chosen ? ActionReport::of(*chosen, m_clock.now()) : tr("Choose an action to see what it recorded.");
    if (text != m_output->toPlainText())
        m_output->setPlainText(text);
}

void ActionsTab::retranslateUi()
{
    m_table->setAccessibleName(tr("Actions"));
    m_output->setAccessibleName(tr("What the chosen action recorded"));
    m_table->retranslate();
    showChosen();
}

} // namespace vigie::ui
