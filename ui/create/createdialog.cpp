#include "ui/create/createdialog.h"

#include "ui/create/modelfield.h"
#include "ui/create/offerpicker.h"
#include "ui/text/errortext.h"
#include "ui/text/moneytext.h"
#include "ui/text/plaintext.h"
#include "ui/theme/vigiestyle.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace vigie::ui {

namespace {

constexpr std::int64_t bytesPerGigabyte = 1'000'000'000;
// The install script and vLLM's image want some 40 GB beside the weights; block storage ends at 10 TB.
constexpr int smallestDisk = 50;
constexpr int largestDisk = 10'000;

} // namespace

CreateDialog::CreateDialog(models::Console &console, QWidget *parent)
    : QDialog(parent), m_console(console), m_model(new ModelField(this)), m_where(new OfferPicker(console, this)),
      m_nameName(new TextLabel(TextTone::Muted, this)), m_name(new QLineEdit(this)), m_diskName(new TextLabel(TextTone::Muted, this)),
      m_disk(new QSpinBox(this)), m_summary(new TextLabel(TextTone::Plain, this)), m_problem(new TextLabel(TextTone::Danger, this)),
      m_cancel(new QPushButton(this)), m_create(new QPushButton(this))
{
    setObjectName(QStringLiteral("createDialog"));
    m_name->setObjectName(QStringLiteral("nameEdit"));
    m_disk->setObjectName(QStringLiteral("diskBox"));
    m_summary->setObjectName(QStringLiteral("createSummary"));
    m_problem->setObjectName(QStringLiteral("createProblem"));
    m_cancel->setObjectName(QStringLiteral("cancelButton"));
    m_create->setObjectName(QStringLiteral("createButton"));
    m_nameName->setBuddy(m_name);
    m_diskName->setBuddy(m_disk);
    m_name->setMaxLength(63);
    m_disk->setRange(smallestDisk, largestDisk);
    m_disk->setSingleStep(25);
    m_disk->setValue(static_cast<int>(models::CreatePlan().rootVolumeBytes / bytesPerGigabyte));
    m_summary->setWordWrap(true);
    m_problem->setWordWrap(true);
    m_create->setDefault(true);
    setEmphasis(*m_create, Emphasis::Primary);
    m_cancel->setAutoDefault(false);

    auto *panes = new QHBoxLayout;
    panes->setSpacing(24);
    panes->addWidget(m_model, 2);
    panes->addWidget(m_where, 3);
    auto *options = new QHBoxLayout;
    options->setSpacing(8);
    options->addWidget(m_nameName);
    options->addWidget(m_name, 2);
    options->addSpacing(16);
    options->addWidget(m_diskName);
    options->addWidget(m_disk, 1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_summary, 1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_create);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addLayout(panes, 1);
    column->addLayout(options);
    column->addWidget(makeSeparator(this));
    column->addWidget(m_problem);
    column->addLayout(buttons);

    connect(m_model, &ModelField::changed, this, &CreateDialog::renew);
    connect(m_model, &ModelField::accepted, m_where, [this] { m_where->setFocus(Qt::TabFocusReason); });
    connect(m_where, &OfferPicker::changed, this, &CreateDialog::renew);
    connect(m_disk, &QSpinBox::valueChanged, this, &CreateDialog::renew);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_create, &QPushButton::clicked, this, &CreateDialog::send);
    connect(&m_console, &models::Console::requestDone, this, &CreateDialog::answered);
    connect(&m_console, &models::Console::requestRefused, this, &CreateDialog::refused);
    // Within its window, whatever the font.
    const QSize wanted(fontMetrics().averageCharWidth() * 156, fontMetrics().height() * 38);
    resize(parent ? wanted.boundedTo(parent->window()->size() - QSize(48, 48)) : wanted);
    m_model->setFocus(Qt::OtherFocusReason);
    retranslateUi();
    m_where->load();
}

models::CreateEstimate CreateDialog::estimate() const
{
    const std::optional<models::Offer> offer = m_where->offer();
    return models::estimateCreate(offer ? offer->pricePerHour : std::nullopt, m_disk->value() * bytesPerGigabyte);
}

QString CreateDialog::problem() const
{
    if (const QString model = m_model->problem(); !model.isEmpty())
        return model;
    return m_where->problem();
}

void CreateDialog::renew()
{
    const QString reason = m_waiting ? tr("Waiting for the answer.") : problem();
    m_create->setEnabled(reason.isEmpty());
    m_create->setToolTip(plainToolTip(reason));
    const std::optional<models::Offer> offer = m_where->offer();
    const models::CreateEstimate price = estimate();
    if (m_waiting)
        m_create->setText(tr("Creating..."));
    else if (price.total())
        m_create->setText(tr("Create for %1").arg(pricePerHourText(price.total())));
    else
        m_create->setText(tr("Create"));
    m_summary->setTone(offer ? TextTone::Plain : TextTone::Muted);
    if (!offer)
        m_summary->setText(tr("Choose a model and a type to see the price."));
    else if (!price.total())
        m_summary->setText(tr("The provider does not say what this type costs."));
    else
        m_summary->setText(
            tr("Server %1 + volume about %2 + address about %3 = %4, from power-on until terminated")
                .arg(amountText(*price.server), amountText(price.volume), amountText(price.address), pricePerHourText(price.total())));
    m_problem->setVisible(m_refusal.has_value());
    if (m_refusal) {
        const ErrorText text = errorText(*m_refusal);
        const QString said = m_refusal->detail.isEmpty() ? QString() : QLatin1Char('\n') + shown(m_refusal->detail);
        m_problem->setText(tr("%1. %2", "cause, remedy").arg(text.cause, text.remedy) + said);
    }
}

void CreateDialog::send()
{
    const std::optional<models::ModelReference> model = m_model->reference();
    const std::optional<models::Offer> offer = m_where->offer();
    if (m_waiting || !model || !offer || !problem().isEmpty())
        return;
    models::CreatePlan plan;
    plan.request = m_request;
    plan.name = m_name->text().trimmed();
    plan.account = offer->account;
    plan.zone = offer->zone;
    plan.type = offer->type;
    plan.model = model->id;
    plan.revision = model->revision;
    plan.gpus = offer->gpus;
    plan.rootVolumeBytes = m_disk->value() * bytesPerGigabyte;
    plan.pricePerHour = offer->pricePerHour;
    m_waiting = true;
    m_refusal.reset();
    renew();
    m_console.createInstance(plan);
}

void CreateDialog::answered(const models::RequestId &request, const models::InstanceId &id)
{
    if (request != m_request)
        return;
    Q_EMIT created(id);
    accept();
}

void CreateDialog::refused(const models::RequestId &request, const models::Error &error)
{
    if (request != m_request)
        return;
    m_request = models::RequestId::generate(); // answered: what is sent next is another wish
    m_waiting = false;
    m_refusal = error;
    renew();
}

void CreateDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void CreateDialog::retranslateUi()
{
    setWindowTitle(tr("New instance"));
    m_nameName->setText(tr("Name"));
    m_name->setAccessibleName(tr("Name"));
    m_name->setPlaceholderText(tr("made from the model when left empty"));
    m_diskName->setText(tr("Disk"));
    m_disk->setAccessibleName(tr("Size of the root volume in gigabytes"));
    m_disk->setSuffix(tr(" GB"));
    m_cancel->setText(tr("Cancel"));
    renew();
}

} // namespace vigie::ui
