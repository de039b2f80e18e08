// GET products/servers, products/servers/availability, products/volumes, images: what is for sale in a zone.
#include "providers/sandbox/paging.h"
#include "providers/sandbox/route.h"

#include <array>

namespace vigie::providers::sandbox {

namespace {

constexpr std::int64_t giga = 1'000'000'000LL;

/// One page of a map over the types of a zone, in the order of their names.
template <class ToJson>
ApiReply pageOfTypes(Call &call, const char *link, ToJson toJson)
{
    const auto page = Page::ofInstance(call.request);
    if (!page)
        return invalidPage();
    const auto &types = call.cloud.types().ofZone(call.zone());
    Json items = Json::object();
    std::size_t index = 0;
    for (const auto &[name, type] : types) {
        if (index >= page->begin(types.size()) && index < page->end(types.size()))
            items[name] = toJson(type);
        ++index;
    }
    return instancePage("servers", std::move(items), types.size(), *page, link);
}

ApiReply listTypes(Call &call)
{
    return pageOfTypes(call, "/products/servers", [](const ServerType &type) { return type.toJson(); });
}

ApiReply listAvailability(Call &call)
{
    return pageOfTypes(call, "/products/servers/availability", [&call](const ServerType &type) {
        const std::string availability = call.cloud.availability(call.zone(), type.name);
        // The API's word for "none left" is shortage; that the create refuses is found out by trying.
        return Json{{"availability", availability == "out" ? "shortage" : availability}};
    });
}

ApiReply listVolumeTypes(Call &)
{
    const auto entry = [](const char *name, bool snapshots, std::int64_t most) {
        return Json{{"display_name", name}, {"capabilities", {{"snapshot", snapshots}}}, {"constraints", {{"min", giga}, {"max", most}}}};
    };
    return jsonReply(200, {{"volumes", {{"l_ssd", entry("Local SSD", true, 800 * giga)},
        {"scratch", entry("Scratch", false, 60000 * giga)}}}});
}

ApiReply listImages(Call &call)
{
    const auto page = Page::ofInstance(call.request);
    if (!page)
        return invalidPage();
    std::vector<const BootImage *> images = call.cloud.images().ofZone(call.zone());
    const std::string name = call.request.parameter("name");
    const std::string arch = call.request.parameter("arch");
    // All of the sandbox's images are public ones.
    const bool none = call.request.parameter("public") == "false" || !call.request.parameter("project").empty();
    std::erase_if(images, [&](const BootImage *image) {
        return none || (!name.empty() && image->name.find(name) == std::string::npos) || (!arch.empty() && image->arch != arch);
    });
    return instancePage("images", pageOf(images, *page, [](const BootImage *image) { return image->toInstanceJson(); }), images.size(),
        *page, "/images");
}

ApiReply getImage(Call &call)
{
    const BootImage *image = call.cloud.images().find(call.id());
    if (!image || image->zone != call.zone())
        return notFound("instance_image", call.id());
    return jsonReply(200, {{"image", image->toInstanceJson()}});
}

constexpr std::array routes{
    Route{"GET", "/instance/v1/zones/{}/products/servers", &listTypes, Access::Public},
    Route{"GET", "/instance/v1/zones/{}/products/servers/availability", &listAvailability, Access::Public},
    Route{"GET", "/instance/v1/zones/{}/products/volumes", &listVolumeTypes, Access::Public},
    Route{"GET", "/instance/v1/zones/{}/images", &listImages},
    Route{"GET", "/instance/v1/zones/{}/images/{}", &getImage},
};

} // namespace

std::span<const Route> productRoutes()
{
    return routes;
}

} // namespace vigie::providers::sandbox
