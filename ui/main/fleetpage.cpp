#include "ui/main/fleetpage.h"

#include "models/views/fleetsummary.h"
#include "ui/details/detailspane.h"
#include "ui/fleet/fleetview.h"
#include "ui/main/filterbar.h"
#include "ui/main/noticebar.h"
#include "ui/main/pages.h"
#include "ui/main/summarybar.h"
#include "ui/settings/uisettings.h"
#include "ui/text/statustext.h"

#include <QEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace vigie::ui {

namespace {
const QString splitterKey = QStringLiteral("fleet/splitter");
}

FleetPage::FleetPage(models::Console &console, const models::FleetClock &clock, UiSettings &settings, QWidget *parent)
    : QWidget(parent), m_settings(settings), m_order(m_table), m_summary(new SummaryBar(this)), m_notice(new NoticeBar(this)),
      m_filter(new FilterBar(this)), m_view(new FleetView(m_order, clock, settings)), m_empty(new EmptyPage), m_stack(new QStackedWidget),
      m_details(new DetailsPane(console, clock, settings)), m_splitter(new QSplitter(Qt::Vertical, this))
{
    setObjectName(QStringLiteral("fleetPage"));
    m_splitter->setObjectName(QStringLiteral("fleetSplitter"));
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    m_splitter->addWidget(m_stack);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 5);
    m_splitter->setStretchFactor(1, 4);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(5);
    if (!m_splitter->restoreState(settings.value(splitterKey).toByteArray()))
        m_splitter->setSizes({330, 350});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_summary);
    column->addWidget(m_notice);
    column->addWidget(m_filter);
    column->addWidget(m_splitter, 1);

    connect(m_filter, &FilterBar::textChanged, this, [this](const QString &text) {
        m_order.setFilterText(text);
        renew();
    });
    connect(m_filter, &FilterBar::archivedChanged, this, [this](models::ArchivedRows archived) {
        m_order.setArchived(archived);
        renew();
    });
    connect(m_filter, &FilterBar::left, this, &FleetPage::focusTable);
    connect(m_view, &FleetView::selectionChangedTo, this, &FleetPage::renewChosen);
    connect(m_view, &FleetView::detailsRequested, this, &FleetPage::focusDetails);
    connect(m_details, &DetailsPane::terminateRequested, this, &FleetPage::terminateRequested);
    connect(m_empty, &EmptyPage::createRequested, this, &FleetPage::createRequested);
    connect(m_empty, &EmptyPage::clearFilterRequested, m_filter, &FilterBar::clear);
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { m_settings.setValue(splitterKey, m_splitter->saveState()); });
    for (const auto changed : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_order, changed, this, [this] { renew(); });
    retranslateUi();
    renew();
}

void FleetPage::apply(const models::FleetDelta &delta)
{
    m_table.apply(delta);
    m_summary->setSummary(models::summarise(m_table.fleet()));
    renew();
    renewChosen();
}

const models::Instance *FleetPage::chosen() const
{
    const std::optional<models::InstanceId> id = m_view->selected();
    return id ? m_table.find(*id) : nullptr;
}

void FleetPage::choose(const models::InstanceId &id)
{
    m_view->selectWhenShown(id);
}

void FleetPage::setNotice(const std::optional<models::Error> &error)
{
    m_notice->setError(error);
}

void FleetPage::focusFilter()
{
    m_filter->focusField();
}

void FleetPage::focusTable()
{
    if (m_stack->currentWidget() != m_view)
        return;
    m_view->setFocus(Qt::ShortcutFocusReason);
    if (!m_view->selected() && m_order.rowCount() > 0)
        m_view->selectRow(0);
}

void FleetPage::focusDetails()
{
    m_details->focusTabs();
}

void FleetPage::renew()
{
    const auto archived = std::count_if(m_table.fleet().cbegin(), m_table.fleet().cend(),
                                        [](const models::Instance &each) { return each.status == models::Status::Archived; });
    const int all = static_cast<int>(m_table.fleet().size() - archived);
    m_filter->setCounts(m_order.rowCount(), std::max(all, m_order.isNarrowing() ? all : m_order.rowCount()));
    m_filter->setVisible(!m_table.fleet().isEmpty());
    const bool empty = m_order.rowCount() == 0;
    if (empty)
        m_empty->setReason(m_order.isNarrowing() ? EmptyPage::Reason::NothingMatches : EmptyPage::Reason::NoInstances);
    m_stack->setCurrentWidget(empty ? static_cast<QWidget *>(m_empty) : m_view);
    m_details->setVisible(!empty || m_order.isNarrowing());
}

void FleetPage::renewChosen()
{
    m_details->setInstance(chosen());
    Q_EMIT chosenChanged();
}

void FleetPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void FleetPage::retranslateUi()
{
    m_order.setStatusWords(statusWords());
}

} // namespace vigie::ui
