#pragma once

#include "app/engine/world.h"
#include "models/console.h"

#include <QThreadPool>

#include <functional>
#include <stop_token>

namespace vigie::engine {

/// Asks the providers what they offer, every zone of every account at once, so that one that is slow or fails hides none of the others.
class OffersLoader {
public:
    explicit OffersLoader(const World &world);
    /// Interrupts what is under way.
    ~OffersLoader();
    /// Returns at once; `loaded` is called from other threads, once for each account and zone.
    void load(std::function<void(models::ZoneOffers)> loaded);

private:
    const World &m_world;
    std::stop_source m_stop;
    QThreadPool m_pool;
};

} // namespace vigie::engine
