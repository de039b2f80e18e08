#include "ui/terminate/terminatedialog.h"

#include "ui/theme/environmentedge.h"
#include "ui/text/errortext.h"
#include "ui/text/moneytext.h"
#include "ui/text/plaintext.h"
#include "ui/text/resourcetext.h"
#include "ui/text/statustext.h"
#include "ui/theme/vigiestyle.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace vigie::ui {

namespace {

QVector<models::Resource> stillThere(const models::InstanceDetails &details)
{
    QVector<models::Resource> live;
    std::copy_if(details.resources.cbegin(), details.resources.cend(), std::back_inserter(live),
                 [](const models::Resource &each) { return !each.goneAt; });
    return live;
}

} // namespace

TerminateDialog::TerminateDialog(models::Console &console, const models::Instance &instance, models::Environment environment,
                                 QWidget *parent)
    : QDialog(parent), m_console(console), m_instance(instance), m_environment(environment), m_versionAtOpening(instance.version),
      m_title(new TextLabel(TextTone::Title, this)), m_what(new TextLabel(TextTone::Plain, this)),
      m_warning(new TextLabel(TextTone::Warning, this)), m_total(new TextLabel(TextTone::Strong, this)),
      m_typeIt(new TextLabel(TextTone::Plain, this)), m_typed(new QLineEdit(this)), m_problem(new TextLabel(TextTone::Danger, this)),
      m_retry(new QPushButton(this)), m_cancel(new QPushButton(this)), m_terminate(new QPushButton(this))
{
    setObjectName(QStringLiteral("terminateDialog"));
    m_table = new DetailsTable<models::Resource>(
        {24, 34, 13, 12},
        [](const models::Resource &resource, int column) {
            switch (column) {
            case 0: return resourceKindText(resource.kind);
            case 1: return shown(resource.detail.isEmpty() ? resource.providerId : resource.detail);
            case 2: return shown(resource.zone.toString());
            default: return resource.pricePerHour ? amountText(*resource.pricePerHour) : unknownText();
            }
        },
        [](int column) {
            const QStringList headers{tr("Will be deleted"), tr("Detail"), tr("Zone"), tr("EUR/h")};
            return headers.value(column);
        },
        [](const models::Resource &resource) { return plainToolTip(resource.providerId); }, this);
    m_table->setObjectName(QStringLiteral("terminateResources"));
    m_table->setNumericColumns({3});
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setFrameShape(QFrame::StyledPanel);
    m_table->setFocusPolicy(Qt::TabFocus);
    m_table->setMinimumHeight(rowHeightFor(fontMetrics(), 8) * 4 + rowHeightFor(fontMetrics(), 16));
    m_warning->setObjectName(QStringLiteral("terminateWarning"));
    m_total->setObjectName(QStringLiteral("terminateTotal"));
    m_typed->setObjectName(QStringLiteral("terminateName"));
    m_problem->setObjectName(QStringLiteral("terminateProblem"));
    m_retry->setObjectName(QStringLiteral("terminateRetry"));
    m_cancel->setObjectName(QStringLiteral("cancelButton"));
    m_terminate->setObjectName(QStringLiteral("terminateButton"));
    for (TextLabel *label : {m_title, m_what, m_warning, m_total, m_typeIt, m_problem})
        label->setWordWrap(true);
    m_typeIt->setBuddy(m_typed);
    m_typeIt->setVisible(environment == models::Environment::Production);
    m_typed->setVisible(environment == models::Environment::Production);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_retry);
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_terminate);
    auto *edge = new EnvironmentEdge(this);
    edge->setEnvironment(environment);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(edge);
    auto *column = new QVBoxLayout;
    whole->addLayout(column, 1);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(8);
    for (QWidget *each : {static_cast<QWidget *>(m_title), static_cast<QWidget *>(m_what), static_cast<QWidget *>(m_warning)})
        column->addWidget(each);
    column->addWidget(m_table, 1);
    column->addWidget(m_total);
    column->addWidget(m_typeIt);
    column->addWidget(m_typed);
    column->addWidget(m_problem);
    column->addSpacing(8);
    column->addLayout(buttons);

    // Enter never terminates by itself: Cancel has the focus and is the default.
    m_cancel->setDefault(true);
    m_terminate->setAutoDefault(false);
    setEmphasis(*m_terminate, Emphasis::Danger);
    m_retry->setAutoDefault(false);
    connect(m_typed, &QLineEdit::textChanged, this, &TerminateDialog::renew);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_terminate, &QPushButton::clicked, this, &TerminateDialog::send);
    connect(m_retry, &QPushButton::clicked, this, &TerminateDialog::load);
    connect(&m_console, &models::Console::detailsLoaded, this, &TerminateDialog::loaded);
    connect(&m_console, &models::Console::detailsFailed, this, &TerminateDialog::failed);
    connect(&m_console, &models::Console::fleetChanged, this, &TerminateDialog::fleetChanged);
    connect(&m_console, &models::Console::requestDone, this, &TerminateDialog::answered);
    connect(&m_console, &models::Console::requestRefused, this, &TerminateDialog::refused);
    setTabOrder(m_cancel, m_terminate);
    setTabOrder(m_terminate, m_table);
    setTabOrder(m_table, m_typed);
    setTabOrder(m_typed, m_retry);
    resize(fontMetrics().averageCharWidth() * 98, fontMetrics().height() * 27);
    retranslateUi();
    m_cancel->setFocus(Qt::OtherFocusReason);
    load();
}

