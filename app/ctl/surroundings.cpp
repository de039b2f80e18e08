#include "app/ctl/surroundings.h"

#include "ui/text/plaintext.h"

#include <QLoggingCategory>

#include <clocale>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <langinfo.h>
#include <unistd.h>

namespace vigie::ctl {

using namespace Qt::StringLiterals;

namespace {

void writeLog(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    // Messages hold what providers and machines said.
    const QByteArray line = ui::shown(qFormatLogMessage(type, context, message)).toUtf8() + '\n';
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.constData(), static_cast<std::size_t>(line.size()));
}

} // namespace

ui::Language environmentLanguage()
{
    for (const char *name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const QString value = qEnvironmentVariable(name);
        if (value.isEmpty())
            continue;
        const bool french = value == "fr"_L1 || value.startsWith("fr_"_L1) || value.startsWith("fr."_L1) || value.startsWith("fr@"_L1);
        return french ? ui::Language::French : ui::Language::English;
    }
    return ui::Language::English;
}

void settleIn()
{
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        // Read-only for all three: writing to one that was closed still fails, and is told.
        if (::fcntl(descriptor, F_GETFD) < 0)
            [[maybe_unused]] const int opened = ::open("/dev/null", O_RDONLY);
    }
    std::signal(SIGPIPE, SIG_IGN);
    // Qt complains of any other character set (as of a locale that is not installed) on standard error, and goes on with UTF-8.
    if (!::setlocale(LC_ALL, "") || std::strcmp(::nl_langinfo(CODESET), "UTF-8") != 0)
        qputenv("LC_ALL", "C.UTF-8");
}

void logToStandardError(Logging logging)
{
    qSetMessagePattern(u"%{time yyyy-MM-ddTHH:mm:ss.zzzt} level=%{type} category=%{category} %{message}"_s);
    qInstallMessageHandler(writeLog);
    // QT_LOGGING_RULES, where it is set, goes before this.
    QLoggingCategory::setFilterRules(logging == Logging::Full ? u"vigie.*.debug=false"_s : u"vigie.*.debug=false\nvigie.*.info=false"_s);
}

} // namespace vigie::ctl
