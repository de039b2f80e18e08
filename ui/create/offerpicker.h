#pragma once

#include "models/console.h"
#include "ui/details/detailstable.h"

class QComboBox;
class QPushButton;

namespace vigie::ui {

/// Where an instance will run: account, zone, and the table of what is sold there, filled as the provider answers. A zone that fails
/// says so in place, and does not hide the others.
class OfferPicker : public QWidget {
    Q_OBJECT
public:
    explicit OfferPicker(models::Console &console, QWidget *parent = nullptr);

    /// Asks the provider (again).
    void load();
    std::optional<models::Account> account() const;
    std::optional<models::Offer> offer() const;
    /// Why nothing can be created with this choice; empty when it can.
    QString problem() const;

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void arrived(const models::ZoneOffers &answer);
    void renewAccounts();
    void renewZones();
    void renewRows();
    void renewNotes();
    void retranslateUi();
    QList<models::Zone> wantedZones() const;

    models::Console &m_console;
    QVector<models::ZoneOffers> m_answers; ///< the last one of each account and zone
    TextLabel *m_name;
    TextLabel *m_accountName;
    QComboBox *m_account;
    TextLabel *m_zoneName;
    QComboBox *m_zone;
    DetailsTable<models::Offer> *m_table;
    TextLabel *m_note;
    QPushButton *m_retry;
};

} // namespace vigie::ui
