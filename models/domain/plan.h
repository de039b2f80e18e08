#pragma once

#include "models/domain/ids.h"
#include "models/domain/money.h"

#include <QMetaType>
#include <QString>

#include <cstdint>
#include <optional>

namespace vigie::models {

/// What an operator asked for. Valid as a text; whether the provider has it is found out when it is carried out.
struct CreatePlan {
    RequestId request;          ///< made by the client once per click: the same request never makes a second instance
    QString name;               ///< shown, and the server's name; empty: made from the model and the id
    AccountId account;
    Zone zone;
    CommercialType type;
    QString model;              ///< a Hugging Face repo id, `Org/Name` or `name`
    QString revision;           ///< branch, tag or commit; empty: the default branch
    int gpus = 1;               ///< tensor parallelism
    std::int64_t rootVolumeBytes = 125'000'000'000;
    std::optional<Money> pricePerHour; ///< of the server, as the operator saw it
};

} // namespace vigie::models

Q_DECLARE_METATYPE(vigie::models::CreatePlan)
