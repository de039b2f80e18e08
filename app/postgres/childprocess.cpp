#include "app/postgres/childprocess.h"

#include <QFile>
#include <QList>
#include <QProcess>
#include <QProcessEnvironment>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace vigie::postgres {

using namespace Qt::StringLiterals;

namespace {

constexpr int pollMilliseconds = 50;
constexpr int terminateMilliseconds = 5000;

/// PATH, HOME and the C locale, nothing else: PGDATA, PGPORT, PGOPTIONS and the like of the user's are for other clusters.
QList<QByteArray> childEnvironment(const ServerAccount &account)
{
    return {"PATH=/usr/bin:/bin", "LC_ALL=C", "HOME=" + QFile::encodeName(account.home)};
}

/// What the starter learns from the launched child: its pid when executed (failed == nullptr at the end of the pipe).
struct Report {
    pid_t pid;
    int error;
};

struct Launch {
    std::vector<char *> arguments;
    std::vector<char *> environment;
    const char *logFile;
    int report;
};

/// In the grandchild: async-signal-safe calls only. Never returns.
[[noreturn]] void becomeServer(const ServerAccount &account, const Launch &launch) noexcept
{
    const auto giveUp = [&launch]() {
        const Report failure{0, errno};
        [[maybe_unused]] const auto written = write(launch.report, &failure, sizeof failure);
        _exit(127);
    };
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    struct sigaction standard{};
    standard.sa_handler = SIG_DFL;
    for (int number = 1; number < SIGSYS; ++number)
        sigaction(number, &standard, nullptr);
    umask(077);
    becomeAccount(account);
    const int null = open("/dev/null", O_RDWR);
    const int log = open(launch.logFile, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, 0600);
    if (null < 0 || log < 0 || chdir("/") != 0 || dup2(null, 0) < 0 || dup2(log, 1) < 0 || dup2(log, 2) < 0)
        giveUp();
    // Everything but the three and the report (which closes itself at the exec) stays behind.
    const unsigned report = static_cast<unsigned>(launch.report);
    if (report > 3)
        syscall(SYS_close_range, 3U, report - 1, 0U);
    syscall(SYS_close_range, report + 1, ~0U, 0U);
    execve(launch.arguments.front(), launch.arguments.data(), launch.environment.data());
    giveUp();
    _exit(127);
}

std::vector<char *> pointers(QList<QByteArray> &texts)
{
    std::vector<char *> result;
    for (QByteArray &text : texts)
        result.push_back(text.data());
    result.push_back(nullptr);
    return result;
}

tl::unexpected<models::Error> launchFailure(const QString &program, int error)
{
    return models::fail(models::ErrorCode::ClusterStartFailed, {{u"path"_s, program}}, QString::fromLocal8Bit(std::strerror(error)));
}

} // namespace

models::Result<Finished> runAs(const ServerAccount &account, const QString &program, const QStringList &arguments, std::stop_token stop,
                               int keepOpen)
{
    QProcess process;
    QProcessEnvironment environment;
    for (const QByteArray &entry : childEnvironment(account)) {
        const qsizetype equals = entry.indexOf('=');
        environment.insert(QString::fromLocal8Bit(entry.left(equals)), QString::fromLocal8Bit(entry.mid(equals + 1)));
    }
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setWorkingDirectory(u"/"_s);
    process.setChildProcessModifier([account, keepOpen]() {
        umask(077);
        if (keepOpen >= 0)
            fcntl(keepOpen, F_SETFD, 0);
        becomeAccount(account);
    });
    process.start(program, arguments);
    if (!process.waitForStarted(-1))
        return models::fail(models::ErrorCode::Internal, {{u"path"_s, program}}, process.errorString());
    while (process.state() != QProcess::NotRunning && !process.waitForFinished(pollMilliseconds)) {
        if (!stop.stop_requested())
            continue;
        process.terminate();
        if (!process.waitForFinished(terminateMilliseconds)) {
            process.kill();
            process.waitForFinished(-1);
        }
        return models::fail(models::ErrorCode::Cancelled);
    }
    const int status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    return Finished{status, QString::fromUtf8(process.readAll()).trimmed()};
}

models::Result<qint64> launchDetached(const ServerAccount &account, const QString &program, const QStringList &arguments,
                                      const QString &logFile)
{
    // All memory is allocated before the fork: another thread may hold the allocator's lock at that instant.
    QList<QByteArray> texts{QFile::encodeName(program)};
    for (const QString &argument : arguments)
        texts.append(QFile::encodeName(argument));
    QList<QByteArray> environment = childEnvironment(account);
    const QByteArray log = QFile::encodeName(logFile);
    std::array<int, 2> report{};
    if (pipe2(report.data(), O_CLOEXEC) != 0)
        return launchFailure(program, errno);
    const Launch launch{pointers(texts), pointers(environment), log.constData(), report[1]};

    const pid_t middle = fork();
    if (middle == 0) {
        setsid();
        const pid_t server = fork();
        if (server == 0)
            becomeServer(account, launch);
        const Report started{server, server < 0 ? errno : 0};
        [[maybe_unused]] const auto written = write(report[1], &started, sizeof started);
        _exit(0);
    }
    const int forkError = errno;
    close(report[1]);
    if (middle < 0) {
        close(report[0]);
        return launchFailure(program, forkError);
    }
    while (waitpid(middle, nullptr, 0) < 0 && errno == EINTR) { }

    // The pipe ends when the exec succeeded (the last writer closed itself), after one report, or two when something failed.
    pid_t pid = 0;
    int error = 0;
    for (Report part{};;) {
        const auto size = read(report[0], &part, sizeof part);
        if (size < 0 && errno == EINTR)
            continue;
        if (size != sizeof part)
            break;
        pid = part.pid > 0 ? part.pid : pid;
        error = part.error != 0 ? part.error : error;
    }
    close(report[0]);
    if (error != 0 || pid <= 0)
        return launchFailure(program, error != 0 ? error : EIO);
    return qint64{pid};
}

} // namespace vigie::postgres
