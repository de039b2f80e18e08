#pragma once

#include "models/domain/offer.h"
#include "providers/scaleway/json.h"

#include <QDateTime>
#include <QString>
#include <QStringList>
#include <QVector>

namespace vigie::providers::scaleway {

/// An image of the marketplace's catalogue.
struct MarketplaceImage {
    QString label;
    QString name;
    QStringList categories;
    QDateTime validUntil; ///< invalid: for ever
    QDateTime updatedAt;
};

MarketplaceImage marketplaceImageOf(const Json &object);

/// The labels to try for a type, best first. For GPU types: images for GPUs of the catalogue that are still valid, in the order of
/// our preference, then of the newer system, then of the newer refresh; the built-in list when the catalogue gives none. For CPU
/// types: plain Ubuntu. Cluster and Windows images never; for B300 only those with the driver that knows it (GPU OS 13 or later).
QStringList bootCandidates(const models::Offer &offer, const QVector<MarketplaceImage> &catalogue, const QDateTime &now);

} // namespace vigie::providers::scaleway
