#include "providers/sandbox/bootimages.h"

#include "providers/sandbox/dice.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace vigie::providers::sandbox {

namespace {

constexpr std::int64_t giga = 1'000'000'000LL;
// The provider's own project, which owns every public image.
constexpr const char *providerProject = "51b656e3-4865-41e8-adbc-0c45bdd780db";
constexpr const char *imageDate = "2026-06-12T09:19:32.472362+00:00";

struct Row {
    const char *label;
    const char *name;
    const char *imageName;
    ImageFor purpose;
    const char *category;
    const char *updatedAt;
};

constexpr const char *distribution = "distribution";
constexpr const char *learning = "Machine Learning";
constexpr const char *application = "instantapp";

constexpr std::array rows{
    Row{"almalinux_9", "AlmaLinux 9", "AlmaLinux 9", ImageFor::Processor, distribution, "2026-05-16T09:00:55.306346Z"},
    Row{"centos_stream_9", "Centos Stream 9", "Centos Stream 9", ImageFor::Processor, distribution, "2026-05-16T09:00:55.306346Z"},
    Row{"debian_bookworm", "Debian Bookworm", "Debian Bookworm", ImageFor::Processor, distribution, "2026-06-02T08:11:02.118203Z"},
    Row{"debian_bullseye", "Debian Bullseye", "Debian Bullseye", ImageFor::Processor, distribution, "2026-06-02T08:11:02.118203Z"},
    Row{"debian_trixie", "Debian Trixie", "Debian Trixie", ImageFor::Processor, distribution, "2026-06-02T08:11:02.118203Z"},
    Row{"docker", "Docker", "Docker", ImageFor::Processor, application, "2026-03-10T10:04:13.000102Z"},
    Row{"fedora_42", "Fedora 42", "Fedora 42", ImageFor::Processor, distribution, "2026-04-21T07:51:40.600911Z"},
    Row{"fedora_43", "Fedora 43", "Fedora 43", ImageFor::Processor, distribution, "2026-04-21T07:51:40.600911Z"},
    Row{"gitlab", "GitLab", "GitLab", ImageFor::Processor, application, "2026-03-10T10:04:13.000102Z"},
    Row{"kapsule", "Kapsule", "kapsule", ImageFor::Cluster, "kubernetes", "2026-07-01T12:00:00.000201Z"},
    Row{"kapsule_jammy", "Kapsule Jammy", "kapsule jammy", ImageFor::Cluster, "kubernetes", "2026-07-01T12:00:00.000201Z"},
    Row{"kapsule_noble", "Kapsule Noble", "kapsule noble", ImageFor::Cluster, "kubernetes", "2026-07-01T12:00:00.000201Z"},
    Row{"nextcloud", "Nextcloud", "Nextcloud", ImageFor::Processor, application, "2026-03-10T10:04:13.000102Z"},
    Row{"openvpn", "OpenVPN", "OpenVPN", ImageFor::Processor, application, "2026-03-10T10:04:13.000102Z"},
    Row{"rockylinux_8", "Rocky Linux 8", "Rocky Linux 8", ImageFor::Processor, distribution, "2026-05-16T09:00:55.306346Z"},
    Row{"rockylinux_9", "Rocky Linux 9", "Rocky Linux 9", ImageFor::Processor, distribution, "2026-05-16T09:00:55.306346Z"},
    Row{"ubuntu_focal", "Ubuntu 20.04 Focal Fossa", "Ubuntu 20.04 Focal Fossa", ImageFor::Processor, distribution,
        "2025-09-12T09:19:32.472362Z"},
    Row{"ubuntu_jammy", "Ubuntu 22.04 Jammy Jellyfish", "Ubuntu 22.04 Jammy Jellyfish", ImageFor::Processor, distribution,
        "2026-06-12T09:19:32.472362Z"},
    Row{"ubuntu_noble", "Ubuntu 24.04 Noble Numbat", "Ubuntu 24.04 Noble Numbat", ImageFor::Processor, distribution,
        "2026-06-12T09:19:32.472362Z"},
    Row{"ubuntu_jammy_gpu_os_12", "Ubuntu Jammy GPU OS 12", "Ubuntu Jammy GPU OS 12 passthrough", ImageFor::Gpu, learning,
        "2026-05-05T13:00:12.904475Z"},
    Row{"ubuntu_noble_gpu_os_12", "Ubuntu Noble GPU OS 12", "Ubuntu Noble GPU OS 12 passthrough", ImageFor::Gpu, learning,
        "2026-05-05T13:00:12.904475Z"},
    Row{"ubuntu_noble_gpu_os_13_nvidia", "Ubuntu Noble GPU OS 13 (Nvidia)", "Ubuntu Noble GPU OS 13 Nvidia passthrough", ImageFor::Gpu,
        learning, "2026-06-20T13:00:12.904475Z"},
    Row{"windows_server_2022", "Windows Server 2022", "Windows Server 2022", ImageFor::Processor, "windows", "2026-07-15T06:30:00.000077Z"},
    Row{"windows_server_2022_core", "Windows Server 2022 Core", "Windows Server 2022 Core", ImageFor::Processor, "windows",
        "2026-07-15T06:30:00.000077Z"},
    Row{"wordpress", "WordPress", "WordPress", ImageFor::Processor, application, "2026-03-10T10:04:13.000102Z"},
};

// Names that the lists of GPU images hold although they are sold nowhere, as recorded.
constexpr std::array neverSold{"H100-1-M", "H100-2-M", "H100-SXM-1-80G", "B300-SXM-1-288G"};
constexpr std::array armTypes{"COPARM1-2C-8G", "COPARM1-4C-16G", "COPARM1-8C-32G", "COPARM1-16C-64G", "COPARM1-32C-128G"};

bool listsType(const Row &row, const ServerType &type)
{
    const bool windows = type.name.ends_with("-WIN");
    if (std::string_view(row.category) == "windows")
        return windows;
    if (windows)
        return false;
    // B300 needs the driver of GPU OS 13.
    if (row.purpose == ImageFor::Gpu && type.name.starts_with("B300"))
        return std::string_view(row.label).find("_13") != std::string_view::npos;
    // Only the newest cluster image lists GPUs.
    const bool forGpus = row.purpose == ImageFor::Gpu || std::string_view(row.label) == "kapsule_noble";
    return type.gpus > 0 ? forGpus : row.purpose != ImageFor::Gpu;
}

BootImage makeImage(const Row &row, const std::string &zone, const char *arch, ImageRoot root, std::vector<std::string> types)
{
    const std::string key = std::string("image/") + row.label + '/' + zone + '/' + arch + (root == ImageRoot::Block ? "/sbs" : "/local");
    return {namedUuid(key), row.label, row.imageName, zone, arch, root, row.purpose, (row.purpose == ImageFor::Gpu ? 20 : 10) * giga,
            std::move(types)};
}

} // namespace

