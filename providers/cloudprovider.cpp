#include "providers/cloudprovider.h"

#include <algorithm>

namespace vigie::providers {

using namespace Qt::StringLiterals;

QString verifyCreated(const ServerSpec &spec, const Server &server)
{
    if (server.volumes.isEmpty() || server.volumes.first().kind != "sbs_volume"_L1)
        return u"its root volume is "_s + (server.volumes.isEmpty() ? u"not there"_s : server.volumes.first().kind) + u", not block storage"_s;
    if (std::any_of(server.volumes.begin(), server.volumes.end(), [](const AttachedVolume &each) { return each.kind == "l_ssd"_L1; }))
        return u"it has a local volume"_s;
    if (server.imageId.compare(spec.imageId, Qt::CaseInsensitive) != 0)
        return u"its image is "_s + server.imageId + u", not "_s + spec.imageId;
    if (server.type != spec.type)
        return u"its type is "_s + server.type.toString() + u", not "_s + spec.type.toString();
    return {};
}

} // namespace vigie::providers
