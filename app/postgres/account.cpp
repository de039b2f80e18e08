#include "app/postgres/account.h"

#include <QByteArray>

#include <array>
#include <optional>

#include <pwd.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace vigie::postgres {

using namespace Qt::StringLiterals;

namespace {

struct Passwd {
    uid_t uid;
    gid_t gid;
    QString name;
    QString home;
};

template <class Look>
std::optional<Passwd> passwdEntry(Look look)
{
    std::array<char, 16384> buffer{};
    passwd entry{};
    passwd *found = nullptr;
    if (look(&entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr)
        return std::nullopt;
    return Passwd{entry.pw_uid, entry.pw_gid, QString::fromLocal8Bit(entry.pw_name), QString::fromLocal8Bit(entry.pw_dir)};
}

} // namespace

models::Result<ServerAccount> serverAccount()
{
    const uid_t uid = geteuid();
    const auto own = passwdEntry([uid](auto... rest) { return getpwuid_r(uid, rest...); });
    if (!own)
        return models::fail(models::ErrorCode::NoPasswdEntry, {{u"uid"_s, QString::number(uid)}});
    if (uid != 0)
        return ServerAccount{own->uid, own->gid, own->name, own->home, own->name};
    const auto server = passwdEntry([](auto... rest) { return getpwnam_r("postgres", rest...); });
    if (!server || server->uid == 0)
        return models::fail(models::ErrorCode::PostgresNotInstalled, {{u"account"_s, u"postgres"_s}, {u"package"_s, u"postgresql"_s}});
    return ServerAccount{server->uid, server->gid, server->name, server->home, own->name};
}

void becomeAccount(const ServerAccount &account) noexcept
{
    if (geteuid() == account.uid)
        return;
    const gid_t group = account.gid;
    if (syscall(SYS_setgroups, 1, &group) != 0 || syscall(SYS_setresgid, group, group, group) != 0
        || syscall(SYS_setresuid, account.uid, account.uid, account.uid) != 0)
        _exit(126);
}

} // namespace vigie::postgres
