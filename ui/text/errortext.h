#pragma once

#include "models/domain/error.h"

#include <QString>

#include <span>

namespace vigie::ui {

/// An error for people: what happened, with the particulars that are known, and one thing to do about it.
struct ErrorText {
    QString cause;
    QString remedy;
};

/// In the language of this moment. Every code has its own two sentences; `detail` is not in them (it is shown as it is, beside).
ErrorText errorText(const models::Error &error);

/// The untranslated sentences, in the order of the codes: a test walks them.
struct ErrorSentences {
    models::ErrorCode code;
    const char *cause;
    const char *remedy;
};
std::span<const ErrorSentences> errorSentences();

} // namespace vigie::ui
