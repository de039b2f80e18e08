#include "ui/details/detailspane.h"

#include "ui/details/actionstab.h"
#include "ui/details/overviewtab.h"
#include "ui/details/resourcestab.h"
#include "ui/details/timelinetab.h"
#include "ui/settings/uisettings.h"
#include "ui/text/durationtext.h"
#include "ui/text/errortext.h"
#include "ui/text/moneytext.h"
#include "ui/text/plaintext.h"
#include "ui/theme/chiplabel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>

namespace vigie::ui {

namespace {
const QString tabKey = QStringLiteral("details/tab");
}

DetailsPane::DetailsPane(models::Console &console, const models::FleetClock &clock, UiSettings &settings, QWidget *parent)
    : QWidget(parent), m_console(console), m_clock(clock), m_settings(settings), m_pages(new QStackedWidget(this)),
      m_none(new TextLabel(TextTone::Muted)), m_title(new ElidedLabel(TextTone::Title)), m_chip(new ChipLabel),
      m_facts(new ElidedLabel(TextTone::Muted)), m_terminate(new QPushButton), m_problem(new TextLabel(TextTone::Danger)),
      m_tabs(new QTabWidget), m_overview(new OverviewTab(clock)), m_timeline(new TimelineTab(clock)), m_actions(new ActionsTab(clock)),
      m_resources(new ResourcesTab)
{
    setObjectName(QStringLiteral("detailsPane"));
    m_tabs->setObjectName(QStringLiteral("detailsTabs"));
    m_title->setObjectName(QStringLiteral("detailsTitle"));
    m_chip->setObjectName(QStringLiteral("detailsStatus"));
    m_terminate->setObjectName(QStringLiteral("detailsTerminate"));
    m_none->setAlignment(Qt::AlignCenter);
    m_problem->setWordWrap(true);
    m_problem->setContentsMargins(16, 0, 16, 4);
    m_problem->hide();
    m_tabs->setDocumentMode(true);
    for (QWidget *tab : {static_cast<QWidget *>(m_overview), static_cast<QWidget *>(m_timeline), static_cast<QWidget *>(m_actions),
                         static_cast<QWidget *>(m_resources)})
        m_tabs->addTab(tab, QString());
    m_tabs->setCurrentIndex(m_settings.value(tabKey, 0).toInt());

    auto *page = new QWidget;
    auto *header = new QHBoxLayout;
    header->setContentsMargins(16, 8, 12, 8);
    header->setSpacing(12);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    header->addWidget(m_title);
    header->addWidget(m_chip);
    header->addWidget(m_facts, 1);
    header->addWidget(m_terminate);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(header);
    column->addWidget(m_problem);
    column->addWidget(m_tabs, 1);
    m_pages->addWidget(m_none);
    m_pages->addWidget(page);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_pages);

    connect(m_tabs, &QTabWidget::currentChanged, this, [this](int tab) { m_settings.setValue(tabKey, tab); });
    connect(m_terminate, &QPushButton::clicked, this, &DetailsPane::terminateRequested);
    connect(&m_console, &models::Console::detailsLoaded, this, &DetailsPane::loaded);
    connect(&m_console, &models::Console::detailsFailed, this, &DetailsPane::failed);
    using namespace std::chrono_literals;
    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, &DetailsPane::tick);
    m_tick.start();
    retranslateUi();
}

void DetailsPane::setInstance(const models::Instance *instance)
{
    if (!instance) {
        m_instance.reset();
        m_pages->setCurrentIndex(0);
        return;
    }
    const bool another = !m_instance || m_instance->id != instance->id;
    const bool changed = another || *m_instance != *instance;
    m_instance = *instance;
    if (another) {
        m_error.reset();
        m_loading = false;
        m_stale = false;
        models::InstanceDetails nothingYet;
        nothingYet.instance = *instance;
        loaded(nothingYet);
    }
    m_pages->setCurrentIndex(1);
    m_overview->setInstance(*instance);
    showHeader();
    if (changed || m_error)
        load();
}

void DetailsPane::focusTabs()
{
    m_tabs->currentWidget()->setFocus(Qt::ShortcutFocusReason);
    m_tabs->tabBar()->setFocus(Qt::ShortcutFocusReason);
}

void DetailsPane::load()
{
    if (m_loading) {
        m_stale = true;
        return;
    }
    m_loading = true;
    m_console.loadDetails(m_instance->id);
}

void DetailsPane::loaded(const models::InstanceDetails &details)
{
    if (!m_instance || details.instance.id != m_instance->id)
        return;
    m_timeline->setDetails(details);
    m_actions->setDetails(details);
    m_resources->setDetails(details);
    if (details.readAt == models::Instant())
        return; // the empty one that stands until the first reading
    m_loading = false;
    m_error.reset();
    m_problem->hide();
    if (std::exchange(m_stale, false))
        load();
}

void DetailsPane::failed(const models::InstanceId &id, const models::Error &error)
{
    if (!m_instance || id != m_instance->id)
        return;
    m_loading = false;
    m_stale = false;
    m_error = error;
    retranslateUi();
}

void DetailsPane::showHeader()
{
    if (!m_instance)
        return;
    const models::Instant now = m_clock.now();
    m_title->setText(shown(m_instance->name.isEmpty() ? m_instance->model : m_instance->name));
    m_chip->setStatus(m_instance->status, m_instance->statusName);
    const QStringList facts{shown(m_instance->model), shown(m_instance->type.toString()), shown(m_instance->zone.toString()),
                            pricePerHourText(m_instance->pricePerHour), tr("created %1 ago").arg(ageText(now - m_instance->createdAt))};
    m_facts->setText(facts.join(QStringLiteral("  \u00b7  ")));
    const bool can = models::canTerminate(m_instance->status);
    m_terminate->setEnabled(can);
    m_terminate->setToolTip(can ? QString() : tr("Nothing is left to terminate: it is being terminated, or gone."));
}

void DetailsPane::tick()
{
    if (!isVisible() || !m_instance || !m_clock.isRunning())
        return;
    showHeader();
    m_overview->tick();
    m_timeline->tick();
    m_actions->tick();
}

void DetailsPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void DetailsPane::retranslateUi()
{
    setAccessibleName(tr("Details of the chosen instance"));
    m_none->setText(tr("Choose an instance to see its timeline, actions and resources."));
    m_terminate->setText(tr("Terminate..."));
    m_terminate->setAccessibleName(tr("Terminate this instance"));
    m_tabs->setAccessibleName(tr("Details"));
    const QStringList names{tr("Overview"), tr("Timeline"), tr("Actions"), tr("Resources")};
    for (int tab = 0; tab < names.size(); ++tab)
        m_tabs->setTabText(tab, names.at(tab));
    m_overview->retranslateUi();
    m_timeline->retranslateUi();
    m_actions->retranslateUi();
    m_resources->retranslateUi();
    m_problem->setVisible(m_error.has_value());
    if (m_error) {
        const ErrorText text = errorText(*m_error);
        m_problem->setText(tr("The details could not be read. %1. %2").arg(text.cause, text.remedy));
    }
    showHeader();
}

} // namespace vigie::ui
