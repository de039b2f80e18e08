#pragma once

#include "models/domain/ids.h"
#include "providers/scaleway/api.h"

namespace vigie::providers::scaleway {

inline QStringList instanceRoute(const models::Zone &zone, const QStringList &rest)
{
    return QStringList{QStringLiteral("instance"), QStringLiteral("v1"), QStringLiteral("zones"), zone.toString()} + rest;
}

inline QStringList blockRoute(const models::Zone &zone, const QStringList &rest)
{
    return QStringList{QStringLiteral("block"), QStringLiteral("v1"), QStringLiteral("zones"), zone.toString()} + rest;
}

inline QStringList marketplaceRoute(const QStringList &rest)
{
    return QStringList{QStringLiteral("marketplace"), QStringLiteral("v2")} + rest;
}

/// All server types of a zone, or their stock: maps by type name, paged by 50 (the GPU types are not all on the first page).
inline Listing serverTypes(const models::Zone &zone)
{
    return {.path = instanceRoute(zone, {QStringLiteral("products"), QStringLiteral("servers")}), .query = {}, .key = "servers",
            .totals = Totals::Header, .completeness = Completeness::Tolerant, .pageSize = 0};
}

inline Listing serverStock(const models::Zone &zone)
{
    Listing listing = serverTypes(zone);
    listing.path.append(QStringLiteral("availability"));
    return listing;
}

} // namespace vigie::providers::scaleway
