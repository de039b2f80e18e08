// vigie-sandbox: puts the parts together, says where they are, and waits for the end.
#include "providers/sandbox/api.h"
#include "providers/sandbox/apilistener.h"
#include "providers/sandbox/controlapi.h"
#include "providers/sandbox/dice.h"
#include "providers/sandbox/options.h"
#include "providers/sandbox/sshserver.h"
#include "providers/sandbox/workerserver.h"

#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

using namespace vigie::providers::sandbox;

constexpr const char *accessKey = "SCWSANDBOX0000000000";
constexpr long tickNanoseconds = 20'000'000;

/// Signals are taken by the loop below and by nobody else: blocked before the first thread starts.
sigset_t blockSignals()
{
    std::signal(SIGPIPE, SIG_IGN);
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);
    return ends;
}

/// A thousand machines with a session each need more descriptors than the usual soft limit.
void raiseDescriptorLimit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

Account makeAccount(Account account)
{
    if (account.project.empty()) {
        account.project = randomUuid();
        account.organization = randomUuid();
        account.user = randomUuid();
        account.secretKey = randomUuid();
        account.accessKey = accessKey;
    }
    if (const char *given = std::getenv("VIGIE_SANDBOX_SECRET_KEY"); given && *given)
        account.secretKey = given;
    return account;
}

int fail(const char *what, const char *why)
{
    std::fprintf(stderr, "vigie-sandbox: %s: %s\n", what, why);
    return 1;
}

void sayReady(int port, const LoopbackListener &ssh, const LoopbackListener &worker, const Account &account)
{
    const std::string url = "http://127.0.0.1:" + std::to_string(port);
    const Json line{{"ready", true}, {"api_url", url}, {"ssh_port", ssh.port}, {"worker_port", worker.port}, {"secret_key",
        account.secretKey},
                    {"access_key", account.accessKey}, {"project_id", account.project}, {"organization_id", account.organization},
                    {"control_url", url + "/sandbox"}, {"pid", getpid()}};
    std::printf("%s\n", toText(line).c_str());
    std::fflush(stdout);
}

int run(const Options &options)
{
    const sigset_t ends = blockSignals();
    raiseDescriptorLimit();
    const pid_t parent = getppid();
    std::string error;
    auto loaded = StateFile::load(options.stateFile, error);
    if (!error.empty())
        return fail("state", error.c_str());
    Cloud cloud(options.zones, options.timeScale, options.seed);
    CloudState state = loaded ? std::move(*loaded) : CloudState{};
    state.account = makeAccount(std::move(state.account));
    const Account account = state.account;
    cloud.adopt(std::move(state));
    ApiFaults faults;
    MachineFaults machineFaults;
    Journal journal(options.stateFile.empty() ? std::string() : options.stateFile + ".journal");
    StateFile file(cloud, options.stateFile);
    file.start();
    Api api(cloud, faults, machineFaults, journal, file, options.latencyMs * millisecond);
    ControlApi control(cloud, api, faults, machineFaults, journal, file);
    Machines machines(cloud, machineFaults, file);

    const auto sshListener = LoopbackListener::open(static_cast<std::uint16_t>(options.sshPort));
    if (!sshListener)
        return fail("SSH port", std::strerror(errno));
    const SshServer ssh(machines, *sshListener);
    const auto workerListener = LoopbackListener::open(static_cast<std::uint16_t>(options.workerPort));
    if (!workerListener)
        return fail("worker port", std::strerror(errno));
    const WorkerServer worker(machines, *workerListener, options.seed);
    ApiListener listener(api, control);
    const auto port = listener.start(options.port);
    if (!port)
        return fail("API port", std::strerror(errno));
    sayReady(*port, *sshListener, *workerListener, account);

    const timespec patience{0, tickNanoseconds};
    while (sigtimedwait(&ends, nullptr, &patience) < 0) {
        api.tick();
        if (options.exitWithParent && getppid() != parent)
            break;
    }
    api.pause().end();
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    std::string error;
    const auto options = Options::parse(argc, argv, error);
    if (!options) {
        std::fprintf(stderr, "vigie-sandbox: %s\n%s", error.c_str(), Options::help());
        return 2;
    }
    switch (options->wish) {
    case Options::Wish::Help:
        std::fputs(Options::help(), stdout);
        return 0;
    case Options::Wish::Version:
        std::puts("vigie-sandbox " VIGIE_VERSION);
        return 0;
    case Options::Wish::Run:
        break;
    }
    return run(*options);
}
