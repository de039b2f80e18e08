#include "app/engine/offersloader.h"

namespace vigie::engine {

namespace {

/// A provider's API is asked by at most so many at once (scaleway: five requests in flight are polite).
constexpr int parallelZones = 4;

} // namespace

OffersLoader::OffersLoader(const World &world) : m_world(world)
{
    m_pool.setMaxThreadCount(parallelZones);
}

OffersLoader::~OffersLoader()
{
    m_stop.request_stop();
    m_pool.waitForDone();
}

void OffersLoader::load(std::function<void(models::ZoneOffers)> loaded)
{
    for (const models::Account &account : m_world.accounts) {
        for (const models::Zone &zone : account.zones) {
            m_pool.start([this, id = account.id, zone, loaded, stop = m_stop.get_token()] {
                models::ZoneOffers result{id, zone, {}, std::nullopt};
                if (const auto provider = m_world.makeProvider(id)) {
                    const auto offers = provider->offers(zone, {QDeadlineTimer(std::chrono::seconds(30)), stop});
                    if (offers) {
                        result.offers = *offers;
                        for (models::Offer &offer : result.offers)
                            offer.account = id;
                    } else {
                        result.error = offers.error().toError();
                    }
                } else {
                    result.error = models::Error{models::ErrorCode::MissingCredentials, {{QStringLiteral("account"), id.toString()}}, {}};
                }
                if (!stop.stop_requested())
                    loaded(result);
            });
        }
    }
}

} // namespace vigie::engine
