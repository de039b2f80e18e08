#include "models/views/statusfamily.h"

namespace vigie::models {

namespace {

using enum StatusFamily;

constexpr std::array families{
    Pending, Working, Working, Working, Ready, Attention, Attention, Working, Gone, Gone, Failed, Failed, Failed, Unknown,
};
static_assert(families.size() == statusCount + 1, "every status has its family");

} // namespace

StatusFamily familyOf(Status status)
{
    return families[static_cast<std::size_t>(status)];
}

} // namespace vigie::models
