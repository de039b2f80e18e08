#pragma once

#include "models/console.h"

namespace vigie::tests {

/// 2026-03-02 10:00:00 UTC: the database's clock in the tests of the windows.
models::Instant sampleNow();

models::Account sampleAccount(models::Environment environment = models::Environment::Sandbox);
/// Its id, name and model come from the number; everything else is plausible for the status.
models::Instance sampleInstance(int number, models::Status status);
/// Twelve, one or more of each family.
QVector<models::Instance> sampleFleet();
/// Offers of two zones, one of which fails.
QVector<models::ZoneOffers> sampleOffers();
/// The transitions, actions and resources that led an instance to where it is; `status` Ready, Starting or Failed.
models::InstanceDetails sampleDetails(const models::Instance &instance);

} // namespace vigie::tests
