#pragma once

#include "models/domain/offer.h"
#include "providers/cloudprovider.h"
#include "providers/scaleway/api.h"

#include <QDateTime>
#include <QHash>
#include <QPair>

#include <functional>

namespace vigie::providers::scaleway {

using WallClock = std::function<QDateTime()>;

/// Finds the image that a type in a zone can boot from, and proves it: the marketplace lists the type as compatible with it, in
/// the zone, for the architecture, and the Instance API shows an available image with a block-storage root. Nothing is guessed from
/// names. What was found is kept for 24 hours per (zone, type). Belongs to the thread of its Api.
class BootImages {
public:
    BootImages(Api &api, WallClock now);

    /// As CloudProvider::resolveBootImage.
    ProviderResult<BootImage> resolve(const models::Zone &zone, const models::CommercialType &type, const CallContext &context);
    /// The next resolve() asks again: the image was refused, or replaced.
    void forget(const models::Zone &zone, const models::CommercialType &type);

private:
    /// The image, or why this candidate is none; an error when it could not be found out.
    using Verdict = ProviderResult<tl::expected<BootImage, QString>>;

    ProviderResult<BootImage> find(const models::Zone &zone, const models::CommercialType &type, const CallContext &context);
    ProviderResult<models::Offer> offer(const models::Zone &zone, const models::CommercialType &type, const CallContext &context);
    void warnAboutStock(const models::Zone &zone, const models::CommercialType &type, const CallContext &context);
    ProviderResult<BootImage> pinned(const QString &id, const models::Offer &offer, const CallContext &context);
    QStringList candidates(const models::Offer &offer, const CallContext &context);
    Verdict tryLabel(const QString &label, const models::Offer &offer, const CallContext &context);
    tl::expected<QStringList, ProviderError> localImages(const QString &label, const models::Offer &offer, QString &refusal,
                                                         const CallContext &context);
    Verdict checkImage(const QString &id, const QString &label, const models::Offer &offer, const CallContext &context);

    struct Found {
        BootImage image;
        QDateTime at;
    };
    Api &m_api;
    WallClock m_now;
    QHash<QPair<models::Zone, models::CommercialType>, Found> m_found;
};

} // namespace vigie::providers::scaleway
