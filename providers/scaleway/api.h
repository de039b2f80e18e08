#pragma once

#include "providers/httpclient.h"
#include "providers/providererror.h"
#include "providers/retry.h"
#include "providers/scaleway/apiurl.h"
#include "providers/scaleway/errors.h"
#include "providers/scaleway/json.h"
#include "providers/scaleway/scalewayaccount.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace vigie::providers::scaleway {

/// One request, in the API's terms.
struct Call {
    HttpMethod method = HttpMethod::Get;
    QStringList path{}; ///< segments, not encoded
    Query query{};
    std::optional<Json> body{};
    Phase phase = Phase::Read;
    RetryRule rule = RetryRule::Read;
    QString askedId{}; ///< the id whose typed 404 means Gone; empty: a 404 never does
};

enum class Totals {
    Header, ///< the Instance API: X-Total-Count, `per_page`
    Body    ///< all others: `total_count`, `page_size`
};
enum class Completeness {
    Exact,   ///< fewer entries than announced is an error: absence from the list is going to mean something
    Tolerant ///< a catalogue
};

/// A list, of which all pages are read. `key` is its member in the body: an array of objects with ids, or an object by name.
struct Listing {
    QStringList path{};
    Query query{};
    const char *key = "";
    Totals totals = Totals::Header;
    Completeness completeness = Completeness::Exact;
    int pageSize = 100; ///< 0: the API's default
};

struct ListEntry {
    QString id; ///< or the name, of a list that is a map
    Json value;
};

/// Authenticated calls to one account's API, with the errors read and the retries made. Belongs to one thread.
class Api {
public:
    Api(ScalewayAccount account, Sleeper sleeper);

    const ScalewayAccount &account() const { return m_account; }
    /// The answer of a call that the API accepted (2xx).
    ProviderResult<HttpAnswer> send(const Call &call, const CallContext &context);
    /// The JSON object that it answered.
    ProviderResult<Json> object(const Call &call, const CallContext &context);
    /// Every entry once, in the order of the pages. Starts again when the announced total changes between two pages: an entry
    /// may have slipped over the boundary.
    ProviderResult<std::vector<ListEntry>> list(const Listing &listing, const CallContext &context);
    /// A 2xx answer without the sense that was expected, as an error.
    ProviderError malformedAnswer(const HttpAnswer &answer, const QString &what) const;

private:
    struct Pass;
    ProviderResult<Pass> readPages(const Listing &listing, const CallContext &context);

    ScalewayAccount m_account;
    Sleeper m_sleeper;
    HttpClient m_client;
};

} // namespace vigie::providers::scaleway
