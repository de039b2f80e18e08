#pragma once

#include "providers/sandbox/servertypes.h"

#include <map>
#include <string>
#include <vector>

namespace vigie::providers::sandbox {

enum class ImageRoot { Block, Local };
enum class ImageFor { Processor, Gpu, Cluster };

/// An image of one zone, of one architecture, of one kind of root: what the Instance API calls an image, and the marketplace a
/// local image.
struct BootImage {
    std::string id;
    std::string label;
    std::string name;
    std::string zone;
    std::string arch;
    ImageRoot root = ImageRoot::Block;
    ImageFor purpose = ImageFor::Processor;
    std::int64_t rootBytes = 0;
    std::vector<std::string> compatibleTypes;

    Json toInstanceJson() const;
    Json toMarketplaceJson() const;
    /// The id of the snapshot that the root is made from.
    std::string snapshotId() const;
};

/// A label of the marketplace's catalogue.
struct ImageLabel {
    std::string label;
    std::string name;
    std::string category;
    std::string updatedAt;
    std::string validUntil;

    Json toJson() const;
};

/// All images of all zones. Immutable after construction, readable from any thread.
class BootImages {
public:
    BootImages(const std::vector<std::string> &zones, const ServerTypes &types);

    const std::vector<ImageLabel> &labels() const { return m_labels; }
    const ImageLabel *findLabel(const std::string &label) const;
    const BootImage *find(const std::string &id) const;
    /// In the order of the API: arm64 before x86_64, block before local.
    std::vector<const BootImage *> ofLabel(const std::string &label, const std::string &zone) const;
    std::vector<const BootImage *> ofZone(const std::string &zone) const;

private:
    std::vector<ImageLabel> m_labels;
    std::vector<BootImage> m_images;
    std::map<std::string, std::size_t> m_byId;
};

} // namespace vigie::providers::sandbox
