#include "tests/sandbox/sandboxuser.h"

namespace vigie::test {

using namespace Qt::StringLiterals;

QString SandboxUser::image(const QString &label, const QString &type) const
{
    const QString path = u"/marketplace/v2/local-images?image_label=%1&zone=%2&type=%3&arch=x86_64"_s.arg(label, m_zone, type);
    return m_sandbox.get(path).json().value("local_images"_L1).toArray().first().toObject().value("id"_L1).toString();
}

QJsonObject SandboxUser::createBody(const QString &name) const
{
    const QJsonObject root{{u"volume_type"_s, u"sbs_volume"_s}, {u"size"_s, qint64{125'000'000'000}}};
    return {{u"name"_s, name},
            {u"commercial_type"_s, u"L4-1-24G"_s},
            {u"image"_s, image()},
            {u"project"_s, m_sandbox.projectId()},
            {u"dynamic_ip_required"_s, true},
            {u"boot_type"_s, u"local"_s},
            {u"volumes"_s, QJsonObject{{u"0"_s, root}}},
            {u"tags"_s, QJsonArray{u"vigie"_s}}};
}

QJsonObject SandboxUser::create(const QJsonObject &body) const
{
    const HttpReply reply = m_sandbox.call("POST", zoned(u"/servers"_s), body);
    if (reply.status != 201)
        qWarning("create answered %d: %s", reply.status, reply.body.constData());
    return reply.json().value("server"_L1).toObject();
}

HttpReply SandboxUser::act(const QString &serverId, const QString &action) const
{
    return m_sandbox.call("POST", zoned(u"/servers/%1/action"_s.arg(serverId)), QJsonObject{{u"action"_s, action}});
}

QJsonObject SandboxUser::server(const QString &serverId) const
{
    return m_sandbox.get(zoned(u"/servers/"_s + serverId)).json().value("server"_L1).toObject();
}

bool SandboxUser::waitForState(const QString &serverId, const QString &state, int timeoutMs) const
{
    return eventually(
        [&] {
            const HttpReply reply = m_sandbox.get(zoned(u"/servers/"_s + serverId));
            if (state == "gone"_L1)
                return reply.status == 404;
            return reply.json().value("server"_L1).toObject().value("state"_L1).toString() == state;
        },
        timeoutMs);
}

QString SandboxUser::bootedAddress(const QString &serverId) const
{
    if (act(serverId, u"poweron"_s).status != 202 || !waitForState(serverId, u"running"_s))
        return {};
    if (!eventually([&] { return !publishedFingerprint(serverId).isEmpty(); }))
        return {};
    return server(serverId).value("public_ip"_L1).toObject().value("address"_L1).toString();
}

QByteArray SandboxUser::publishedFingerprint(const QString &serverId) const
{
    const HttpReply reply = m_sandbox.get(zoned(u"/servers/%1/user_data/ssh-host-fingerprints"_s.arg(serverId)));
    return reply.status == 200 ? reply.body.split(' ').value(1) : QByteArray();
}

} // namespace vigie::test
