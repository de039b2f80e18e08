#include "providers/sandbox/api.h"

#include "providers/sandbox/dice.h"

#include <algorithm>
#include <array>

namespace vigie::providers::sandbox {

namespace {

constexpr std::array tables{&productRoutes, &serverRoutes, &userDataRoutes,    &localVolumeRoutes, &ipRoutes,
                            &securityGroupRoutes, &blockRoutes, &marketplaceRoutes, &iamRoutes};

Json journalEntry(const ApiRequest &request, const std::string &requestId, int status)
{
    return {{"at", wallClock()}, {"method", request.method}, {"path", request.path}, {"status", status}, {"request_id", requestId},
            {"effect", nullptr}, {"ids", Json::object()}, {"tags", Json::array()}, {"fault", nullptr}};
}

} // namespace

Api::Api(Cloud &cloud, ApiFaults &faults, MachineFaults &machineFaults, Journal &journal, StateFile &file, Micros latency)
    : m_cloud(cloud), m_faults(faults), m_machineFaults(machineFaults), m_journal(journal), m_file(file), m_latency(latency)
{
}

Outcome Api::handle(const ApiRequest &request)
{
    const std::string requestId = randomUuid();
    if (m_latency > 0)
        m_pause.wait(m_latency);
    Outcome outcome;
    const auto fault = m_faults.hit(request, typeOf(request));
    if (fault && fault->kind == FaultKind::Delay)
        m_pause.wait(fault->delay);
    const FaultKind kind = fault ? fault->kind : FaultKind::Delay;
    switch (kind) {
    case FaultKind::Status:
    case FaultKind::DropBefore:
    case FaultKind::Hang:
    case FaultKind::LateEffect:
        outcome.reply = fault->reply;
        if (kind == FaultKind::Hang)
            outcome.wire = Wire::Hang;
        else if (kind == FaultKind::DropBefore || fault->reply.status == 0)
            outcome.wire = Wire::Close;
        if (kind == FaultKind::LateEffect) {
            const std::lock_guard lock(m_lateMutex);
            m_late.push_back({wallClock() + fault->delay, request});
        }
        journalRefused(request, requestId, *fault, outcome.wire == Wire::Send ? outcome.reply.status : 0);
        break;
    default:
        outcome.reply = perform(request, requestId, fault ? &*fault : nullptr);
        break;
    }
    if (kind == FaultKind::DropAfter)
        outcome.wire = Wire::Close;
    else if (kind == FaultKind::ResetAfter)
        outcome.wire = Wire::Reset;
    else if (kind == FaultKind::Truncate)
        outcome.wire = Wire::Truncate;
    else if (kind == FaultKind::Garbage)
        outcome.wire = Wire::Garbage;
    else if (kind == FaultKind::EffectThenStatus)
        outcome.reply = fault->reply;
    else if (kind == FaultKind::Drip)
        outcome = {std::move(outcome.reply), Wire::Drip, fault->delay};
    complete(outcome.reply, requestId);
    return outcome;
}

void Api::tick()
{
    std::vector<Late> due;
    {
        const std::lock_guard lock(m_lateMutex);
        const Micros now = wallClock();
        const auto split = std::stable_partition(m_late.begin(), m_late.end(), [now](const Late &late) { return late.at > now; });
        due.assign(std::make_move_iterator(split), std::make_move_iterator(m_late.end()));
        m_late.erase(split, m_late.end());
    }
    for (const Late &late : due)
        perform(late.request, randomUuid(), nullptr);
    const auto lock = m_cloud.lock();
    m_cloud.settle(wallClock());
    journalEffects();
}

void Api::journalEffects(Json context)
{
    for (const Effect &effect : m_cloud.takeEffects()) {
        Json entry{{"at", effect.at}, {"method", ""}, {"path", ""}, {"status", 0}, {"request_id", ""}, {"fault", nullptr}};
        entry.update(context);
        entry.update({{"effect", effect.name}, {"ids", effect.ids}, {"tags", effect.tags}});
        m_journal.append(std::move(entry));
    }
}

ApiReply Api::perform(const ApiRequest &request, const std::string &requestId, const ApiFault *fault)
{
    ApiReply reply;
    std::uint64_t changed = 0;
    {
        const auto lock = m_cloud.lock();
        m_cloud.settle(wallClock());
        journalEffects();
        ++m_cloud.state().requests;
        const std::uint64_t before = m_cloud.changes();
        reply = route(request, fault);
        const auto effects = m_cloud.takeEffects();
        Json entry = journalEntry(request, requestId, reply.status);
        if (fault)
            entry["fault"] = fault->name();
        // One entry for each effect of the request, one when it has none.
        if (effects.empty())
            m_journal.append(entry);
        for (const Effect &effect : effects) {
            entry.update({{"effect", effect.name}, {"ids", effect.ids}, {"tags", effect.tags}});
            m_journal.append(entry);
        }
        if (m_cloud.changes() != before)
            changed = m_cloud.changes();
    }
    // What a reply tells of must outlive a kill of the sandbox.
    if (changed != 0)
        m_file.waitUntilSaved(changed);
    return reply;
}

ApiReply Api::route(const ApiRequest &request, const ApiFault *fault)
{
    const bool known = request.token == m_cloud.state().account.secretKey;
    for (const auto table : tables) {
        for (const Route &candidate : table()) {
            if (candidate.method != request.method)
                continue;
            auto captures = matchPath(candidate.pattern, request.path);
            if (!captures)
                continue;
            if (candidate.access == Access::Token && !known)
                return authenticationDenied();
            const bool zoned = candidate.pattern.find("/zones/{}") != std::string_view::npos;
            if (zoned && std::find(m_cloud.zones().begin(), m_cloud.zones().end(), captures->front()) == m_cloud.zones().end())
                return notFound("zone", captures->front());
            Json body = Json::object();
            const bool raw = candidate.pattern.find("/user_data/") != std::string_view::npos;
            if (!request.body.empty() && !raw) {
                auto parsed = fromText(request.body);
                if (!parsed || !parsed->is_object())
                    return invalidArgument("body", "format", "the body must be a JSON object");
                body = std::move(*parsed);
            }
            Call call{m_cloud, m_machineFaults, request, body, wallClock(), std::move(*captures)};
            if (fault && fault->kind == FaultKind::ListLag)
                call.listLag = fault->delay;
            return candidate.handle(call);
        }
    }
    return known ? jsonReply(404, {{"message", "not found"}}) : authenticationDenied();
}

std::string Api::typeOf(const ApiRequest &request)
{
    if (request.method == "POST" && request.path.ends_with("/servers")) {
        const auto body = fromText(request.body);
        return body ? textOf(*body, "commercial_type") : std::string();
    }
    constexpr std::string_view mark = "/servers/";
    const auto at = request.path.find(mark);
    if (at == std::string::npos)
        return {};
    const auto begin = at + mark.size();
    const auto lock = m_cloud.lock();
    const Server *server = m_cloud.findServer({}, request.path.substr(begin, request.path.find('/', begin) - begin));
    return server ? server->type : std::string();
}

void Api::journalRefused(const ApiRequest &request, const std::string &requestId, const ApiFault &fault, int status)
{
    const auto lock = m_cloud.lock();
    ++m_cloud.state().requests;
    Json entry = journalEntry(request, requestId, status);
    entry["fault"] = fault.name();
    m_journal.append(std::move(entry));
}

void Api::complete(ApiReply &reply, const std::string &requestId)
{
    reply.headers.try_emplace("X-Request-Id", requestId);
    reply.headers.try_emplace("Server", "Scaleway API Gateway (fr-par-1;edge02)");
    reply.headers.try_emplace("X-Content-Type-Options", "nosniff");
}

} // namespace vigie::providers::sandbox
