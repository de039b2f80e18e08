#pragma once

#include "providers/machine/sshmachinegateway.h"
#include "tests/machine/installroot.h"

#include <QString>
#include <QStringList>
#include <QVector>

/// What the tests of the install script do again and again: the real gateway, on an InstallRoot.
class InstallUser {
public:
    InstallUser();

    /// Why there can be no machine here; empty when it runs.
    QByteArray start();

    InstallRoot &root() { return m_root; }
    const vigie::providers::MachineAddress &address() const { return m_address; }
    vigie::providers::SshMachineGateway &gateway() { return *m_gateway; }

    using Progress = vigie::models::Result<vigie::providers::InstallProgress>;
    Progress startInstall(const vigie::providers::WorkerPlan &wanted);
    Progress progress(std::int64_t offset = 0);
    /// The state that a look from the log's start gives; Running too when it fails.
    vigie::providers::InstallState state()
    {
        return progress()
            .value_or(vigie::providers::InstallProgress{.state = vigie::providers::InstallState::Running, .events = {}, .lines = {}})
            .state;
    }
    /// Follows the install to its end, collecting what it says from this first progress on.
    Progress follow(Progress progress);
    Progress install(const vigie::providers::WorkerPlan &wanted) { return follow(startInstall(wanted)); }

    static vigie::providers::CallContext soon() { return {QDeadlineTimer(30'000), {}}; }
    static vigie::providers::WorkerPlan plan(const QString &model = QStringLiteral("Qwen/Qwen2.5-7B-Instruct"));
    /// `phase:event` of each.
    static QStringList names(const QVector<vigie::providers::InstallEvent> &events);
    static QByteArray apiKey() { return "aVerySecretKeyOfTheWorker0123456789"; }
    static QByteArray hubToken() { return "hf_aVerySecretTokenOfTheHub"; }

private:
    InstallRoot m_root;
    std::unique_ptr<vigie::providers::SshMachineGateway> m_gateway;
    vigie::providers::MachineAddress m_address;
};
