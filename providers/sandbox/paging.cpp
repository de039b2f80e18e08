#include "providers/sandbox/paging.h"

#include <charconv>

namespace vigie::providers::sandbox {

namespace {

constexpr std::size_t mostPerPage = 100;

std::optional<std::size_t> numberIn(const ApiRequest &request, const char *name, std::size_t fallback, std::size_t most)
{
    const std::string text = request.parameter(name);
    if (text.empty())
        return fallback;
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && number >= 1 && number <= most ? std::optional(number) : std::nullopt;
}

std::optional<Page> pageIn(const ApiRequest &request, const char *sizeName, std::size_t usual)
{
    const auto number = numberIn(request, "page", 1, 1'000'000);
    const auto size = numberIn(request, sizeName, usual, mostPerPage);
    return number && size ? std::optional(Page{*number, *size}) : std::nullopt;
}

} // namespace

std::optional<Page> Page::ofInstance(const ApiRequest &request)
{
    return pageIn(request, "per_page", 50);
}

std::optional<Page> Page::ofOthers(const ApiRequest &request)
{
    return pageIn(request, "page_size", 20);
}

ApiReply invalidPage()
{
    return invalidArgument("page", "constraint", "page must be positive, its size between 1 and 100");
}

ApiReply instancePage(const char *key, Json items, std::size_t total, const Page &page, const std::string &link)
{
    ApiReply reply = jsonReply(200, {{key, std::move(items)}});
    reply.headers["X-Total-Count"] = std::to_string(total);
    const std::size_t last = (total + page.size - 1) / page.size;
    const auto entry = [&](std::size_t number, const char *rel) {
        return '<' + link + "?page=" + std::to_string(number) + "&per_page=" + std::to_string(page.size) + "&>; rel=\"" + rel + '"';
    };
    std::string links;
    if (page.number > 1)
        links += entry(1, "first") + ',' + entry(page.number - 1, "previous") + ',';
    if (page.number < last)
        links += entry(page.number + 1, "next") + ',';
    reply.headers["Link"] = links + entry(last, "last");
    return reply;
}

ApiReply otherPage(const char *key, Json items, std::size_t total)
{
    return jsonReply(200, {{key, std::move(items)}, {"total_count", total}});
}

} // namespace vigie::providers::sandbox
