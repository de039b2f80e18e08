#include "providers/providererror.h"

#include <array>

namespace vigie::providers {

namespace {

struct Row {
    ErrorClass errorClass;
    const char *name;
    models::ErrorCode code;
};

// Busy and Locked are refusals that pass, or that the provider alone can lift: for people both are a denial with a reason.
constexpr std::array rows{
    Row{ErrorClass::Unsent, "unsent", models::ErrorCode::ProviderUnreachable},
    Row{ErrorClass::Ambiguous, "ambiguous", models::ErrorCode::ProviderUnreachable},
    Row{ErrorClass::Rate, "rate", models::ErrorCode::ProviderUnreachable},
    Row{ErrorClass::Capacity, "capacity", models::ErrorCode::ProviderOutOfStock},
    Row{ErrorClass::Quota, "quota", models::ErrorCode::ProviderQuotaExceeded},
    Row{ErrorClass::Auth, "auth", models::ErrorCode::ProviderDenied},
    Row{ErrorClass::Permission, "permission", models::ErrorCode::ProviderDenied},
    Row{ErrorClass::Invalid, "invalid", models::ErrorCode::ProviderInvalidArguments},
    Row{ErrorClass::Busy, "busy", models::ErrorCode::ProviderDenied},
    Row{ErrorClass::Locked, "locked", models::ErrorCode::ProviderDenied},
    Row{ErrorClass::Gone, "gone", models::ErrorCode::ProviderDeleted},
    Row{ErrorClass::Cancelled, "cancelled", models::ErrorCode::Cancelled},
};

constexpr bool inOrder()
{
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (static_cast<std::size_t>(rows[i].errorClass) != i)
            return false;
    }
    return rows.size() == static_cast<std::size_t>(ErrorClass::Cancelled) + 1;
}
static_assert(inOrder(), "every class has its row, at its index");

} // namespace

QLatin1String toName(ErrorClass errorClass)
{
    return QLatin1String(rows[static_cast<std::size_t>(errorClass)].name);
}

models::ErrorCode codeOf(ErrorClass errorClass)
{
    return rows[static_cast<std::size_t>(errorClass)].code;
}

models::Error ProviderError::toError() const
{
    using namespace Qt::StringLiterals;
    QMap<QString, QString> params{{u"class"_s, toName(errorClass)}};
    if (httpStatus != 0)
        params.insert(u"status"_s, QString::number(httpStatus));
    const auto put = [&params](const QString &name, const QString &value) {
        if (!value.isEmpty())
            params.insert(name, value);
    };
    put(u"type"_s, type);
    put(u"resource"_s, resource);
    put(u"arguments"_s, arguments.join(u", "_s));
    put(u"request_id"_s, requestId);
    return {code, params, message};
}

} // namespace vigie::providers
