#include "providers/scaleway/errors.h"

#include "providers/scaleway/json.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace vigie::providers::scaleway {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype maxRawBody = 64 * 1024;
constexpr qsizetype maxMessage = 4096;

struct Row {
    const char *type;
    int status; ///< 0: any 4xx
    ErrorClass read;
    ErrorClass create;
    ErrorClass change;
};

using enum ErrorClass;
constexpr std::array table{
    Row{"too_many_requests", 0, Rate, Rate, Rate},
    Row{"invalid_arguments", 0, Invalid, Invalid, Invalid},
    Row{"denied_authentication", 0, Auth, Auth, Auth},
    Row{"permissions_denied", 0, Permission, Permission, Permission},
    Row{"quotas_exceeded", 0, Quota, Quota, Quota},
    Row{"not_found", 404, Gone, Invalid, Gone},
    Row{"not_found", 410, Gone, Invalid, Gone},
    Row{"unknown_resource", 404, Gone, Invalid, Gone},
    Row{"resource_expired", 0, Gone, Invalid, Gone},
    Row{"transient_state", 0, Busy, Busy, Busy},
    Row{"already_exists", 0, Invalid, Invalid, Invalid},
    Row{"out_of_stock", 0, Capacity, Capacity, Capacity},
    Row{"precondition_failed", 0, Busy, Busy, Busy},
    Row{"locked", 0, Locked, Locked, Locked},
    // Without fields it is the old API's way to say that the state does not allow it: "server should be running".
    Row{"invalid_request_error", 0, Invalid, Invalid, Busy},
    Row{"", 423, Locked, Locked, Locked},
};

/// What `precondition` refines, of type precondition_failed.
struct Precondition {
    const char *name;
    ErrorClass errorClass;
};
constexpr std::array preconditions{Precondition{"protected_resource", Locked}, Precondition{"attribute_must_be_set", Invalid},
                                   Precondition{"resource_still_in_use", Busy}};

QByteArray redacted(QByteArray bytes, const Secret &secret)
{
    if (!secret.isEmpty())
        bytes.replace(secret.reveal(), "[redacted]");
    return bytes;
}

QString redacted(QString sentence, const Secret &secret)
{
    // Once more after decoding: an escape such as \u002d hides it from the bytes' pass.
    if (!secret.isEmpty())
        sentence.replace(QString::fromUtf8(secret.reveal()), u"[redacted]"_s, Qt::CaseInsensitive);
    return sentence.left(maxMessage);
}

bool isJson(const HttpAnswer &answer)
{
    return answer.header("Content-Type").trimmed().toLower().startsWith("application/json");
}

ProviderError base(const HttpAnswer &answer, const Secret &secret)
{
    ProviderError error;
    error.httpStatus = answer.status;
    error.requestId = QString::fromLatin1(answer.header("X-Request-Id").left(200));
    error.rawBody = redacted(answer.body, secret).left(maxRawBody);
    return error;
}

/// The old Instance API names the id in its sentence alone: `Security group "1111-..." not found`.
QString quotedId(const QString &message)
{
    static const QRegularExpression quoted(u"[\"']([^\"']+)[\"']"_s);
    return quoted.match(message).captured(1);
}

void readDetails(ProviderError &error, const Json &body)
{
    const Json &details = child(body, "details");
    QStringList sentences;
    QStringList resources;
    const bool isList = details.is_array();
    for (auto each = details.begin(); isList && each != details.end(); ++each) {
        const Json &detail = *each;
        if (const QString argument = text(detail, "argument_name"); !argument.isEmpty()) {
            error.arguments.append(argument);
            const QString help = text(detail, "help_message");
            sentences.append(argument + u": "_s + text(detail, "reason") + (help.isEmpty() ? QString() : u" ("_s + help + u')'));
        }
        if (const QString resource = text(detail, "resource"); !resource.isEmpty()) {
            const QString action = text(detail, "action");
            resources.append(action.isEmpty() ? resource : resource + u':' + action);
            const auto quota = integer(detail, "quota");
            const auto current = integer(detail, "current");
            if (quota && current)
                sentences.append(resource + u": "_s + QString::number(*current) + u" of "_s + QString::number(*quota));
        }
    }
    const Json &fields = child(body, "fields");
    const bool isMap = fields.is_object();
    for (auto field = fields.begin(); isMap && field != fields.end(); ++field) {
        const QString name = QString::fromStdString(field.key());
        error.arguments.append(name);
        sentences.append(name + u": "_s + texts(fields, field.key().c_str()).join(u", "_s));
    }
    resources.removeDuplicates();
    if (error.resource.isEmpty())
        error.resource = resources.join(u", "_s);
    const QString help = text(body, "help_message");
    if (!help.isEmpty())
        sentences.append(help);
    if (!sentences.isEmpty())
        error.message += (error.message.isEmpty() ? QString() : u": "_s) + sentences.join(u"; "_s);
}

