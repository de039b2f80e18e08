#include "ui/text/errortext.h"

#include "ui/text/plaintext.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>

namespace vigie::ui {

namespace {

struct Label {
    const char *param;
    const char *text;
};
constexpr std::array labels{
    Label{"zone", QT_TRANSLATE_NOOP("ErrorParam", "zone %1")},
    Label{"type", QT_TRANSLATE_NOOP("ErrorParam", "type %1")},
    Label{"account", QT_TRANSLATE_NOOP("ErrorParam", "account %1")},
    Label{"path", QT_TRANSLATE_NOOP("ErrorParam", "path %1")},
    Label{"directory", QT_TRANSLATE_NOOP("ErrorParam", "folder %1")},
    Label{"seconds", QT_TRANSLATE_NOOP("ErrorParam", "after %1 s")},
    Label{"phase", QT_TRANSLATE_NOOP("ErrorParam", "phase %1")},
    Label{"port", QT_TRANSLATE_NOOP("ErrorParam", "port %1")},
    Label{"address", QT_TRANSLATE_NOOP("ErrorParam", "address %1")},
    Label{"host", QT_TRANSLATE_NOOP("ErrorParam", "host %1")},
    Label{"status", QT_TRANSLATE_NOOP("ErrorParam", "status %1")},
    Label{"model", QT_TRANSLATE_NOOP("ErrorParam", "model %1")},
    Label{"field", QT_TRANSLATE_NOOP("ErrorParam", "field %1")},
    Label{"reason", QT_TRANSLATE_NOOP("ErrorParam", "reason: %1")},
    Label{"version", QT_TRANSLATE_NOOP("ErrorParam", "version %1")},
    Label{"resource", QT_TRANSLATE_NOOP("ErrorParam", "resource %1")},
    Label{"from", QT_TRANSLATE_NOOP("ErrorParam", "from %1")},
    Label{"database", QT_TRANSLATE_NOOP("ErrorParam", "database %1")},
    Label{"log", QT_TRANSLATE_NOOP("ErrorParam", "log %1")},
    Label{"package", QT_TRANSLATE_NOOP("ErrorParam", "package %1")},
    Label{"to", QT_TRANSLATE_NOOP("ErrorParam", "to %1")},
};

/// `zone fr-par-2, type L4-1-24G`; a parameter without a label is shown as `name=value`.
QString particulars(const QMap<QString, QString> &params)
{
    QStringList parts;
    for (auto param = params.cbegin(); param != params.cend(); ++param) {
        const auto known =
            std::find_if(labels.begin(), labels.end(), [&](const Label &each) { return param.key() == QLatin1String(each.param); });
        if (param.value().isEmpty())
            continue;
        parts.append(known == labels.end() ? shown(param.key()) + QLatin1Char('=') + shown(param.value())
                                           : QCoreApplication::translate("ErrorParam", known->text).arg(shown(param.value())));
    }
    return parts.join(QLatin1String(", "));
}

} // namespace

ErrorText errorText(const models::Error &error)
{
    const ErrorSentences &sentences = errorSentences()[static_cast<std::size_t>(error.code)];
    ErrorText text{QCoreApplication::translate("Error", sentences.cause), QCoreApplication::translate("Error", sentences.remedy)};
    if (const QString known = particulars(error.params); !known.isEmpty())
        text.cause = QCoreApplication::translate("Error", "%1 (%2)").arg(text.cause, known);
    return text;
}

} // namespace vigie::ui
