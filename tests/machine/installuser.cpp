#include "tests/machine/installuser.h"

#include <QTest>

using namespace vigie;
using providers::InstallProgress;
using providers::InstallState;
using providers::Secret;

InstallUser::InstallUser() = default;

QByteArray InstallUser::start()
{
    if (!m_root.start())
        return "sshd does not start: " + m_root.sshd().log();
    m_gateway = std::make_unique<providers::SshMachineGateway>(
        providers::MachineAccess{Secret(m_root.sshd().clientKey()), Secret(hubToken()), SshdServer::currentUser()});
    m_address = {m_root.sshd().host(), m_root.sshd().port(), 8000, {m_root.sshd().fingerprint()}};
    return {};
}

InstallUser::Progress InstallUser::startInstall(const providers::WorkerPlan &wanted)
{
    return m_gateway->startInstall(m_address, wanted, soon());
}

InstallUser::Progress InstallUser::progress(std::int64_t offset)
{
    return m_gateway->installProgress(m_address, offset, soon());
}

InstallUser::Progress InstallUser::follow(Progress next)
{
    const QDeadlineTimer deadline(30'000);
    InstallProgress all;
    while (next && !deadline.hasExpired()) {
        all.events << next->events;
        all.lines << next->lines;
        all.state = next->state;
        all.nextOffset = next->nextOffset;
        if (next->state != InstallState::Running)
            return all;
        QTest::qWait(100); // a look costs the machine some ten processes
        next = progress(all.nextOffset);
    }
    return next;
}

providers::WorkerPlan InstallUser::plan(const QString &model)
{
    providers::WorkerPlan made;
    made.model = model;
    made.tensorParallel = 2;
    made.maxModelLength = 8192;
    made.apiKey = apiKey();
    return made;
}

QStringList InstallUser::names(const QVector<providers::InstallEvent> &events)
{
    QStringList all;
    for (const providers::InstallEvent &each : events)
        all << each.phase + u':' + each.event;
    return all;
}
