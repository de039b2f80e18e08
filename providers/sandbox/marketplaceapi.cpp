// /marketplace/v2: the catalogue of image labels, and what each of them is in a zone. Public, as at the provider.
#include "providers/sandbox/paging.h"
#include "providers/sandbox/route.h"

#include <algorithm>
#include <array>

namespace vigie::providers::sandbox {

namespace {

ApiReply listLabels(Call &call)
{
    const auto page = Page::ofOthers(call.request);
    if (!page)
        return invalidPage();
    std::vector<const ImageLabel *> found;
    const std::string category = call.request.parameter("category");
    for (const ImageLabel &label : call.cloud.images().labels()) {
        if (category.empty() || category == label.category)
            found.push_back(&label);
    }
    return otherPage("images", pageOf(found, *page, [](const ImageLabel *label) { return label->toJson(); }), found.size());
}

ApiReply listLocalImages(Call &call)
{
    const ApiRequest &request = call.request;
    const std::string label = request.parameter("image_label");
    const std::string imageId = request.parameter("image_id");
    const std::string versionId = request.parameter("version_id");
    const auto given = (label.empty() ? 0 : 1) + (imageId.empty() ? 0 : 1) + (versionId.empty() ? 0 : 1);
    if (given != 1)
        return invalidArgument("image_label", "constraint", "exactly one of image_label, image_id and version_id must be given");
    const auto page = Page::ofOthers(request);
    if (!page)
        return invalidPage();
    std::string wanted = label;
    for (const ImageLabel &each : call.cloud.images().labels()) {
        if (!imageId.empty() && textOf(each.toJson(), "id") == imageId)
            wanted = each.label;
    }
    if (!call.cloud.images().findLabel(wanted))
        return notFound("MarketplaceImage", label + imageId + versionId);
    std::vector<const BootImage *> found = call.cloud.images().ofLabel(wanted, request.parameter("zone"));
    const std::string type = request.parameter("type");
    const std::string arch = request.parameter("arch");
    std::erase_if(found, [&](const BootImage *image) {
        const char *kind = image->root == ImageRoot::Block ? "instance_sbs" : "instance_local";
        return (!type.empty() && type != "unknown_type" && type != kind) || (!arch.empty() && arch != image->arch);
    });
    // Without a type the local ones come first: whoever takes the first gets a local root.
    if (type.empty() || type == "unknown_type")
        std::stable_sort(found.begin(), found.end(), [](const BootImage *a, const BootImage *b) { return a->root > b->root; });
    return otherPage("local_images", pageOf(found, *page, [](const BootImage *image) { return image->toMarketplaceJson(); }), found.size());
}

ApiReply getLocalImage(Call &call)
{
    const BootImage *image = call.cloud.images().find(call.captures[0]);
    return image ? jsonReply(200, image->toMarketplaceJson()) : notFound("MarketplaceLocalImage", call.captures[0]);
}

constexpr std::array routes{
    Route{"GET", "/marketplace/v2/images", &listLabels, Access::Public},
    Route{"GET", "/marketplace/v2/local-images", &listLocalImages, Access::Public},
    Route{"GET", "/marketplace/v2/local-images/{}", &getLocalImage, Access::Public},
};

} // namespace

std::span<const Route> marketplaceRoutes()
{
    return routes;
}

} // namespace vigie::providers::sandbox
