#pragma once

#include "models/domain/ids.h"
#include "models/domain/money.h"

#include <QMetaType>
#include <QString>
#include <QVector>

#include <cstdint>
#include <optional>

namespace vigie::models {

enum class Stock { Unknown, Available, Scarce, Shortage };

/// An instance type in a zone of an account, as the provider describes it now.
struct Offer {
    AccountId account;
    Zone zone;
    CommercialType type;
    QString arch;                         ///< `x86_64`
    int cpus = 0;
    std::int64_t memoryBytes = 0;
    int gpus = 0;                         ///< 0 for types without a GPU
    QString gpuName;                      ///< `L4`
    std::int64_t gpuMemoryBytes = 0;      ///< of one GPU, as the provider says (binary)
    std::optional<Money> pricePerHour;    ///< the server alone: volumes and addresses come on top. Absent when not said
    Stock stock = Stock::Unknown;
    bool blockOnly = false;               ///< no local disk: it boots from block storage alone (derived from its constraints)
    bool endOfService = false;
    std::int64_t scratchMaxBytes = 0;

    bool operator==(const Offer &) const = default;
};

} // namespace vigie::models