QString TerminateDialog::confirmationName() const
{
    return m_instance.name.isEmpty() ? m_instance.id.toString() : m_instance.name;
}

void TerminateDialog::load()
{
    m_details.reset();
    m_error.reset();
    renew();
    m_console.loadDetails(m_instance.id);
}

void TerminateDialog::loaded(const models::InstanceDetails &details)
{
    if (details.instance.id != m_instance.id)
        return;
    m_details = details;
    m_instance = details.instance;
    if (models::isGone(m_instance.status)) {
        reject();
        return;
    }
    m_table->setRows(stillThere(details));
    renew();
}

void TerminateDialog::failed(const models::InstanceId &id, const models::Error &error)
{
    if (id != m_instance.id)
        return;
    m_error = error;
    renew();
}

void TerminateDialog::fleetChanged(const models::FleetDelta &delta)
{
    const auto found = std::find_if(delta.changed.cbegin(), delta.changed.cend(),
                                    [this](const models::Instance &each) { return each.id == m_instance.id; });
    if (found == delta.changed.cend()) {
        if (delta.kind == models::FleetDelta::Kind::Reset)
            reject(); // it is not in the whole fleet any more
        return;
    }
    if (models::isGone(found->status)) {
        reject();
        return;
    }
    const bool other = found->version != m_instance.version || found->liveResources != m_instance.liveResources;
    m_instance = *found;
    if (other && !m_request)
        load();
}

QString TerminateDialog::problem() const
{
    if (m_request)
        return tr("Waiting for the answer.");
    if (!m_details)
        return m_error ? tr("What it owns could not be read.") : tr("Reading what it owns...");
    if (!models::canTerminate(m_instance.status))
        return tr("It is being terminated already.");
    // What is shown can be typed, also where the name itself holds what no keyboard has.
    const bool matches = m_typed->text() == confirmationName() || m_typed->text() == shown(confirmationName());
    if (m_environment == models::Environment::Production && !matches)
        return tr("Type the name first.");
    return {};
}

void TerminateDialog::send()
{
    if (!problem().isEmpty())
        return;
    m_error.reset();
    m_request = m_console.terminateInstance(m_instance.id, m_details->instance.version);
    renew();
}

void TerminateDialog::answered(const models::RequestId &request)
{
    if (m_request && request == *m_request)
        accept();
}

void TerminateDialog::refused(const models::RequestId &request, const models::Error &error)
{
    if (!m_request || request != *m_request)
        return;
    m_request.reset();
    load();
    m_error = error; // stays until the next try
    renew();
}

void TerminateDialog::renew()
{
    const QString reason = problem();
    m_terminate->setEnabled(reason.isEmpty());
    m_terminate->setToolTip(reason);
    const bool changed = m_instance.version != m_versionAtOpening;
    m_warning->setVisible(changed);
    if (changed)
        m_warning->setText(
            tr("Its status changed since this was opened: it is %1 now.").arg(statusText(m_instance.status, m_instance.statusName)));
    if (m_details)
        m_total->setText(tr("%n resource(s), %1 now: the bill ends when each is verified gone.", nullptr,
                            static_cast<int>(stillThere(*m_details).size()))
                             .arg(pricePerHourText(m_instance.pricePerHour)));
    else
        m_total->setText(m_error ? QString() : tr("Reading what it owns..."));
    m_problem->setVisible(m_error.has_value());
    if (m_error) {
        const ErrorText text = errorText(*m_error);
        m_problem->setText(tr("%1. %2", "cause, remedy").arg(text.cause, text.remedy));
    }
    m_retry->setVisible(m_error && !m_details);
}

void TerminateDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void TerminateDialog::retranslateUi()
{
    setWindowTitle(tr("Terminate"));
    m_title->setText(tr("Terminate %1 (%2)?", "name, environment").arg(shown(confirmationName()), environmentText(m_environment)));
    m_what->setText(tr("%1 on %2 in %3. This cannot be undone.")
                        .arg(shown(m_instance.model), shown(m_instance.type.toString()), shown(m_instance.zone.toString())));
    m_typeIt->setText(tr("Type %1 to confirm:").arg(shown(confirmationName())));
    m_typed->setAccessibleName(tr("The instance's name, to confirm"));
    m_table->setAccessibleName(tr("What will be deleted"));
    m_retry->setText(tr("Try again"));
    m_cancel->setText(tr("Cancel"));
    m_terminate->setText(tr("Terminate"));
    m_table->retranslate();
    renew();
}

} // namespace vigie::ui
