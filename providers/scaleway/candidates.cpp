#include "providers/scaleway/candidates.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <tuple>

namespace vigie::providers::scaleway {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array preferred{"ubuntu_noble_gpu_os_13_nvidia", "ubuntu_noble_gpu_os_12", "ubuntu_jammy_gpu_os_12"};
constexpr std::array plain{"ubuntu_noble", "ubuntu_jammy"};
constexpr int firstGpuOsForBlackwell = 13;

struct Release {
    const char *codename;
    int version; // 2404 for 24.04
};
constexpr std::array releases{Release{"noble", 2404}, Release{"jammy", 2204}, Release{"focal", 2004}};

int gpuOsOf(const QString &label)
{
    static const QRegularExpression pattern(u"gpu_os_(\\d{1,4})"_s);
    return pattern.match(label).captured(1).toInt(); // 0 without one
}

int systemOf(const MarketplaceImage &image)
{
    static const QRegularExpression pattern(u"\\b(\\d\\d)\\.(\\d\\d)\\b"_s);
    const auto match = pattern.match(image.name);
    if (match.hasMatch())
        return match.captured(1).toInt() * 100 + match.captured(2).toInt();
    const auto found = std::find_if(releases.begin(), releases.end(),
                                    [&](const Release &each) { return image.label.contains(QLatin1String(each.codename)); });
    return found == releases.end() ? 0 : found->version;
}

bool isForGpus(const MarketplaceImage &image, const QDateTime &now)
{
    const bool isMeant = image.label.contains("gpu_os"_L1) || image.categories.contains("Machine Learning"_L1, Qt::CaseInsensitive);
    const bool isExcluded = image.label.startsWith("kapsule"_L1) || image.label.startsWith("windows"_L1);
    return isMeant && !isExcluded && (!image.validUntil.isValid() || image.validUntil > now);
}

std::ptrdiff_t preference(const QString &label)
{
    return std::find_if(preferred.begin(), preferred.end(), [&](const char *each) { return label == QLatin1String(each); })
           - preferred.begin();
}

} // namespace

MarketplaceImage marketplaceImageOf(const Json &object)
{
    MarketplaceImage image;
    image.label = text(object, "label");
    image.name = text(object, "name");
    image.categories = texts(object, "categories");
    image.validUntil = QDateTime::fromString(text(object, "valid_until"), Qt::ISODateWithMs);
    image.updatedAt = QDateTime::fromString(text(object, "updated_at"), Qt::ISODateWithMs);
    return image;
}

QStringList bootCandidates(const models::Offer &offer, const QVector<MarketplaceImage> &catalogue, const QDateTime &now)
{
    QStringList labels;
    if (offer.gpus == 0) {
        for (const char *label : plain)
            labels.append(QString::fromLatin1(label));
        return labels;
    }
    QVector<MarketplaceImage> images;
    std::copy_if(catalogue.begin(), catalogue.end(), std::back_inserter(images), [&](const MarketplaceImage &image) {
        return !image.label.isEmpty() && isForGpus(image, now);
    });
    // Negated numbers, so that one ascending comparison puts the newest first.
    const auto rank = [](const MarketplaceImage &image) {
        const qint64 updated = image.updatedAt.isValid() ? image.updatedAt.toMSecsSinceEpoch() : 0;
        return std::tuple(preference(image.label), -systemOf(image), -gpuOsOf(image.label), -updated, image.label);
    };
    std::sort(images.begin(), images.end(),
              [&](const MarketplaceImage &left, const MarketplaceImage &right) { return rank(left) < rank(right); });
    for (const MarketplaceImage &image : images)
        labels.append(image.label);
    if (labels.isEmpty()) {
        for (const char *label : preferred)
            labels.append(QString::fromLatin1(label));
    }
    if (offer.type.toString().startsWith("B300"_L1))
        labels.removeIf([](const QString &label) { return gpuOsOf(label) < firstGpuOsForBlackwell; });
    labels.removeDuplicates();
    return labels;
}

} // namespace vigie::providers::scaleway