std::string BootImage::snapshotId() const
{
    return namedUuid("snapshot/" + id);
}

Json BootImage::toInstanceJson() const
{
    const bool block = root == ImageRoot::Block;
    // A block image hides its size: zero, as the API answers.
    const Json rootVolume{{"volume_type", block ? "sbs_snapshot" : "l_ssd"}, {"id", snapshotId()}, {"size", block ? 0 : rootBytes},
        {"name", block ? "" : "snapshot"}};
    return {{"id", id}, {"name", name}, {"organization", providerProject}, {"project", providerProject}, {"root_volume", rootVolume},
            {"extra_volumes", Json::object()}, {"public", true}, {"arch", arch}, {"creation_date", imageDate},
            {"modification_date", imageDate}, {"default_bootscript", nullptr}, {"from_server", ""}, {"state", "available"},
            {"tags", Json::array()}, {"zone", zone}};
}

Json BootImage::toMarketplaceJson() const
{
    return {{"id", id}, {"arch", arch}, {"zone", zone}, {"compatible_commercial_types", compatibleTypes}, {"label", label},
            {"type", root == ImageRoot::Block ? "instance_sbs" : "instance_local"}};
}

Json ImageLabel::toJson() const
{
    return {{"id", namedUuid("label/" + label)}, {"name", name}, {"label", label}, {"description", name}, {"logo", ""},
            {"categories", {category}}, {"valid_until", validUntil.empty() ? Json(nullptr) : Json(validUntil)},
            {"created_at", "2024-05-02T08:00:00.000000Z"}, {"updated_at", updatedAt}};
}

BootImages::BootImages(const std::vector<std::string> &zones, const ServerTypes &types)
{
    for (const Row &row : rows) {
        m_labels.push_back({row.label, row.name, row.category, row.updatedAt, {}});
        for (const std::string &zone : zones) {
            std::vector<std::string> fitting;
            std::vector<std::string> localFitting;
            for (const auto &[name, type] : types.ofZone(zone)) {
                if (!listsType(row, type))
                    continue;
                fitting.push_back(name);
                // The local twins of GPU images list the GPU types too: whoever takes one for a block-only type fails at the create.
                if (!type.blockOnly() || row.purpose == ImageFor::Gpu)
                    localFitting.push_back(name);
            }
            if (row.purpose == ImageFor::Gpu) {
                fitting.insert(fitting.end(), neverSold.begin(), neverSold.end());
                localFitting.insert(localFitting.end(), neverSold.begin(), neverSold.end());
            } else if (std::string_view(row.category) == distribution) {
                m_images.push_back(makeImage(row, zone, "arm64", ImageRoot::Block, {armTypes.begin(), armTypes.end()}));
            }
            m_images.push_back(makeImage(row, zone, "x86_64", ImageRoot::Block, fitting));
            m_images.push_back(makeImage(row, zone, "x86_64", ImageRoot::Local, localFitting));
        }
    }
    std::sort(m_labels.begin(), m_labels.end(), [](const ImageLabel &a, const ImageLabel &b) { return a.name < b.name; });
    for (std::size_t i = 0; i < m_images.size(); ++i)
        m_byId.emplace(m_images[i].id, i);
}

const ImageLabel *BootImages::findLabel(const std::string &label) const
{
    const auto found = std::find_if(m_labels.begin(), m_labels.end(), [&label](const ImageLabel &each) { return each.label == label; });
    return found == m_labels.end() ? nullptr : &*found;
}

const BootImage *BootImages::find(const std::string &id) const
{
    const auto found = m_byId.find(id);
    return found == m_byId.end() ? nullptr : &m_images[found->second];
}

std::vector<const BootImage *> BootImages::ofLabel(const std::string &label, const std::string &zone) const
{
    std::vector<const BootImage *> found;
    for (const BootImage &image : m_images) {
        if (image.label == label && (zone.empty() || image.zone == zone))
            found.push_back(&image);
    }
    return found;
}

std::vector<const BootImage *> BootImages::ofZone(const std::string &zone) const
{
    std::vector<const BootImage *> found;
    for (const BootImage &image : m_images) {
        if (image.zone == zone)
            found.push_back(&image);
    }
    return found;
}

} // namespace vigie::providers::sandbox
