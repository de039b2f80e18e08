#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace vigie::models {

/// Why a text does not name a model on the Hugging Face Hub.
enum class ModelIdProblem {
    Empty, InnerSpace, TooManySlashes, DoubleDashOrDots, EndsWithGit, TooLong, BadCharacter, BadEdge, OtherSyntax, NotAModelUrl
};

/// A model reference as typed, taken apart.
struct ModelReference {
    QString id;       ///< `Org/Name` or `name`, case kept
    QString revision; ///< empty: the default branch
    bool operator==(const ModelReference &) const = default;
};

struct ParsedModelReference {
    std::optional<ModelReference> reference;
    std::optional<ModelIdProblem> problem; ///< set when reference is not
};

/// Reads an id, `id@revision`, `hf://id`, or a page's URL on huggingface.co or hf.co. Space around is dropped. A namespace is
/// optional: `gpt2` is a model. The rule is the Hub client's, but stricter on newlines, non-ASCII and the namespace's length.
ParsedModelReference parseModelReference(QStringView text);

} // namespace vigie::models
