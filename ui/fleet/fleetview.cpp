#include "ui/fleet/fleetview.h"

#include "ui/fleet/fleetdelegates.h"
#include "ui/fleet/instancetexts.h"
#include "ui/fleet/textproxy.h"
#include "ui/settings/uisettings.h"
#include "ui/text/plaintext.h"
#include "ui/theme/widgets.h"

#include <QHeaderView>
#include <QKeyEvent>

namespace vigie::ui {

using models::InstanceColumn;

namespace {

/// Widths in characters of the font, so that they follow it: in the order of the columns.
constexpr std::array widths{20, 15, 17, 30, 15, 11, 15, 15, 9, 12, 20};
static_assert(widths.size() == models::instanceColumnCount);

const QString columnsKey = QStringLiteral("fleet/columns");

} // namespace

FleetView::FleetView(models::InstanceOrder &order, const models::FleetClock &clock, UiSettings &settings, QWidget *parent)
    : QTableView(parent), m_order(order), m_clock(clock), m_settings(settings)
{
    setObjectName(QStringLiteral("fleetTable"));
    prepareTable(*this);
    m_texts = new TextProxy(
        order,
        [this](const QModelIndex &source, int role) -> QVariant {
            const auto column = static_cast<InstanceColumn>(source.column());
            if (role == Qt::FontRole)
                return {};
            const auto instance = source.data(models::InstanceRole).value<models::Instance>();
            return role == Qt::ToolTipRole ? plainToolTip(InstanceTexts::hint(instance, column, m_clock.now()))
                                           : InstanceTexts::cell(instance, column, m_clock.now());
        },
        &InstanceTexts::header, this);
    m_texts->setNumericColumns(
        {static_cast<int>(InstanceColumn::Age), static_cast<int>(InstanceColumn::Price), static_cast<int>(InstanceColumn::Cost)});
    setModel(m_texts);
    setItemDelegate(new InstanceTextDelegate(this));
    setItemDelegateForColumn(static_cast<int>(InstanceColumn::Status), new StatusDelegate(this));
    setItemDelegateForColumn(static_cast<int>(InstanceColumn::Progress), new ProgressDelegate(this));
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setSectionsClickable(true);
    restoreColumns();
    setSortingEnabled(true);

    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &FleetView::selectionChangedTo);
    connect(this, &QTableView::doubleClicked, this, &FleetView::detailsRequested);
    connect(m_texts, &QAbstractItemModel::rowsInserted, this, &FleetView::selectPending);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, &FleetView::saveColumns);
    connect(horizontalHeader(), &QHeaderView::sectionMoved, this, &FleetView::saveColumns);
    connect(horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &FleetView::saveColumns);
    using namespace std::chrono_literals;
    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, &FleetView::tick);
    m_tick.start();
    retranslateUi();
}

FleetView::~FleetView() = default;

std::optional<models::InstanceId> FleetView::selected() const
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    if (rows.isEmpty())
        return std::nullopt;
    return rows.first().data(models::InstanceRole).value<models::Instance>().id;
}

void FleetView::selectWhenShown(const models::InstanceId &id)
{
    m_pending = id;
    selectPending();
}

void FleetView::selectPending()
{
    if (!m_pending)
        return;
    const int row = m_order.rowOf(*m_pending);
    if (row < 0 || row >= m_texts->rowCount())
        return;
    m_pending.reset();
    selectRow(row);
    scrollTo(m_texts->index(row, 0));
}

void FleetView::retranslateUi()
{
    setAccessibleName(tr("Instances"));
    setAccessibleDescription(tr("One row for each instance, live."));
    m_texts->retranslate();
    growToHeaders(*this);
}

void FleetView::tick()
{
    if (!isVisible() || !m_clock.isRunning() || m_texts->rowCount() == 0)
        return;
    for (const InstanceColumn column : {InstanceColumn::Age, InstanceColumn::Cost}) {
        const int at = static_cast<int>(column);
        viewport()->update(columnViewportPosition(at), 0, columnWidth(at), viewport()->height());
    }
}

void FleetView::restoreColumns()
{
    applyFont();
    // Saved under the number of columns: another edition with more of them begins with its own widths.
    horizontalHeader()->setSortIndicator(static_cast<int>(InstanceColumn::Status), Qt::AscendingOrder);
    if (m_settings.value(columnsKey + QStringLiteral("Count")).toInt() == models::instanceColumnCount)
        horizontalHeader()->restoreState(m_settings.value(columnsKey).toByteArray());
    horizontalHeader()->setStretchLastSection(true);
}

void FleetView::saveColumns()
{
    m_settings.setValue(columnsKey, horizontalHeader()->saveState());
    m_settings.setValue(columnsKey + QStringLiteral("Count"), models::instanceColumnCount);
}

void FleetView::applyFont()
{
    verticalHeader()->setDefaultSectionSize(rowHeightFor(fontMetrics()));
    fitColumns(*this, widths);
}

void FleetView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
    else if (event->type() == QEvent::FontChange)
        applyFont();
}

void FleetView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        Q_EMIT detailsRequested();
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace vigie::ui
