#include "ui/text/statustext.h"

#include "ui/text/plaintext.h"

#include <QCoreApplication>

namespace vigie::ui {

namespace {

constexpr std::array words{
    QT_TRANSLATE_NOOP("Status", "Provisioning"), QT_TRANSLATE_NOOP("Status", "Booting"),    QT_TRANSLATE_NOOP("Status", "Installing"),
    QT_TRANSLATE_NOOP("Status", "Starting"),     QT_TRANSLATE_NOOP("Status", "Ready"),      QT_TRANSLATE_NOOP("Status", "Unavailable"),
    QT_TRANSLATE_NOOP("Status", "Draining"),     QT_TRANSLATE_NOOP("Status", "Terminating"), QT_TRANSLATE_NOOP("Status", "Terminated"),
    QT_TRANSLATE_NOOP("Status", "Archived"),     QT_TRANSLATE_NOOP("Status", "Not created"), QT_TRANSLATE_NOOP("Status", "Did not start"),
    QT_TRANSLATE_NOOP("Status", "Failed"),
};
static_assert(words.size() == models::statusCount, "every status has its word");

constexpr std::array environments{
    QT_TRANSLATE_NOOP("Environment", "sandbox"),
    QT_TRANSLATE_NOOP("Environment", "staging"),
    QT_TRANSLATE_NOOP("Environment", "production"),
};

} // namespace

QString statusText(models::Status status, const QString &storedName)
{
    if (status == models::Status::Unknown)
        return QCoreApplication::translate("Status", "Unknown (%1)").arg(shown(storedName));
    return QCoreApplication::translate("Status", words[static_cast<std::size_t>(status)]);
}

QHash<models::Status, QString> statusWords()
{
    QHash<models::Status, QString> all;
    for (std::size_t i = 0; i < words.size(); ++i)
        all.insert(static_cast<models::Status>(i), QCoreApplication::translate("Status", words[i]));
    return all;
}

QString environmentText(models::Environment environment)
{
    return QCoreApplication::translate("Environment", environments[static_cast<std::size_t>(environment)]);
}

} // namespace vigie::ui
