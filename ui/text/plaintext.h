#pragma once

#include <QString>

namespace vigie::ui {

/// A text from outside (a model's name, a provider's message) made fit to be shown: characters that would not show, or that would turn the
/// direction of what stands beside them, are written out as `[U+202E]`. Line feeds and tabs become spaces.
QString shown(const QString &text);

/// A text for setToolTip() that Qt shows as it is, whatever it looks like: what could pass for markup is escaped.
QString plainToolTip(const QString &text);

} // namespace vigie::ui
