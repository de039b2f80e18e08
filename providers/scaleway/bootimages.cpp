#include "providers/scaleway/bootimages.h"

#include "providers/scaleway/candidates.h"
#include "providers/scaleway/readings.h"
#include "providers/scaleway/routes.h"

#include <QLoggingCategory>
#include <QUuid>

#include <algorithm>

Q_LOGGING_CATEGORY(bootImageLog, "vigie.provider.scaleway.image")

namespace vigie::providers::scaleway {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 keptSeconds = 24 * 3600;
const QString &sbs()
{
    static const QString type = u"instance_sbs"_s;
    return type;
}

/// The error of a look-up that failed: a problem of the account or of the way there keeps its own code, everything else is a failed resolution.
ProviderError lookUpFailed(ProviderError error, const QString &what)
{
    const bool isOfTheAccount =
        error.errorClass == ErrorClass::Auth || error.errorClass == ErrorClass::Permission || error.errorClass == ErrorClass::Cancelled;
    const bool hadNoAnswer = error.httpStatus == 0 && error.code == models::ErrorCode::ProviderUnreachable;
    if (!isOfTheAccount && !hadNoAnswer)
        error.code = models::ErrorCode::BootImageResolveFailed;
    error.message = what + u": "_s + error.message;
    return error;
}

ProviderError noImage(const QStringList &refusals)
{
    ProviderError error = refused(ErrorClass::Invalid, refusals.join(u'\n'));
    error.code = models::ErrorCode::ScwDisklessBootImageRequired;
    return error;
}

bool hasLocalVolume(const Json &volumes)
{
    return std::any_of(volumes.begin(), volumes.end(), [](const Json &each) { return text(each, "volume_type") == "l_ssd"_L1; });
}

} // namespace

BootImages::BootImages(Api &api, WallClock now) : m_api(api), m_now(std::move(now)) {}

ProviderResult<BootImage> BootImages::resolve(const models::Zone &zone, const models::CommercialType &type, const CallContext &context)
{
    const auto kept = m_found.constFind({zone, type});
    if (kept != m_found.constEnd()) {
        const qint64 age = kept->at.secsTo(m_now());
        if (age >= 0 && age < keptSeconds)
            return kept->image;
    }
    auto image = find(zone, type, context);
    if (image)
        m_found.insert({zone, type}, {*image, m_now()});
    return image;
}

void BootImages::forget(const models::Zone &zone, const models::CommercialType &type)
{
    m_found.remove({zone, type});
}

ProviderResult<BootImage> BootImages::find(const models::Zone &zone, const models::CommercialType &type, const CallContext &context)
{
    const auto offered = offer(zone, type, context);
    if (!offered)
        return tl::unexpected(offered.error());
    warnAboutStock(zone, type, context);
    const QString &pin = m_api.account().bootImage;
    if (!QUuid::fromString(pin).isNull())
        return pinned(pin, *offered, context);

    QStringList refusals;
    for (const QString &label : pin.isEmpty() ? candidates(*offered, context) : QStringList{pin}) {
        const Verdict verdict = tryLabel(label, *offered, context);
        if (!verdict)
            return tl::unexpected(lookUpFailed(verdict.error(), label));
        if (*verdict) {
            qCInfo(bootImageLog).noquote().nospace()
                << "zone=" << zone.toString() << " type=" << type.toString() << " label=" << label << " image=" << (*verdict)->id;
            return **verdict;
        }
        refusals.append(label + u": "_s + verdict->error());
    }
    if (refusals.isEmpty())
        refusals.append(u"no label of the catalogue is for this type"_s);
    return tl::unexpected(noImage(refusals));
}

ProviderResult<models::Offer> BootImages::offer(const models::Zone &zone, const models::CommercialType &type, const CallContext &context)
{
    const auto types = m_api.list(serverTypes(zone), context);
    if (!types)
        return tl::unexpected(lookUpFailed(types.error(), u"server types"_s));
    const auto found = std::find_if(types->begin(), types->end(), [&](const ListEntry &each) { return each.id == type.toString(); });
    if (found == types->end()) {
        ProviderError error = refused(ErrorClass::Invalid, type.toString() + u" is not offered in "_s + zone.toString());
        error.code = models::ErrorCode::OfferNotInZone;
        return tl::unexpected(error);
    }
    models::Offer offered = offerOf(found->id, found->value, m_api.account().id, zone);
    if (offered.endOfService)
        qCWarning(bootImageLog).noquote().nospace() << "zone=" << zone.toString() << " type=" << type.toString() << " end_of_service=true";
    return offered;
}

void BootImages::warnAboutStock(const models::Zone &zone, const models::CommercialType &type, const CallContext &context)
{
    // A hint and no more: shortage may succeed, available may fail. So neither the answer nor its lack stops anything.
    const auto stock = m_api.list(serverStock(zone), context);
    if (!stock)
        return;
    const auto found = std::find_if(stock->begin(), stock->end(), [&](const ListEntry &each) { return each.id == type.toString(); });
    const QString word = found == stock->end() ? u"unknown"_s : text(found->value, "availability");
    if (stockOf(word) == models::Stock::Shortage || stockOf(word) == models::Stock::Unknown)
        qCWarning(bootImageLog).noquote().nospace()
            << "zone=" << zone.toString() << " type=" << type.toString() << " availability=" << word;
}

