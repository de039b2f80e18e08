#include "providers/machine/workerclient.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

namespace vigie::providers {

using models::ErrorCode;
using nlohmann::json;

namespace {

constexpr std::int64_t maxAnswerBytes = 1024 * 1024;
constexpr qsizetype maxModels = 1000;
constexpr std::size_t maxIdBytes = 512;
constexpr qsizetype maxDetail = 500;
constexpr int deepest = 32;

/// Parsed JSON; null when it is none, or is nested deeper than any answer of a worker: what reads or frees it goes down by recursion.
json parsed(const QByteArray &body)
{
    int depth = 0;
    int most = 0;
    for (const char c : body) {
        depth += (c == '[' || c == '{') ? 1 : (c == ']' || c == '}') ? -1 : 0;
        most = std::max(most, depth);
    }
    return most > deepest ? json() : json::parse(body.begin(), body.end(), nullptr, false);
}

const json *member(const json &object, const char *name)
{
    if (!object.is_object())
        return nullptr;
    const auto found = object.find(name);
    return found == object.end() ? nullptr : &*found;
}

/// vLLM's own sentence, in either of the two forms it has used, or the start of the body.
QString sentence(const QByteArray &body)
{
    const json answer = parsed(body);
    const json *error = member(answer, "error");
    const json *message = error && error->is_object() ? member(*error, "message") : error ? error : member(answer, "message");
    const QString text = message && message->is_string() ? QString::fromStdString(message->get_ref<const std::string &>())
                                                         : QString::fromUtf8(body.first(std::min(body.size(), maxDetail)));
    return text.left(maxDetail);
}

} // namespace

WorkerClient::WorkerClient(const MachineAddress &address, QByteArray apiKey) : m_address(address), m_apiKey(std::move(apiKey)) {}

tl::unexpected<models::Error> WorkerClient::failure(ErrorCode code, const QString &detail, int status) const
{
    QMap<QString, QString> params{{QStringLiteral("host"), m_address.host},
                                  {QStringLiteral("port"), QString::number(m_address.workerPort)}};
    if (status != 0)
        params.insert(QStringLiteral("status"), QString::number(status));
    return models::fail(code, std::move(params), detail);
}

models::Result<QByteArray> WorkerClient::send(HttpMethod method, const QString &path, const QByteArray &body, const CallContext &context)
{
    HttpRequest request;
    request.method = method;
    request.url.setScheme(QStringLiteral("http"));
    request.url.setHost(m_address.host);
    request.url.setPort(m_address.workerPort);
    request.url.setPath(path);
    request.headers = {{"Authorization", "Bearer " + m_apiKey}, {"Accept", "application/json"}};
    if (!body.isEmpty())
        request.headers.append(qMakePair(QByteArray("Content-Type"), QByteArray("application/json")));
    request.body = body;
    request.maxAnswerBytes = maxAnswerBytes;
    const auto answer = m_http.send(request, context);
    if (!answer)
        return failure(answer.error().kind == TransportError::Kind::Cancelled ? ErrorCode::Cancelled : ErrorCode::VllmNotResponding,
                       answer.error().detail);
    if (answer->status == 401 || answer->status == 403)
        return failure(ErrorCode::MissingCredentials, sentence(answer->body), answer->status);
    if (answer->status != 200)
        return failure(ErrorCode::VllmNotResponding, sentence(answer->body), answer->status);
    return answer->body;
}

models::Result<WorkerStatus> WorkerClient::status(const CallContext &context)
{
    const auto body = send(HttpMethod::Get, QStringLiteral("/v1/models"), {}, context);
    if (!body)
        return tl::unexpected(body.error());
    const json answer = parsed(*body);
    const json *data = member(answer, "data");
    if (!data || !data->is_array())
        return failure(ErrorCode::VllmNotResponding, QStringLiteral("not a list of models: ") % sentence(*body), 200);
    WorkerStatus status;
    status.httpAnswers = true;
    for (const json &each : *data) {
        const json *id = member(each, "id");
        if (id && id->is_string() && id->get_ref<const std::string &>().size() <= maxIdBytes && status.models.size() < maxModels)
            status.models.append(QString::fromStdString(id->get_ref<const std::string &>()));
    }
    return status;
}

models::Result<void> WorkerClient::complete(const QString &model, const CallContext &context)
{
    const json request{{"model", model.toStdString()}, {"prompt", "Hello"}, {"max_tokens", 1}, {"temperature", 0}, {"stream", false}};
    // A model's name may come from anywhere: broken UTF-8 is replaced rather than thrown about.
    const std::string text = request.dump(-1, ' ', false, json::error_handler_t::replace);
    const auto body = send(HttpMethod::Post, QStringLiteral("/v1/completions"), QByteArray::fromStdString(text), context);
    if (!body)
        return tl::unexpected(body.error());
    const json answer = parsed(*body);
    const json *choices = member(answer, "choices");
    if (!choices || !choices->is_array() || choices->empty() || !member(choices->front(), "text"))
        return failure(ErrorCode::VllmNotResponding, QStringLiteral("not a completion: ") % sentence(*body), 200);
    return {};
}

} // namespace vigie::providers
