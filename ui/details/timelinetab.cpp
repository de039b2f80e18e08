#include "ui/details/timelinetab.h"

#include "ui/text/actiontext.h"
#include "ui/text/durationtext.h"
#include "ui/text/moneytext.h"
#include "ui/text/plaintext.h"
#include "ui/text/statustext.h"
#include "ui/timeline/timelinetexts.h"
#include "ui/timeline/timelinewidget.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QSplitter>
#include <QToolButton>

namespace vigie::ui {

TimelineTab::TimelineTab(const models::FleetClock &clock, QWidget *parent)
    : QWidget(parent), m_clock(clock), m_timeline(new TimelineWidget(clock)), m_scroll(new QScrollArea(this)),
      m_segments(new TextLabel(TextTone::Muted))
{
    setObjectName(QStringLiteral("timelineTab"));
    m_table = new DetailsTable<TransitionRow>(
        {27, 20, 20, 19, 34, 16}, [this](const TransitionRow &row, int column) { return cell(row, column); },
        [](int column) {
            const QStringList headers{tr("Time"), tr("From"), tr("To"), tr("Duration"), tr("Reason"), tr("By")};
            return headers.value(column);
        },
        [](const TransitionRow &row) { return plainToolTip(exactText(row.transition.at)); }, this);
    m_table->setObjectName(QStringLiteral("transitionTable"));
    m_table->setNumericColumns({3});
    m_table->setInk([](const TransitionRow &row, int column) -> CellInk {
        if (column == 1)
            return {TextTone::Muted, row.transition.from};
        return column == 2 ? CellInk{TextTone::Plain, row.transition.to} : CellInk{};
    });

    auto *content = new QWidget;
    content->setBackgroundRole(QPalette::Base);
    content->setAutoFillBackground(true);
    auto *contentColumn = new QVBoxLayout(content);
    contentColumn->setContentsMargins(0, 0, 0, 0);
    contentColumn->setSpacing(0);
    contentColumn->addWidget(m_timeline);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_segments->setObjectName(QStringLiteral("segments"));
    m_segments->setWordWrap(true);

    auto *bar = new QWidget(content);
    auto *barRow = new QHBoxLayout(bar);
    barRow->setContentsMargins(12, 0, 8, 4);
    barRow->setSpacing(4);
    barRow->addWidget(m_segments, 1);
    const auto addButton = [&](const QString &name, const QString &sign, auto &&clicked) {
        auto *button = new QToolButton(bar);
        button->setObjectName(name);
        button->setText(sign);
        button->setAutoRaise(true);
        connect(button, &QToolButton::clicked, this, clicked);
        barRow->addWidget(button, 0, Qt::AlignTop);
        m_zoomButtons.append(button);
    };
    addButton(QStringLiteral("zoomOut"), QStringLiteral("\u2212"), [this] { m_timeline->zoom(1 / 1.5, m_timeline->width() / 2.0); });
    addButton(QStringLiteral("zoomIn"), QStringLiteral("+"), [this] { m_timeline->zoom(1.5, m_timeline->width() / 2.0); });
    addButton(QStringLiteral("zoomWhole"), QString(), [this] { m_timeline->showWhole(); });
    addButton(QStringLiteral("zoomEventful"), QString(), [this] { m_timeline->showEventful(); });

    auto *splitter = new QSplitter(Qt::Vertical, this);
    contentColumn->addWidget(bar);
    contentColumn->addStretch();
    m_scroll->setWidget(content);
    splitter->addWidget(m_scroll);
    splitter->addWidget(m_table);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setChildrenCollapsible(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(splitter);
    setTabOrder(m_timeline, m_zoomButtons.first());
    retranslateUi();
}

void TimelineTab::setDetails(const models::InstanceDetails &details)
{
    m_details = details;
    m_timeline->setDetails(details);
    QVector<TransitionRow> rows;
    for (int i = 0; i < details.transitions.size(); ++i)
        rows.append({details.transitions.at(i),
                     i + 1 < details.transitions.size() ? std::optional(details.transitions.at(i + 1).at) : std::nullopt});
    m_table->setRows(rows);
    renewSegments();
    // The timeline is seen whole where there is room; a very long one scrolls.
    m_scroll->setMinimumHeight(std::min(m_timeline->sizeHint().height() + fontMetrics().height() * 3, fontMetrics().height() * 14));
}

void TimelineTab::tick()
{
    if (!isVisible())
        return;
    m_table->viewport()->update();
    renewSegments();
}

void TimelineTab::renewSegments()
{
    const int attempt = m_details.instance.attempt;
    m_segments->setText(m_details.transitions.isEmpty() ? QString() : TimelineTexts::segments(m_details, attempt, m_clock.now()));
}

QString TimelineTab::cell(const TransitionRow &row, int column) const
{
    const models::Transition &transition = row.transition;
    switch (column) {
    case 0: return exactLocalText(transition.at).chopped(3); // milliseconds; the tooltip has all of it
    case 1: return transition.from ? statusText(*transition.from) : unknownText();
    case 2: return statusText(transition.to, transition.toName);
    case 3: return TimelineTexts::duration(transition.at, row.until, m_clock.now());
    case 4: return reasonText(transition.reason);
    default: return shown(transition.actor);
    }
}

void TimelineTab::retranslateUi()
{
    m_table->setAccessibleName(tr("Transitions"));
    const QStringList texts{QString(), QString(), tr("Whole"), tr("Eventful part")};
    const QStringList names{tr("Zoom out"), tr("Zoom in"), tr("Show the whole"), tr("Show the eventful part")};
    const QStringList keys{QStringLiteral("-"), QStringLiteral("+"), QStringLiteral("0"), QStringLiteral("1")};
    for (int i = 0; i < m_zoomButtons.size(); ++i) {
        if (!texts.at(i).isEmpty())
            m_zoomButtons.at(i)->setText(texts.at(i));
        m_zoomButtons.at(i)->setAccessibleName(names.at(i));
        m_zoomButtons.at(i)->setToolTip(QStringLiteral("%1 (%2)").arg(names.at(i), keys.at(i)));
    }
    m_table->retranslate();
    renewSegments();
}

} // namespace vigie::ui
