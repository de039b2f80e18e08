#include "tests/ui/support/guiguard.h"

#include <QLoggingCategory>
#include <QMutex>

namespace vigie::tests {

namespace {

QMutex mutex;
QStringList warnings;
QtMessageHandler previous = nullptr;

void collect(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    // The one warning that the offscreen platform says of every dialog.
    const bool ofPlatform = message == QLatin1String("This plugin does not support propagateSizeHints()");
    if ((type == QtWarningMsg || type == QtCriticalMsg) && !ofPlatform) {
        const QMutexLocker lock(&mutex);
        warnings.append(message);
    }
    previous(type, context, message);
}

} // namespace

GuiGuard::GuiGuard()
{
    previous = qInstallMessageHandler(collect);
}

GuiGuard::~GuiGuard()
{
    qInstallMessageHandler(previous);
}

QStringList GuiGuard::take()
{
    const QMutexLocker lock(&mutex);
    return std::exchange(warnings, {});
}

} // namespace vigie::tests
