#pragma once

#include <QByteArray>

namespace vigie::providers {

/// The text of resources/install.sh as it was when the program was built.
QByteArray installScript();

} // namespace vigie::providers
