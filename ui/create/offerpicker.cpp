#include "ui/create/offerpicker.h"

#include "ui/text/errortext.h"
#include "ui/text/moneytext.h"
#include "ui/text/plaintext.h"
#include "ui/text/resourcetext.h"
#include "ui/text/statustext.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>

#include <algorithm>

namespace vigie::ui {

namespace {

QString cell(const models::Offer &offer, int column)
{
    switch (column) {
    case 0: return shown(offer.type.toString());
    case 1: return gpusText(offer);
    case 2: return shown(offer.zone.toString());
    case 3: return offer.pricePerHour ? amountText(*offer.pricePerHour) : unknownText();
    default: return stockText(offer.stock);
    }
}

/// Cheap first; what has no price last.
bool cheaper(const models::Offer &left, const models::Offer &right)
{
    const auto key = [](const models::Offer &offer) {
        return std::make_tuple(!offer.pricePerHour.has_value(), offer.pricePerHour.value_or(models::Money()), offer.type.toString(),
                               offer.zone.toString());
    };
    return key(left) < key(right);
}

} // namespace

OfferPicker::OfferPicker(models::Console &console, QWidget *parent)
    : QWidget(parent), m_console(console), m_name(new TextLabel(TextTone::Strong, this)),
      m_accountName(new TextLabel(TextTone::Muted, this)), m_account(new QComboBox(this)), m_zoneName(new TextLabel(TextTone::Muted, this)),
      m_zone(new QComboBox(this)), m_note(new TextLabel(TextTone::Muted, this)), m_retry(new QPushButton(this))
{
    m_table = new DetailsTable<models::Offer>(
        {17, 20, 13, 11, 13}, &cell,
        [](int column) {
            const QStringList headers{tr("Type"), tr("GPUs"), tr("Zone"), tr("EUR/h"), tr("Stock")};
            return headers.value(column);
        },
        [](const models::Offer &offer) {
            return plainToolTip(tr("%1: %2 cores, %3 of memory, %4")
                                    .arg(offer.type.toString(), QString::number(offer.cpus), memoryText(offer.memoryBytes), offer.arch));
        },
        this);
    m_account->setObjectName(QStringLiteral("accountBox"));
    m_zone->setObjectName(QStringLiteral("zoneBox"));
    m_table->setObjectName(QStringLiteral("offerTable"));
    m_note->setObjectName(QStringLiteral("offerNote"));
    m_retry->setObjectName(QStringLiteral("offerRetry"));
    m_table->setNumericColumns({3});
    m_table->setInk([](const models::Offer &offer, int column) -> CellInk {
        if (column != 4)
            return {};
        return {offer.stock == models::Stock::Shortage ? TextTone::Danger
                : offer.stock == models::Stock::Scarce ? TextTone::Warning
                                                       : TextTone::Plain,
                {}};
    });
    m_table->setFrameShape(QFrame::StyledPanel);
    m_accountName->setBuddy(m_account);
    m_zoneName->setBuddy(m_zone);
    m_note->setWordWrap(true);
    m_note->setMinimumHeight(m_note->fontMetrics().height() + 2);

    auto *choices = new QHBoxLayout;
    choices->setSpacing(8);
    choices->addWidget(m_accountName);
    choices->addWidget(m_account, 1);
    choices->addSpacing(8);
    choices->addWidget(m_zoneName);
    choices->addWidget(m_zone, 1);
    auto *notes = new QHBoxLayout;
    notes->addWidget(m_note, 1);
    notes->addWidget(m_retry, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_name);
    column->addLayout(choices);
    column->addSpacing(4);
    column->addWidget(m_table, 1);
    column->addLayout(notes);

    setTabOrder(m_account, m_zone);
    setTabOrder(m_zone, m_table);
    setTabOrder(m_table, m_retry);
    connect(m_account, &QComboBox::currentIndexChanged, this, &OfferPicker::renewZones);
    connect(m_zone, &QComboBox::currentIndexChanged, this, &OfferPicker::renewRows);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &OfferPicker::changed);
    connect(m_retry, &QPushButton::clicked, this, &OfferPicker::load);
    connect(&m_console, &models::Console::offersLoaded, this, &OfferPicker::arrived);
    connect(&m_console, &models::Console::accountsChanged, this, &OfferPicker::renewAccounts);
    retranslateUi();
    renewAccounts();
}

void OfferPicker::load()
{
    // Errors are forgotten, offers stay until their zone answers again.
    m_answers.removeIf([](const models::ZoneOffers &answer) { return answer.error.has_value(); });
    renewNotes();
    m_console.loadOffers();
}

std::optional<models::Account> OfferPicker::account() const
{
    const QString id = m_account->currentData().toString();
    for (const models::Account &each : m_console.accounts()) {
        if (each.id.toString() == id)
            return each;
    }
    return std::nullopt;
}

std::optional<models::Offer> OfferPicker::offer() const
{
    const QModelIndexList chosen = m_table->selectionModel()->selectedRows();
    return chosen.isEmpty() ? std::nullopt : std::optional(m_table->rows().at(chosen.first().row()));
}

