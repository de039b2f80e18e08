#pragma once

#include <QStringList>

namespace vigie::tests {

/// Collects every warning that Qt or the program says while it lives; a test of windows fails when there was one.
class GuiGuard {
public:
    GuiGuard();
    ~GuiGuard();
    GuiGuard(const GuiGuard &) = delete;
    GuiGuard &operator=(const GuiGuard &) = delete;

    /// The warnings since the last call.
    QStringList take();
};

} // namespace vigie::tests
