#include "app/engine/changefeed.h"

#include "app/engine/waiting.h"
#include "app/storage/requestrepository.h"

namespace vigie::engine {

namespace {

constexpr std::chrono::milliseconds oneFrame(16);
constexpr std::chrono::milliseconds pollInterval(1000);
constexpr std::chrono::milliseconds reconnectInterval(500);

} // namespace

ChangeFeed::ChangeFeed(storage::ConnectionInfo database, QString applicationName, Receiver receiver)
    : m_database(std::move(database)), m_applicationName(std::move(applicationName)), m_receiver(std::move(receiver)),
      m_thread([this](std::stop_token stop) { run(stop); })
{
}

void ChangeFeed::run(std::stop_token stop)
{
    storage::Database database(m_database, m_applicationName);
    bool open = true;
    while (open) {
        const auto read = readOnce(database);
        if (!read) {
            m_watermark.clear();
            m_receiver.lost(read.error());
        }
        open = waitFor(oneFrame, stop) && m_wakeUp.wait(read ? pollInterval : reconnectInterval, stop);
    }
}

models::Result<void> ChangeFeed::readOnce(storage::Database &database)
{
    const bool whole = m_watermark.isEmpty();
    const auto changes = storage::FleetRepository(database).changesSince(whole ? QStringLiteral("0") : m_watermark);
    if (!changes)
        return tl::unexpected(changes.error());
    const auto orchestrators = storage::RequestRepository(database).orchestrators();
    if (!orchestrators)
        return tl::unexpected(orchestrators.error());
    if (whole)
        m_seen.clear();
    models::FleetDelta delta{whole ? models::FleetDelta::Kind::Reset : models::FleetDelta::Kind::Changes, {}, changes->asOf};
    for (const auto &row : changes->rows) {
        auto &seen = m_seen[row.instance.id];
        if (seen != row.touched)
            delta.changed.append(row.instance);
        seen = row.touched;
    }
    m_watermark = changes->watermark;
    if (whole || !delta.changed.isEmpty())
        m_receiver.changed(delta);
    m_receiver.live(changes->asOf, *orchestrators);
    return {};
}

} // namespace vigie::engine
