// A program that uses the private cluster as ours do, driven by its arguments; it prints one line per event.
//   use <root> <name>         starts, prints what happened, waits for the end of its input, leaves
//   turns <root> <name> <n>   n times: start, ask, leave
//   zombie <account uid>      has a dead child named postgres, prints its pid, reaps it at the end of its input

#include "app/postgres/privatecluster.h"
#include "app/postgres/serversession.h"

#include <QCoreApplication>
#include <QStringList>

#include <cstdio>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace vigie;

namespace {

void say(const QString &line)
{
    std::printf("%s\n", qPrintable(line));
    std::fflush(stdout);
}

void waitForEndOfInput()
{
    char byte = 0;
    while (read(STDIN_FILENO, &byte, 1) > 0) { }
}

postgres::ClusterOptions optionsFor(const QStringList &arguments)
{
    postgres::ClusterOptions options;
    options.dataRoot = arguments.value(2);
    options.applicationName = arguments.value(3);
    return options;
}

int complain(const models::Error &error)
{
    say("error "_L1 + toName(error.code) + u' ' + error.detail);
    return 1;
}

int use(const QStringList &arguments)
{
    const auto show = [](postgres::ClusterPhase phase) { say(u"phase %1"_s.arg(static_cast<int>(phase))); };
    postgres::PrivateCluster cluster(optionsFor(arguments), show);
    if (const auto started = cluster.start(); !started)
        return complain(started.error());
    say(u"started"_s);
    waitForEndOfInput();
    if (const auto left = cluster.leave(); !left)
        return complain(left.error());
    say(u"left"_s);
    return 0;
}

int turns(const QStringList &arguments)
{
    for (int turn = 0; turn < arguments.value(4).toInt(); ++turn) {
        postgres::PrivateCluster cluster(optionsFor(arguments));
        if (const auto started = cluster.start(); !started)
            return complain(started.error());
        postgres::ServerSession session({cluster.places().socketDirectory, 5432, arguments.value(3)}, u"vigie"_s);
        if (const auto opened = session.open(); !opened)
            return complain(opened.error());
        if (const auto asked = session.ask(u"select 1"_s); !asked)
            return complain(asked.error());
        if (const auto left = cluster.leave(); !left)
            return complain(left.error());
    }
    say(u"done"_s);
    return 0;
}

int zombie(const QStringList &arguments)
{
    const auto uid = static_cast<uid_t>(arguments.value(2).toUInt());
    const pid_t child = fork();
    if (child == 0) {
        prctl(PR_SET_NAME, "postgres");
        if (geteuid() != uid && setuid(uid) != 0)
            _exit(1);
        _exit(0);
    }
    siginfo_t ended{};
    waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT);
    say(QString::number(child));
    waitForEndOfInput();
    waitpid(child, nullptr, 0);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QString what = arguments.value(1);
    return what == "use"_L1 ? use(arguments) : what == "turns"_L1 ? turns(arguments) : what == "zombie"_L1 ? zombie(arguments) : 2;
}
