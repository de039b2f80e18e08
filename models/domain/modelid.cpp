#include "models/domain/modelid.h"

#include <QUrl>

#include <algorithm>
#include <array>

namespace vigie::models {

namespace {

constexpr qsizetype longestText = 4096; // a page's URL with its query; an id with its namespace has 193 characters
constexpr qsizetype longestPart = 96;
constexpr qsizetype longestRevision = 255;

constexpr std::array hosts{QLatin1String("huggingface.co"), QLatin1String("hf.co")};
/// First parts of a path on the Hub that are no namespace and no model.
constexpr std::array otherPages{
    QLatin1String("api"), QLatin1String("blog"), QLatin1String("chat"), QLatin1String("collections"), QLatin1String("datasets"),
    QLatin1String("docs"), QLatin1String("enterprise"), QLatin1String("join"), QLatin1String("learn"), QLatin1String("login"),
    QLatin1String("models"), QLatin1String("new"), QLatin1String("organizations"), QLatin1String("papers"), QLatin1String("posts"),
    QLatin1String("pricing"), QLatin1String("settings"), QLatin1String("spaces"), QLatin1String("tasks"),
};
/// Pages of a model whose next part is a revision.
constexpr std::array revisionPages{QLatin1String("tree"), QLatin1String("blob"), QLatin1String("resolve"), QLatin1String("raw"),
                                   QLatin1String("commits"), QLatin1String("commit")};
constexpr QLatin1String discussions("discussions");

template <class Table>
bool contains(const Table &table, QStringView text)
{
    return std::find(table.begin(), table.end(), text) != table.end();
}

bool isWordCharacter(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= u'a' && u <= u'z') || (u >= u'A' && u <= u'Z') || (u >= u'0' && u <= u'9') || u == u'_';
}

bool isRevisionCharacter(QChar c)
{
    // What git refuses in the name of a branch or a tag, and `@`, which separates it here.
    return c.unicode() > u' ' && c.unicode() < 0x7f && !QStringView(u"~^:?*[\\@").contains(c);
}

std::optional<ModelIdProblem> problemOfPart(QStringView part)
{
    if (part.size() > longestPart)
        return ModelIdProblem::TooLong;
    if (part.isEmpty() || !isWordCharacter(part.front()) || !isWordCharacter(part.back()))
        return ModelIdProblem::BadEdge;
    return std::nullopt;
}

std::optional<ModelIdProblem> problemOfId(QStringView id)
{
    if (id.isEmpty())
        return ModelIdProblem::Empty;
    if (id.contains(u':'))
        return ModelIdProblem::OtherSyntax;
    if (!std::all_of(id.begin(), id.end(), [](QChar c) { return isWordCharacter(c) || c == u'-' || c == u'.' || c == u'/'; }))
        return ModelIdProblem::BadCharacter;
    const qsizetype slash = id.indexOf(u'/');
    if (slash >= 0 && id.indexOf(u'/', slash + 1) >= 0)
        return ModelIdProblem::TooManySlashes;
    if (id.contains(u"--") || id.contains(u".."))
        return ModelIdProblem::DoubleDashOrDots;
    if (id.endsWith(u".git"))
        return ModelIdProblem::EndsWithGit;
    if (slash >= 0) {
        if (const auto problem = problemOfPart(id.first(slash)))
            return problem;
    }
    return problemOfPart(id.sliced(slash + 1));
}

std::optional<ModelIdProblem> problemOfRevision(QStringView revision)
{
    if (revision.size() > longestRevision)
        return ModelIdProblem::TooLong;
    if (!std::all_of(revision.begin(), revision.end(), isRevisionCharacter))
        return ModelIdProblem::BadCharacter;
    if (revision.contains(u".."))
        return ModelIdProblem::DoubleDashOrDots;
    if (revision.isEmpty() || revision.startsWith(u'-') || revision.startsWith(u'/') || revision.endsWith(u'/'))
        return ModelIdProblem::BadEdge;
    return std::nullopt;
}

ParsedModelReference refused(ModelIdProblem problem)
{
    return {std::nullopt, problem};
}

ParsedModelReference checked(QStringView id, std::optional<QStringView> revision)
{
    auto problem = problemOfId(id);
    if (!problem && revision)
        problem = problemOfRevision(*revision);
    if (problem)
        return refused(*problem);
    return {ModelReference{id.toString(), revision.value_or(QStringView()).toString()}, std::nullopt};
}

/// `id` or `id@revision`.
ParsedModelReference parseId(QStringView text)
{
    const qsizetype at = text.indexOf(u'@');
    return at < 0 ? checked(text, std::nullopt) : checked(text.first(at), text.sliced(at + 1));
}

/// What follows the host in a URL: `[/]ns/name[/(tree|blob|...)/revision[/file]]`, or the same of a bare name.
ParsedModelReference parsePath(QStringView path)
{
    const auto end = std::find_if(path.begin(), path.end(), [](QChar c) { return c == u'?' || c == u'#'; });
    const QList<QStringView> parts = path.first(end - path.begin()).split(u'/', Qt::SkipEmptyParts);
    if (parts.isEmpty() || contains(otherPages, parts[0]))
        return refused(ModelIdProblem::NotAModelUrl);
    const bool bare = parts.size() == 1 || (parts.size() > 2 && (contains(revisionPages, parts[1]) || parts[1] == discussions));
    const QString id = bare ? parts[0].toString() : QString(parts[0] % u'/' % parts[1]);
    const QList<QStringView> page = parts.sliced(bare ? 1 : 2);
    if (page.isEmpty() || page[0] == discussions)
        return checked(id, std::nullopt);
    if (page.size() < 2 || !contains(revisionPages, page[0]))
        return refused(ModelIdProblem::NotAModelUrl);
    // The Hub writes the slashes of `refs/pr/1` as %2F; people also write them plainly.
    QString revision = QUrl::fromPercentEncoding(page[1].toUtf8());
    if (revision == u"refs" && page.size() > 3)
        revision = page[1] % u'/' % page[2] % u'/' % page[3];
    return checked(id, revision);
}

} // namespace

