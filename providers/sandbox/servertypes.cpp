#include "providers/sandbox/servertypes.h"

#include <algorithm>
#include <array>
#include <span>

namespace vigie::providers::sandbox {

namespace {

constexpr std::int64_t gibi = 1LL << 30;
constexpr std::int64_t giga = 1'000'000'000LL;
constexpr std::int64_t mebi = 1LL << 20;

// The GPU types as recorded on 2026-07-30. The availability is that of fr-par-1, fr-par-2 and pl-waw-2: 'a' available,
// 's' scarce, 'n' shortage, '-' not sold there.
struct Gpu {
    const char *name;
    int cores, memoryGibi, gpus;
    const char *gpuName;
    int gpuGibi;
    double price;
    int scratchGiga;
    double networkGbit;
    int blockMebi;
    int fileSystems;
    const char *offered;
};

constexpr std::array gpus{
    Gpu{"L4-1-24G", 8, 48, 1, "L4", 24, 0.7875, 0, 2.5, 1000, 2, "aaa"},
    Gpu{"L4-2-24G", 16, 96, 2, "L4", 24, 1.575, 0, 5, 1500, 4, "naa"},
    Gpu{"L4-4-24G", 32, 192, 4, "L4", 24, 3.15, 0, 10, 2500, 8, "nsa"},
    Gpu{"L4-8-24G", 64, 384, 8, "L4", 24, 6.3, 0, 20, 5000, 16, "nns"},
    Gpu{"L40S-1-48G", 8, 96, 1, "L40S", 48, 1.469916, 1600, 2.5, 1000, 2, "-sn"},
    Gpu{"L40S-2-48G", 16, 192, 2, "L40S", 48, 2.939832, 3200, 5, 1500, 4, "-nn"},
    Gpu{"L40S-4-48G", 32, 384, 4, "L40S", 48, 5.879664, 6400, 10, 2500, 8, "-nn"},
    Gpu{"L40S-8-48G", 64, 768, 8, "L40S", 48, 11.759328, 12800, 20, 5000, 16, "-nn"},
    Gpu{"H100-1-80G", 24, 240, 1, "H100-PCIe", 80, 2.8665, 3000, 10, 2000, 2, "-nn"},
    Gpu{"H100-2-80G", 48, 480, 2, "H100-PCIe", 80, 5.733, 6000, 20, 4000, 4, "-nn"},
    Gpu{"H100-SXM-2-80G", 32, 240, 2, "H100-SXM", 80, 6.6198, 3200, 20, 5000, 4, "-a-"},
    Gpu{"H100-SXM-4-80G", 64, 480, 4, "H100-SXM", 80, 12.771, 6400, 20, 5000, 8, "-a-"},
    Gpu{"H100-SXM-8-80G", 128, 960, 8, "H100-SXM", 80, 25.3308, 12800, 20, 5000, 16, "-a-"},
    Gpu{"B300-SXM-2-288G", 56, 960, 2, "B300-SXM", 288, 18.96, 6000, 20, 5000, 4, "-n-"},
    Gpu{"B300-SXM-4-288G", 112, 1920, 4, "B300-SXM", 288, 34.08, 12000, 20, 5000, 8, "-n-"},
    Gpu{"B300-SXM-8-288G", 224, 3840, 8, "B300-SXM", 288, 60.0, 24000, 20, 5000, 16, "-n-"},
    Gpu{"RENDER-S", 10, 42, 1, "P100", 16, 1.221, 0, 2, 2048, 0, "aa-"},
};

// The processor-only ranges: enough of them that the list takes three pages, and that the GPU types are not on the first one.
constexpr std::array basicCores{2, 4, 6, 8, 12, 16};
constexpr std::array computeCores{2, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96};
constexpr std::array memoryCores{2, 4, 6, 8, 12, 16, 32, 48};
constexpr std::array popCores{2, 4, 6, 8, 12, 16, 24, 32, 48, 64};
constexpr std::array windowsCores{2, 4, 8, 16, 32};

struct Family {
    const char *prefix;
    std::span<const int> cores;
    int gibiPerCore;
    const char *suffix;
    const char *zones; // 'x' sold in fr-par-1, fr-par-2, pl-waw-2
};

constexpr std::array families{
    Family{"BASIC2-A", basicCores, 2, "", "xx-"},     Family{"BASIC2-A", basicCores, 4, "", "xx-"},
    Family{"BASIC3-X", basicCores, 2, "", "xx-"},     Family{"BASIC3-X", basicCores, 4, "", "xx-"},
    Family{"COMPUTE3-X", computeCores, 2, "", "xx-"}, Family{"MEMORY3-X", memoryCores, 8, "", "xx-"},
    Family{"POP2-", popCores, 4, "", "xxx"},          Family{"POP2-", windowsCores, 4, "-WIN", "xx-"},
    Family{"POP2-HC-", popCores, 2, "", "xxx"},       Family{"POP2-HM-", popCores, 8, "", "xxx"},
    Family{"STANDARD2-A", popCores, 4, "", "xx-"},    Family{"STANDARD3-X", popCores, 4, "", "xx-"},
};

struct Single {
    const char *name;
    int cores, memoryGibi, localGiga;
    const char *zones;
};

constexpr std::array singles{
    Single{"DEV1-S", 2, 2, 20, "xxx"},     Single{"DEV1-M", 3, 4, 40, "xxx"},     Single{"DEV1-L", 4, 8, 80, "xxx"},
    Single{"DEV1-XL", 4, 12, 120, "xxx"},  Single{"GP1-XS", 4, 16, 150, "xxx"},   Single{"GP1-S", 8, 32, 300, "xxx"},
    Single{"GP1-M", 16, 64, 600, "xxx"},   Single{"GP1-L", 32, 128, 600, "xxx"},  Single{"GP1-XL", 48, 256, 600, "xxx"},
    Single{"PLAY2-PICO", 1, 2, 0, "xxx"},  Single{"PLAY2-NANO", 2, 4, 0, "xxx"},  Single{"PLAY2-MICRO", 4, 8, 0, "xxx"},
    Single{"PRO2-XXS", 2, 8, 0, "xxx"},    Single{"PRO2-XS", 4, 16, 0, "xxx"},    Single{"PRO2-S", 8, 32, 0, "xxx"},
    Single{"PRO2-M", 16, 64, 0, "xxx"},    Single{"PRO2-L", 32, 128, 0, "xxx"},   Single{"POP2-HN-3", 2, 4, 0, "xxx"},
    Single{"POP2-HN-5", 2, 4, 0, "xxx"},   Single{"POP2-HN-10", 4, 8, 0, "xxx"},  Single{"STARDUST1-S", 1, 1, 10, "x-x"},
    Single{"START1-XS", 1, 1, 25, "x--"},  Single{"START1-S", 2, 2, 50, "x--"},   Single{"START1-M", 4, 4, 100, "x--"},
    Single{"START1-L", 8, 8, 200, "x--"},  Single{"VC1S", 2, 2, 50, "x--"},       Single{"VC1M", 4, 4, 100, "x--"},
    Single{"VC1L", 6, 8, 200, "x--"},      Single{"X64-15GB", 6, 15, 200, "x--"}, Single{"X64-30GB", 8, 30, 300, "x--"},
    Single{"X64-60GB", 10, 60, 700, "x--"}, Single{"X64-120GB", 12, 120, 1000, "x--"},
};

constexpr std::array columns{"fr-par-1", "fr-par-2", "pl-waw-2"};

/// The column of the tables above; a zone beyond the recorded three sells what pl-waw-2 does.
std::size_t columnOf(const std::string &zone)
{
    const auto found = std::find(columns.begin(), columns.end(), zone);
    return found == columns.end() ? columns.size() - 1 : static_cast<std::size_t>(found - columns.begin());
}

ServerType gpuType(const Gpu &gpu)
{
    return {gpu.name, gpu.cores, gpu.memoryGibi * gibi, gpu.gpus, gpu.gpuName, gpu.gpuGibi * gibi, gpu.price,
            std::string_view(gpu.name) == "RENDER-S" ? 400 * giga : 0, gpu.scratchGiga * giga,
            static_cast<std::int64_t>(gpu.networkGbit * 1e9), static_cast<std::int64_t>(gpu.blockMebi) * mebi, gpu.fileSystems};
}

ServerType cpuType(std::string name, int cores, int memoryGibi, int localGiga)
{
    // Of the order of the real prices; nobody rents these for a model.
    const double price = 0.012 * cores + 0.0021 * memoryGibi;
    return {std::move(name), cores, memoryGibi * gibi, 0, {}, 0, price, localGiga * giga, 0,
            std::min<std::int64_t>(cores * 200'000'000LL, 9'600'000'000LL), static_cast<std::int64_t>(cores) * 62 * mebi, 0};
}

} // namespace

Json ServerType::toJson() const
{
    Json gpuInfo = nullptr;
    if (gpus > 0)
        gpuInfo = {{"gpu_manufacturer", "NVIDIA"}, {"gpu_name", gpuName}, {"gpu_memory", gpuMemoryBytes}};
    const Json perVolume = blockOnly() ? Json{{"min_size", 0}, {"max_size", 0}} : Json{{"min_size", giga}, {"max_size", 800 * giga}};
    return {{"alt_names", Json::array()},
            {"arch", "x86_64"},
            {"ncpus", cores},
            {"ram", memoryBytes},
            {"gpu", gpus},
            {"gpu_info", gpuInfo},
            {"mig_profile", nullptr},
            {"volumes_constraint", {{"min_size", 0}, {"max_size", localMaxBytes}}},
            {"per_volume_constraint", {{"l_ssd", perVolume}}},
            {"scratch_storage_max_size", scratchMaxBytes},
            {"scratch_storage_max_volumes_count", scratchMaxBytes > 0 ? 1 : 0},
            {"monthly_price", hourlyPrice * 730},
            {"hourly_price", hourlyPrice},
            {"capabilities",
             {{"boot_types", {"local", "rescue"}},
              {"placement_groups", true},
              {"block_storage", true},
              {"hot_snapshots_local_volume", !blockOnly()},
              {"private_network", 8},
              {"max_file_systems", fileSystems}}},
            {"network",
             {{"ipv6_support", true},
              {"sum_internal_bandwidth", networkBits},
              {"sum_internet_bandwidth", networkBits},
              {"interfaces", Json::array({{{"internal_bandwidth", networkBits}, {"internet_bandwidth", networkBits}}})}}},
            {"block_bandwidth", blockBytes},
            {"end_of_service", false}};
}

ServerTypes::ServerTypes(const std::vector<std::string> &zones)
{
    for (const std::string &zone : zones) {
        auto &types = m_zones[zone];
        const std::size_t column = columnOf(zone);
        for (const Gpu &gpu : gpus) {
            if (gpu.offered[column] != '-')
                types.emplace(gpu.name, gpuType(gpu));
        }
        for (const Family &family : families) {
            for (const int cores : family.cores) {
                if (family.zones[column] != 'x')
                    continue;
                const int memory = cores * family.gibiPerCore;
                std::string name = family.prefix + std::to_string(cores) + "C-" + std::to_string(memory) + "G" + family.suffix;
                types.emplace(name, cpuType(name, cores, memory, 0));
            }
        }
        for (const Single &single : singles) {
            if (single.zones[column] == 'x')
                types.emplace(single.name, cpuType(single.name, single.cores, single.memoryGibi, single.localGiga));
        }
    }
}

const std::map<std::string, ServerType> &ServerTypes::ofZone(const std::string &zone) const
{
    static const std::map<std::string, ServerType> none;
    const auto found = m_zones.find(zone);
    return found == m_zones.end() ? none : found->second;
}

const ServerType *ServerTypes::find(const std::string &zone, const std::string &name) const
{
    const auto &types = ofZone(zone);
    const auto found = types.find(name);
    return found == types.end() ? nullptr : &found->second;
}

std::string ServerTypes::recordedAvailability(const std::string &zone, const std::string &name) const
{
    const auto found = std::find_if(gpus.begin(), gpus.end(), [&name](const Gpu &gpu) { return name == gpu.name; });
    if (found == gpus.end())
        return "available";
    const char mark = found->offered[columnOf(zone)];
    return mark == 'a' ? "available" : mark == 's' ? "scarce" : "shortage";
}

} // namespace vigie::providers::sandbox
