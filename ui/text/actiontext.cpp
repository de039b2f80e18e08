#include "ui/text/actiontext.h"

#include "ui/text/errortext.h"
#include "ui/text/plaintext.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace vigie::ui {

namespace {

constexpr std::array labels{
    QT_TRANSLATE_NOOP("Action", "Request a create"),
    QT_TRANSLATE_NOOP("Action", "Create"),
    QT_TRANSLATE_NOOP("Action", "Find a boot image"),
    QT_TRANSLATE_NOOP("Action", "Create the server"),
    QT_TRANSLATE_NOOP("Action", "Power on"),
    QT_TRANSLATE_NOOP("Action", "Get an address"),
    QT_TRANSLATE_NOOP("Action", "Wait for SSH"),
    QT_TRANSLATE_NOOP("Action", "Install the worker"),
    QT_TRANSLATE_NOOP("Action", "Wait for vLLM"),
    QT_TRANSLATE_NOOP("Action", "Load the model"),
    QT_TRANSLATE_NOOP("Action", "Warm up"),
    QT_TRANSLATE_NOOP("Action", "Check its health"),
    QT_TRANSLATE_NOOP("Action", "Ready"),
    QT_TRANSLATE_NOOP("Action", "Did not start"),
    QT_TRANSLATE_NOOP("Action", "Became unavailable"),
    QT_TRANSLATE_NOOP("Action", "Request a termination"),
    QT_TRANSLATE_NOOP("Action", "Terminate"),
    QT_TRANSLATE_NOOP("Action", "Delete the server"),
    QT_TRANSLATE_NOOP("Action", "Delete the volume"),
    QT_TRANSLATE_NOOP("Action", "Release the address"),
    QT_TRANSLATE_NOOP("Action", "Terminated"),
    QT_TRANSLATE_NOOP("Action", "Archive"),
    QT_TRANSLATE_NOOP("Action", "Bring back from the archive"),
};
static_assert(labels.size() == static_cast<std::size_t>(models::ActionCode::Unknown), "every action has its label");

constexpr std::array statuses{
    QT_TRANSLATE_NOOP("ActionStatus", "queued"),    QT_TRANSLATE_NOOP("ActionStatus", "in progress"),
    QT_TRANSLATE_NOOP("ActionStatus", "success"),   QT_TRANSLATE_NOOP("ActionStatus", "failed"),
    QT_TRANSLATE_NOOP("ActionStatus", "retrying"),  QT_TRANSLATE_NOOP("ActionStatus", "interrupted"),
    QT_TRANSLATE_NOOP("ActionStatus", "cancelled"), QT_TRANSLATE_NOOP("ActionStatus", "unknown"),
};

struct Reason {
    const char *code;
    const char *text;
};
constexpr std::array reasons{
    Reason{"operator", QT_TRANSLATE_NOOP("Reason", "asked by an operator")},
    Reason{"running", QT_TRANSLATE_NOOP("Reason", "the server is running")},
    Reason{"ssh", QT_TRANSLATE_NOOP("Reason", "SSH answers")},
    Reason{"installed", QT_TRANSLATE_NOOP("Reason", "the worker is installed")},
    Reason{"healthy", QT_TRANSLATE_NOOP("Reason", "it answers")},
    Reason{"gone", QT_TRANSLATE_NOOP("Reason", "every resource is gone")},
};

} // namespace

QString actionText(models::ActionCode code, const QString &storedName)
{
    if (code == models::ActionCode::Unknown)
        return shown(storedName);
    return QCoreApplication::translate("Action", labels[static_cast<std::size_t>(code)]);
}

QString actionStatusText(models::ActionStatus status)
{
    return QCoreApplication::translate("ActionStatus", statuses[static_cast<std::size_t>(status)]);
}

QString componentText(models::Component component)
{
    return component == models::Component::Console ? QCoreApplication::translate("Component", "console")
                                                   : QCoreApplication::translate("Component", "orchestrator");
}

QString reasonText(const QString &reason)
{
    const auto known = std::find_if(reasons.begin(), reasons.end(), [&](const Reason &each) { return reason == QLatin1String(each.code); });
    if (known != reasons.end())
        return QCoreApplication::translate("Reason", known->text);
    if (const auto code = models::errorCodeFromName(reason))
        return errorText({*code, {}, {}}).cause;
    return shown(reason);
}

} // namespace vigie::ui