ParsedModelReference parseModelReference(QStringView text)
{
    text = text.trimmed();
    if (text.isEmpty())
        return refused(ModelIdProblem::Empty);
    if (text.size() > longestText)
        return refused(ModelIdProblem::TooLong);
    if (std::any_of(text.begin(), text.end(), [](QChar c) { return c.isSpace(); }))
        return refused(ModelIdProblem::InnerSpace);

    const qsizetype colon = text.indexOf(u"://");
    const QStringView scheme = colon < 0 ? QStringView() : text.first(colon);
    const QStringView rest = colon < 0 ? text : text.sliced(colon + 3);
    if (scheme.compare(u"hf", Qt::CaseInsensitive) == 0) {
        if (rest.startsWith(u"datasets/") || rest.startsWith(u"spaces/") || rest.startsWith(u"buckets/"))
            return refused(ModelIdProblem::NotAModelUrl);
        return parseId(rest.startsWith(u"models/") ? rest.sliced(7) : rest);
    }
    const bool web = scheme.compare(u"https", Qt::CaseInsensitive) == 0 || scheme.compare(u"http", Qt::CaseInsensitive) == 0;
    if (colon >= 0 && !web)
        return refused(ModelIdProblem::NotAModelUrl);

    // An address bar hides the scheme: no namespace of the Hub has a dot in this place, so this cannot hide a model.
    const qsizetype slash = rest.indexOf(u'/');
    const QStringView host = slash < 0 ? rest : rest.first(slash);
    const bool hub = std::any_of(hosts.begin(), hosts.end(), [host](QLatin1String each) { return host.compare(each, Qt::CaseInsensitive) == 0; });
    if (hub && (web || slash >= 0))
        return parsePath(slash < 0 ? QStringView() : rest.sliced(slash));
    return web ? refused(ModelIdProblem::NotAModelUrl) : parseId(text);
}

} // namespace vigie::models
