#include "ui/text/connectiontext.h"

#include <QCoreApplication>

#include <array>

namespace vigie::ui {

namespace {

constexpr std::array steps{
    QT_TRANSLATE_NOOP("Step", "Starting"),
    QT_TRANSLATE_NOOP("Step", "Looking for the private database"),
    QT_TRANSLATE_NOOP("Step", "Making the private database: a second or two, once"),
    QT_TRANSLATE_NOOP("Step", "Starting the private database"),
    QT_TRANSLATE_NOOP("Step", "The private database is recovering from a crash"),
    QT_TRANSLATE_NOOP("Step", "Bringing the tables up to date"),
    QT_TRANSLATE_NOOP("Step", "Starting the sandbox cloud"),
    QT_TRANSLATE_NOOP("Step", "Connecting"),
};
static_assert(steps.size() == static_cast<std::size_t>(models::ConnectionState::Step::Connecting) + 1);

} // namespace

QString stepText(models::ConnectionState::Step step)
{
    return QCoreApplication::translate("Step", steps[static_cast<std::size_t>(step)]);
}

} // namespace vigie::ui
