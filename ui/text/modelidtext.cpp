#include "ui/text/modelidtext.h"

#include <QCoreApplication>

#include <array>

namespace vigie::ui {

namespace {

constexpr std::array sentences{
    QT_TRANSLATE_NOOP("ModelId", "Type a model: Org/Name, a bare name, or its page's address."),
    QT_TRANSLATE_NOOP("ModelId", "A model id has no spaces inside."),
    QT_TRANSLATE_NOOP("ModelId", "One slash at most: Org/Name."),
    QT_TRANSLATE_NOOP("ModelId", "\"--\" and \"..\" are not allowed in a model id."),
    QT_TRANSLATE_NOOP("ModelId", "A model id does not end with .git: leave it out."),
    QT_TRANSLATE_NOOP("ModelId", "Too long: the organization and the name have 96 characters each at most."),
    QT_TRANSLATE_NOOP("ModelId", "Only letters without accents, digits, and - _ . are allowed."),
    QT_TRANSLATE_NOOP("ModelId", "The organization and the name begin and end with a letter, a digit or _."),
    QT_TRANSLATE_NOOP("ModelId", "name:quant is the syntax of other tools. Type the repository's id, and @revision for a branch."),
    QT_TRANSLATE_NOOP("ModelId", "This address is not a model's page on huggingface.co."),
};
static_assert(sentences.size() == static_cast<std::size_t>(models::ModelIdProblem::NotAModelUrl) + 1, "every problem has its sentence");

} // namespace

QString modelIdProblemText(models::ModelIdProblem problem)
{
    return QCoreApplication::translate("ModelId", sentences[static_cast<std::size_t>(problem)]);
}

} // namespace vigie::ui
