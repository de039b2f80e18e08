#pragma once

#include "providers/sandbox/apirequest.h"

#include <optional>
#include <vector>

namespace vigie::providers::sandbox {

/// Which part of a list was asked for.
struct Page {
    std::size_t number = 1;
    std::size_t size = 50;

    /// The Instance API's page and per_page, the others' page and page_size. Nothing when out of range (at most 100).
    static std::optional<Page> ofInstance(const ApiRequest &request);
    static std::optional<Page> ofOthers(const ApiRequest &request);

    std::size_t begin(std::size_t total) const { return std::min(total, (number - 1) * size); }
    std::size_t end(std::size_t total) const { return std::min(total, begin(total) + size); }
};

ApiReply invalidPage();

/// The Instance API's answer: the list (or map) under its key, the total in X-Total-Count, and the Link header as unusable as the
/// real one: relative, without the zone.
ApiReply instancePage(const char *key, Json items, std::size_t total, const Page &page, const std::string &link);
/// The other APIs' answer: the total in the body.
ApiReply otherPage(const char *key, Json items, std::size_t total);

/// The page of a list as JSON, through a function that makes JSON of an entry.
template <class Entry, class ToJson>
Json pageOf(const std::vector<Entry> &entries, const Page &page, ToJson toJson)
{
    Json items = Json::array();
    for (std::size_t i = page.begin(entries.size()); i < page.end(entries.size()); ++i)
        items.push_back(toJson(entries[i]));
    return items;
}

} // namespace vigie::providers::sandbox