QString OfferPicker::problem() const
{
    const std::optional<models::Account> chosen = account();
    if (!chosen)
        return tr("There is no provider account yet.");
    if (!chosen->hasCredentials)
        return errorText({models::ErrorCode::MissingCredentials, {}, {}}).cause + QLatin1String(". ")
            + errorText({models::ErrorCode::MissingCredentials, {}, {}}).remedy;
    return offer() ? QString() : tr("Choose a type in the table.");
}

QList<models::Zone> OfferPicker::wantedZones() const
{
    const std::optional<models::Account> chosen = account();
    if (!chosen)
        return {};
    const QString one = m_zone->currentData().toString();
    return one.isEmpty() ? chosen->zones : QList{models::Zone(one)};
}

void OfferPicker::arrived(const models::ZoneOffers &answer)
{
    m_answers.removeIf([&](const models::ZoneOffers &each) { return each.account == answer.account && each.zone == answer.zone; });
    m_answers.append(answer);
    renewRows();
}

void OfferPicker::renewAccounts()
{
    const QString before = m_account->currentData().toString();
    {
        const QSignalBlocker blocker(m_account);
        m_account->clear();
        for (const models::Account &each : m_console.accounts())
            m_account->addItem(tr("%1 (%2)", "account, environment").arg(shown(each.id.toString()), environmentText(each.environment)),
                               each.id.toString());
        m_account->setCurrentIndex(std::max(m_account->findData(before), m_account->count() > 0 ? 0 : -1));
    }
    renewZones();
}

void OfferPicker::renewZones()
{
    const QString before = m_zone->currentData().toString();
    {
        const QSignalBlocker blocker(m_zone);
        m_zone->clear();
        m_zone->addItem(tr("All zones"), QString());
        if (const std::optional<models::Account> chosen = account()) {
            for (const models::Zone &zone : chosen->zones)
                m_zone->addItem(shown(zone.toString()), zone.toString());
        }
        m_zone->setCurrentIndex(std::max(m_zone->findData(before), 0));
    }
    renewRows();
}

void OfferPicker::renewRows()
{
    const std::optional<models::Offer> before = offer();
    const std::optional<models::Account> chosen = account();
    const QList<models::Zone> zones = wantedZones();
    QVector<models::Offer> rows;
    for (const models::ZoneOffers &answer : std::as_const(m_answers)) {
        if (!chosen || answer.account != chosen->id || !zones.contains(answer.zone))
            continue;
        std::copy_if(answer.offers.cbegin(), answer.offers.cend(), std::back_inserter(rows),
                     [](const models::Offer &offer) { return offer.gpus > 0 && !offer.endOfService; });
    }
    std::sort(rows.begin(), rows.end(), cheaper);
    m_table->setRows(rows);
    // The choice follows the offer, not the row that it stood in.
    const auto same = std::find_if(rows.cbegin(), rows.cend(), [&](const models::Offer &each) {
        return before && each.type == before->type && each.zone == before->zone;
    });
    if (same == rows.cend())
        m_table->clearSelection();
    else
        m_table->selectRow(static_cast<int>(same - rows.cbegin()));
    renewNotes();
    Q_EMIT changed();
}

void OfferPicker::renewNotes()
{
    const std::optional<models::Account> chosen = account();
    QStringList notes;
    int waiting = 0;
    int errors = 0;
    const QList<models::Zone> zones = wantedZones();
    for (const models::Zone &zone : zones) {
        const auto answer = std::find_if(m_answers.cbegin(), m_answers.cend(), [&](const models::ZoneOffers &each) {
            return chosen && each.account == chosen->id && each.zone == zone;
        });
        if (answer == m_answers.cend()) {
            ++waiting;
        } else if (answer->error) {
            ++errors;
            notes.append(tr("%1: %2", "zone, error").arg(shown(zone.toString()), errorText(*answer->error).cause));
        }
    }
    if (waiting > 0 && chosen && chosen->hasCredentials)
        notes.append(tr("Asking the provider about %n zone(s)...", nullptr, waiting));
    if (notes.isEmpty() && chosen && m_table->rows().isEmpty())
        notes.append(chosen->hasCredentials ? tr("No type with a GPU is sold here.") : problem());
    m_note->setTone(errors > 0 || (chosen && !chosen->hasCredentials) ? TextTone::Danger : TextTone::Muted);
    m_note->setText(notes.join(QLatin1Char('\n')));
    m_retry->setVisible(errors > 0);
}

void OfferPicker::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
        renewAccounts();
    }
}

void OfferPicker::retranslateUi()
{
    m_name->setText(tr("Where"));
    m_accountName->setText(tr("Account"));
    m_account->setAccessibleName(tr("Provider account"));
    m_zoneName->setText(tr("Zone"));
    m_zone->setAccessibleName(tr("Zone"));
    m_table->setAccessibleName(tr("Types on offer"));
    m_retry->setText(tr("Try again"));
    m_table->retranslate();
}

} // namespace vigie::ui
