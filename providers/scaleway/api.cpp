#include "providers/scaleway/api.h"

#include <QLoggingCategory>
#include <QSet>

#include <algorithm>

Q_LOGGING_CATEGORY(scalewayLog, "vigie.provider.scaleway")

namespace vigie::providers::scaleway {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxPages = 500; // against a server that never ends its list
constexpr int maxPasses = 3;

bool isPrintable(const QByteArray &token)
{
    return std::all_of(token.begin(), token.end(), [](char each) { return each > ' ' && each < '\x7f'; });
}

/// The entries of one page, or what is wrong with it.
tl::expected<std::vector<ListEntry>, QString> entriesOf(const Json &body, const char *key)
{
    const Json &values = child(body, key);
    if (!values.is_array() && !values.is_object())
        return tl::unexpected(QLatin1String(key) + u" is missing"_s);
    std::vector<ListEntry> entries;
    for (auto each = values.begin(); each != values.end(); ++each) {
        ListEntry entry{values.is_object() ? QString::fromStdString(each.key()) : text(*each, "id"), *each};
        if (entry.id.isEmpty() || !entry.value.is_object())
            return tl::unexpected(QLatin1String(key) + u" has an entry without an id"_s);
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::optional<std::int64_t> totalOf(const Listing &listing, const HttpAnswer &answer, const Json &body)
{
    if (listing.totals == Totals::Body)
        return integer(body, "total_count");
    bool isNumber = false;
    const qint64 total = answer.header("X-Total-Count").trimmed().toLongLong(&isNumber);
    return isNumber && total >= 0 ? std::optional<std::int64_t>(total) : std::nullopt;
}

} // namespace

/// One reading of all pages, and whether nothing moved meanwhile.
struct Api::Pass {
    std::vector<ListEntry> entries;
    bool isStable = true;
    HttpAnswer last; ///< for the error, when it stays unstable
};

Api::Api(ScalewayAccount account, Sleeper sleeper) : m_account(std::move(account)), m_sleeper(std::move(sleeper)) {}

ProviderResult<HttpAnswer> Api::send(const Call &call, const CallContext &context)
{
    if (m_account.secretKey.isEmpty()) {
        ProviderError error = refused(ErrorClass::Auth, u"the account has no secret key"_s);
        error.code = models::ErrorCode::MissingCredentials;
        return tl::unexpected(error);
    }
    const QByteArray token = m_account.secretKey.reveal();
    if (!isPrintable(token)) // a line break would begin another header
        return tl::unexpected(refused(ErrorClass::Auth, u"the secret key has characters that no key has"_s));
    auto url = apiUrl(m_account.apiUrl, call.path, call.query);
    if (!url)
        return tl::unexpected(refused(ErrorClass::Invalid, url.error()));

    HttpRequest request;
    request.method = call.method;
    request.url = *url;
    request.headers = {{"X-Auth-Token", token}, {"User-Agent", "Vigie/" VIGIE_VERSION}, {"Accept", "application/json"}};
    if (call.body) {
        request.headers.emplaceBack("Content-Type", "application/json");
        request.body = QByteArray::fromStdString(call.body->dump(-1, ' ', false, Json::error_handler_t::replace));
    }
    HttpResult answer = sendWithRetries(m_client, request, call.rule, context, m_sleeper);
    if (!answer) {
        const ProviderError error = errorOf(answer.error(), call.phase);
        qCWarning(scalewayLog).noquote().nospace()
            << "path=" << request.url.path() << " class=" << toName(error.errorClass) << " detail=" << error.message;
        return tl::unexpected(error);
    }
    if (answer->status >= 200 && answer->status < 300)
        return std::move(*answer);
    const ProviderError error = errorOf(*answer, call.phase, call.askedId, m_account.secretKey);
    qCInfo(scalewayLog).noquote().nospace() << "path=" << request.url.path() << " status=" << error.httpStatus << " type=" << error.type
                                            << " class=" << toName(error.errorClass) << " request_id=" << error.requestId;
    return tl::unexpected(error);
}

ProviderResult<Json> Api::object(const Call &call, const CallContext &context)
{
    auto answer = send(call, context);
    if (!answer)
        return tl::unexpected(answer.error());
    auto body = parseJson(answer->body);
    if (!body)
        return tl::unexpected(malformedAnswer(*answer, body.error()));
    if (!body->is_object())
        return tl::unexpected(malformedAnswer(*answer, u"not an object"_s));
    return std::move(*body);
}

ProviderResult<std::vector<ListEntry>> Api::list(const Listing &listing, const CallContext &context)
{
    for (int passes = 1;; ++passes) {
        auto pass = readPages(listing, context);
        if (!pass)
            return tl::unexpected(pass.error());
        if (pass->isStable || listing.completeness == Completeness::Tolerant)
            return std::move(pass->entries);
        if (passes == maxPasses)
            return tl::unexpected(malformedAnswer(pass->last, u"the list does not hold what its total says"_s));
    }
}

ProviderResult<Api::Pass> Api::readPages(const Listing &listing, const CallContext &context)
{
    Pass pass;
    QSet<QString> seen;
    std::int64_t read = 0; // with repeats
    std::optional<std::int64_t> total;
    for (int page = 1; page <= maxPages; ++page) {
        Call call{.path = listing.path, .query = listing.query};
        call.query.append({u"page"_s, QString::number(page)});
        if (listing.pageSize > 0)
            call.query.append({listing.totals == Totals::Header ? u"per_page"_s : u"page_size"_s, QString::number(listing.pageSize)});
        auto answer = send(call, context);
        if (!answer)
            return tl::unexpected(answer.error());
        auto body = parseJson(answer->body);
        if (!body)
            return tl::unexpected(malformedAnswer(*answer, body.error()));
        auto entries = entriesOf(*body, listing.key);
        if (!entries)
            return tl::unexpected(malformedAnswer(*answer, entries.error()));

        const std::optional<std::int64_t> announced = totalOf(listing, *answer, *body);
        pass.isStable = pass.isStable && (page == 1 || announced == total);
        total = announced;
        read += static_cast<std::int64_t>(entries->size());
        const bool isEmpty = entries->empty();
        for (ListEntry &entry : *entries) {
            if (!seen.contains(entry.id)) {
                seen.insert(entry.id);
                pass.entries.push_back(std::move(entry));
            }
        }
        if (isEmpty || (total && read >= *total)) {
            // Distinct ones: two pages that overlap reach the total in number while an entry is missing.
            pass.isStable = pass.isStable && (!total || static_cast<std::int64_t>(pass.entries.size()) >= *total);
            pass.last = std::move(*answer);
            return pass;
        }
    }
    return tl::unexpected(refused(ErrorClass::Ambiguous, u"the list does not end after "_s + QString::number(maxPages) + u" pages"_s));
}

ProviderError Api::malformedAnswer(const HttpAnswer &answer, const QString &what) const
{
    return malformed(answer, what, m_account.secretKey);
}

} // namespace vigie::providers::scaleway
