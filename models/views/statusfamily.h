#pragma once

#include "models/domain/status.h"

namespace vigie::models {

/// The few kinds of status that people tell apart at a glance: each has one shape and one colour in the windows.
enum class StatusFamily { Pending, Working, Ready, Attention, Failed, Gone, Unknown };
inline constexpr std::size_t statusFamilyCount = static_cast<std::size_t>(StatusFamily::Unknown) + 1;

StatusFamily familyOf(Status status);

} // namespace vigie::models