void refine(ProviderError &error, const Json &body, const QString &askedId)
{
    if (error.type == "precondition_failed"_L1 && error.errorClass == Busy) {
        const QString name = text(body, "precondition");
        const auto found = std::find_if(preconditions.begin(), preconditions.end(),
                                        [&](const Precondition &each) { return name == QLatin1String(each.name); });
        error.errorClass = found == preconditions.end() ? Busy : found->errorClass;
    }
    if (error.type == "invalid_request_error"_L1 && error.errorClass != Ambiguous) {
        if (error.message.contains("quota exceeded for this resource"_L1, Qt::CaseInsensitive))
            error.errorClass = Quota;
        else if (!error.arguments.isEmpty())
            error.errorClass = Invalid;
    }
    if (error.errorClass == Gone) {
        const QString named = error.type == "unknown_resource"_L1 ? quotedId(error.message) : text(body, "resource_id");
        // About something else, or about nothing: what was asked for may well be there.
        if (askedId.isEmpty() || (named.isEmpty() ? error.resource.isEmpty() : named.compare(askedId, Qt::CaseInsensitive) != 0))
            error.errorClass = Ambiguous;
    }
}

} // namespace

ErrorClass classOf(const QString &type, int status, Phase phase)
{
    if (status == 429)
        return Rate;
    if (status < 400 || status > 499)
        return Ambiguous;
    const auto found = std::find_if(table.begin(), table.end(), [&](const Row &row) {
        return type == QLatin1String(row.type) && (row.status == 0 || row.status == status);
    });
    if (found == table.end())
        return Ambiguous;
    return phase == Phase::Read ? found->read : phase == Phase::Create ? found->create : found->change;
}

ProviderError errorOf(const HttpAnswer &answer, Phase phase, const QString &askedId, const Secret &secret)
{
    ProviderError error = base(answer, secret);
    Json body;
    if (isJson(answer)) {
        if (auto parsed = parseJson(answer.body); parsed && parsed->is_object())
            body = std::move(*parsed);
    }
    error.type = redacted(text(body, "type"), secret);
    error.message = text(body, "message");
    error.resource = redacted(text(body, "resource"), secret);
    error.errorClass = classOf(error.type, answer.status, phase);
    readDetails(error, body);
    refine(error, body, askedId);
    if (error.message.isEmpty())
        error.message = u"HTTP "_s + QString::number(answer.status) + u' ' + answer.reason;
    error.message = redacted(error.message, secret);
    error.code = codeOf(error.errorClass);
    return error;
}

ProviderError errorOf(const TransportError &transport, Phase phase)
{
    using Kind = TransportError::Kind;
    ProviderError error;
    const bool noEffect = !transport.mayHaveReached || phase == Phase::Read;
    if (transport.kind == Kind::Cancelled && noEffect)
        error.errorClass = Cancelled;
    else
        error.errorClass = transport.mayHaveReached ? Ambiguous : Unsent;
    error.code = codeOf(error.errorClass);
    error.message = transport.detail;
    return error;
}

ProviderError malformed(const HttpAnswer &answer, const QString &what, const Secret &secret)
{
    ProviderError error = base(answer, secret);
    error.errorClass = Ambiguous;
    error.code = codeOf(Ambiguous);
    error.message = redacted(u"HTTP "_s + QString::number(answer.status) + u", but the answer is not as the API's: "_s + what, secret);
    return error;
}

ProviderError refused(ErrorClass errorClass, const QString &why)
{
    ProviderError error;
    error.errorClass = errorClass;
    error.code = codeOf(errorClass);
    error.message = why;
    return error;
}

bool isAboutBootImage(const ProviderError &error)
{
    if (error.type == "not_found"_L1 || error.type == "unknown_resource"_L1)
        return error.resource.contains("image"_L1, Qt::CaseInsensitive);
    return std::any_of(error.arguments.begin(), error.arguments.end(), [](const QString &argument) {
        return argument == "image"_L1 || argument.startsWith("volumes"_L1);
    });
}

} // namespace vigie::providers::scaleway
