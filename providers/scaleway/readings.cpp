#include "providers/scaleway/readings.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <limits>

namespace vigie::providers::scaleway {

using namespace Qt::StringLiterals;

namespace {

template <class Value>
struct Word {
    const char *word;
    Value value;
};

constexpr std::array states{
    Word<ServerState>{"stopped", ServerState::Stopped},   Word<ServerState>{"stopped in place", ServerState::StoppedInPlace},
    Word<ServerState>{"starting", ServerState::Starting}, Word<ServerState>{"running", ServerState::Running},
    Word<ServerState>{"stopping", ServerState::Stopping}, Word<ServerState>{"locked", ServerState::Locked}};

constexpr std::array stocks{Word<models::Stock>{"available", models::Stock::Available},
                            Word<models::Stock>{"scarce", models::Stock::Scarce}, Word<models::Stock>{"shortage", models::Stock::Shortage}};

template <class Table, class Value>
Value lookUp(const Table &table, QStringView word, Value fallback)
{
    const auto found = std::find_if(table.begin(), table.end(), [word](const auto &each) { return word == QLatin1String(each.word); });
    return found == table.end() ? fallback : found->value;
}

int smallInt(const Json &object, const char *key)
{
    return static_cast<int>(std::clamp<std::int64_t>(integer(object, key).value_or(0), 0, std::numeric_limits<int>::max()));
}

std::int64_t bytes(const Json &object, const char *key)
{
    return std::max<std::int64_t>(integer(object, key).value_or(0), 0);
}

/// The volumes in the order of their slots, which is the root first. One without an id is an error: it could not be deleted.
tl::expected<QVector<AttachedVolume>, QString> volumesOf(const Json &map)
{
    QVector<QPair<int, AttachedVolume>> bySlot;
    const bool isMap = map.is_object();
    for (auto each = map.begin(); isMap && each != map.end(); ++each) {
        bool isNumber = false;
        const int slot = QString::fromStdString(each.key()).toInt(&isNumber);
        const AttachedVolume volume{text(*each, "id"), text(*each, "volume_type")};
        if (volume.id.isEmpty())
            return tl::unexpected(u"a volume has no id"_s);
        bySlot.append({isNumber ? slot : std::numeric_limits<int>::max(), volume});
    }
    std::stable_sort(bySlot.begin(), bySlot.end(), [](const auto &left, const auto &right) { return left.first < right.first; });
    QVector<AttachedVolume> volumes;
    for (const auto &[slot, volume] : bySlot)
        volumes.append(volume);
    return volumes;
}

QVector<PublicAddress> addressesOf(const Json &server)
{
    QVector<PublicAddress> v4;
    QVector<PublicAddress> v6;
    const auto take = [&](const Json &each) {
        // Not said to be dynamic: it may be one that is billed until it is deleted.
        const PublicAddress address{text(each, "id"), text(each, "address"), flag(each, "dynamic").value_or(false)};
        if (address.address.isEmpty() || v4.contains(address))
            return;
        (address.address.contains(u':') ? v6 : v4).append(address);
    };
    const Json &list = child(server, "public_ips");
    if (list.is_array() && !list.empty()) {
        for (const Json &each : list)
            take(each);
    } else {
        take(child(server, "public_ip")); // the old field, of an answer without the new one
    }
    return v4 + v6;
}

} // namespace

ServerState stateOf(QStringView word)
{
    return lookUp(states, word, ServerState::Unknown);
}

models::Stock stockOf(QStringView word)
{
    return lookUp(stocks, word, models::Stock::Unknown);
}

tl::expected<Server, QString> serverOf(const Json &object, const models::Zone &zone)
{
    Server server;
    server.id = text(object, "id");
    if (server.id.isEmpty())
        return tl::unexpected(u"the server has no id"_s);
    server.name = text(object, "name");
    server.zone = zone;
    server.type = models::CommercialType(text(object, "commercial_type"));
    const QString word = text(object, "state");
    const QString detail = text(object, "state_detail");
    server.state = stateOf(word);
    server.stateText = detail.isEmpty() || detail == word ? word : word + u" ("_s + detail + u')';
    server.imageId = text(child(object, "image"), "id");
    server.tags = texts(object, "tags");
    auto volumes = volumesOf(child(object, "volumes"));
    if (!volumes)
        return tl::unexpected(volumes.error());
    server.volumes = std::move(*volumes);
    server.addresses = addressesOf(object);
    return server;
}

tl::expected<Volume, QString> volumeOf(const Json &object)
{
    Volume volume;
    volume.id = text(object, "id");
    volume.status = text(object, "status");
    if (volume.id.isEmpty() || volume.status.isEmpty())
        return tl::unexpected(u"the volume has no id or no status"_s);
    volume.sizeBytes = bytes(object, "size");
    const Json &references = child(object, "references");
    volume.attached = references.is_array() ? !references.empty() : volume.status == "in_use"_L1;
    volume.tags = texts(object, "tags");
    return volume;
}

tl::expected<PublicAddress, QString> flexibleAddressOf(const Json &object)
{
    const PublicAddress address{text(object, "id"), text(object, "address"), false};
    if (address.id.isEmpty())
        return tl::unexpected(u"the address has no id"_s);
    return address;
}

tl::expected<SshKey, QString> sshKeyOf(const Json &object)
{
    const SshKey key{text(object, "id"), text(object, "public_key"), !flag(object, "disabled").value_or(false)};
    if (key.id.isEmpty() || key.publicKey.isEmpty())
        return tl::unexpected(u"the SSH key has no id or no key"_s);
    return key;
}

models::Offer offerOf(const QString &name, const Json &object, const models::AccountId &account, const models::Zone &zone)
{
    models::Offer offer;
    offer.account = account;
    offer.zone = zone;
    offer.type = models::CommercialType(name);
    offer.arch = text(object, "arch");
    offer.cpus = smallInt(object, "ncpus");
    offer.memoryBytes = bytes(object, "ram");
    offer.gpus = smallInt(object, "gpu");
    const Json &gpu = child(object, "gpu_info");
    offer.gpuName = text(gpu, "gpu_name");
    offer.gpuMemoryBytes = bytes(gpu, "gpu_memory");
    offer.pricePerHour = price(object, "hourly_price");
    offer.blockOnly = isBlockOnly(object);
    offer.endOfService = flag(object, "end_of_service").value_or(false);
    offer.scratchMaxBytes = bytes(object, "scratch_storage_max_size");
    return offer;
}

bool isBlockOnly(const Json &serverType)
{
    const Json &perVolume = child(serverType, "per_volume_constraint");
    const bool hasBlock = flag(child(serverType, "capabilities"), "block_storage").value_or(false);
    return hasBlock && integer(child(serverType, "volumes_constraint"), "max_size") == 0
        && integer(child(perVolume, "l_ssd"), "max_size").value_or(0) == 0;
}

QStringList fingerprintsIn(const QByteArray &userData)
{
    static const QRegularExpression pattern(u"SHA256:[A-Za-z0-9+/]{43}(?![A-Za-z0-9+/])"_s);
    QStringList all;
    for (auto each = pattern.globalMatch(QString::fromUtf8(userData)); each.hasNext();)
        all.append(each.next().captured());
    all.removeDuplicates();
    return all;
}

} // namespace vigie::providers::scaleway