QStringList BootImages::candidates(const models::Offer &offer, const CallContext &context)
{
    QVector<MarketplaceImage> catalogue;
    if (offer.gpus > 0) {
        const auto images = m_api.list({.path = marketplaceRoute({u"images"_s}),
                                        .query = {{u"include_eol"_s, u"false"_s}, {u"order_by"_s, u"name_asc"_s}},
                                        .key = "images",
                                        .totals = Totals::Body,
                                        .completeness = Completeness::Tolerant},
                                       context);
        if (!images)
            qCWarning(bootImageLog).noquote().nospace() << "catalogue=unreadable using=built-in detail=" << images.error().message;
        else
            std::transform(images->begin(), images->end(), std::back_inserter(catalogue),
                           [](const ListEntry &each) { return marketplaceImageOf(each.value); });
    }
    return bootCandidates(offer, catalogue, m_now());
}

BootImages::Verdict BootImages::tryLabel(const QString &label, const models::Offer &offer, const CallContext &context)
{
    // Twice: an id that is gone when it is looked at was replaced by a refresh between the two questions.
    for (int attempt = 0;; ++attempt) {
        QString refusal;
        const auto ids = localImages(label, offer, refusal, context);
        if (!ids)
            return tl::unexpected(ids.error());
        bool isStale = false;
        for (const QString &id : *ids) {
            Verdict verdict = checkImage(id, label, offer, context);
            if (verdict && *verdict)
                return verdict;
            if (!verdict && verdict.error().errorClass != ErrorClass::Gone)
                return verdict;
            isStale = isStale || !verdict;
            refusal = verdict ? verdict->error() : u"its image "_s + id + u" does not exist"_s;
        }
        if (!isStale || attempt == 1)
            return tl::expected<BootImage, QString>(tl::unexpect, refusal);
    }
}

/// The ids that the marketplace gives for the label and the offer; none, with the refusal, when it gives none that fits.
tl::expected<QStringList, ProviderError> BootImages::localImages(const QString &label, const models::Offer &offer, QString &refusal,
                                                                 const CallContext &context)
{
    Listing listing{.path = marketplaceRoute({u"local-images"_s}),
                    .query = {{u"image_label"_s, label}, {u"zone"_s, offer.zone.toString()}, {u"type"_s, sbs()}},
                    .key = "local_images", .totals = Totals::Body, .completeness = Completeness::Tolerant};
    const auto entries = m_api.list(listing, context);
    if (!entries && entries.error().httpStatus == 404 && entries.error().type == "not_found"_L1) {
        refusal = u"the label is unknown"_s;
        return QStringList();
    }
    if (!entries)
        return tl::unexpected(entries.error());
    refusal = u"it has no block-storage image in "_s + offer.zone.toString();
    QStringList ids;
    for (const auto &[id, image] : *entries) {
        if (text(image, "zone") != offer.zone.toString() || text(image, "type") != sbs())
            continue;
        if (text(image, "arch") != offer.arch) {
            if (ids.isEmpty())
                refusal = u"it is for another architecture than "_s + offer.arch;
        } else if (!texts(image, "compatible_commercial_types").contains(offer.type.toString())) {
            refusal = offer.type.toString() + u" is not among its compatible types"_s;
        } else {
            ids.append(id);
        }
    }
    return ids;
}

BootImages::Verdict BootImages::checkImage(const QString &id, const QString &label, const models::Offer &offer, const CallContext &context)
{
    const auto body = m_api.object({.path = instanceRoute(offer.zone, {u"images"_s, id}), .askedId = id}, context);
    if (!body)
        return tl::unexpected(body.error());
    const Json &image = child(*body, "image");
    const QString root = text(child(image, "root_volume"), "volume_type");
    const QString state = text(image, "state");
    QString refusal;
    if (text(image, "id") != id)
        refusal = u"the API shows another image than "_s + id;
    else if (state != "available"_L1)
        refusal = u"its image is in state "_s + state;
    else if (text(image, "arch") != offer.arch)
        refusal = u"its image is for "_s + text(image, "arch");
    else if (root != "sbs_snapshot"_L1)
        refusal = u"its root volume is "_s + (root.isEmpty() ? u"not said"_s : root) + u", not block storage"_s;
    else if (hasLocalVolume(child(image, "extra_volumes")))
        refusal = u"it has a local volume"_s;
    if (!refusal.isEmpty())
        return tl::expected<BootImage, QString>(tl::unexpect, refusal);
    return tl::expected<BootImage, QString>(BootImage{label, id, text(image, "name")});
}

ProviderResult<BootImage> BootImages::pinned(const QString &id, const models::Offer &offer, const CallContext &context)
{
    QString label;
    const auto local = m_api.object({.path = marketplaceRoute({u"local-images"_s, id}), .askedId = id}, context);
    if (local) {
        label = text(*local, "label");
        if (!texts(*local, "compatible_commercial_types").contains(offer.type.toString()))
            return tl::unexpected(noImage({id + u": "_s + offer.type.toString() + u" is not among its compatible types"_s}));
    } else if (local.error().errorClass == ErrorClass::Gone) {
        qCWarning(bootImageLog).noquote().nospace() << "image=" << id << " marketplace=unknown compatible_types=unproven";
    } else {
        return tl::unexpected(lookUpFailed(local.error(), id));
    }
    const Verdict verdict = checkImage(id, label, offer, context);
    if (!verdict && verdict.error().errorClass == ErrorClass::Gone)
        return tl::unexpected(noImage({id + u": the image does not exist in "_s + offer.zone.toString()}));
    if (!verdict)
        return tl::unexpected(lookUpFailed(verdict.error(), id));
    if (!*verdict)
        return tl::unexpected(noImage({id + u": "_s + verdict->error()}));
    return **verdict;
}

} // namespace vigie::providers::scaleway
