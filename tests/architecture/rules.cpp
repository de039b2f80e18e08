#include "tests/architecture/rules.h"

#include <QFileInfo>
#include <QHash>
#include <QLibraryInfo>
#include <QMap>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <functional>

namespace vigie::architecture {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longFile = 400;
constexpr qsizetype hugeFile = 600;

/// What a layer sees, besides itself: layers (all of one that ends in /*), or single files; and the modules of Qt, besides QtCore.
struct Layer {
    QString name;
    QStringList sees;
    QStringList qtModules;
};

/// The house. The longest name that begins a path is its layer; `app` itself is the composition root, which names concrete classes of all.
const QVector<Layer> &layers()
{
    static const QVector<Layer> all{
        {u"models"_s, {u"models/domain"_s}, {}},
        {u"models/domain"_s, {}, {}},
        {u"models/views"_s, {u"models"_s, u"models/domain"_s}, {}},
        {u"providers"_s, {u"models/domain"_s}, {u"QtNetwork"_s}},
        {u"providers/scaleway"_s, {u"models/domain"_s, u"providers"_s}, {u"QtNetwork"_s}},
        {u"providers/hub"_s, {u"models/domain"_s, u"providers"_s}, {u"QtNetwork"_s}},
        {u"providers/machine"_s, {u"models/domain"_s, u"providers"_s}, {u"QtNetwork"_s}},
        {u"providers/secrets"_s, {u"models/domain"_s, u"providers"_s}, {}},
        // A program of its own, and an independent witness: it shares no code with the console that it answers.
        {u"providers/sandbox"_s, {}, {u"QtNetwork"_s}},
        {u"app/storage"_s, {u"models/domain"_s}, {u"QtSql"_s}},
        {u"app/postgres"_s, {u"models/domain"_s}, {u"QtSql"_s}},
        {u"app/engine"_s, {u"models"_s, u"models/domain"_s, u"providers"_s, u"providers/machine/machine.h"_s, u"app/storage"_s}, {}},
        {u"app"_s, {u"models/*"_s, u"providers"_s, u"providers/scaleway"_s, u"providers/hub"_s, u"providers/machine"_s, u"providers/secrets"_s,
                    u"app/*"_s, u"ui/*"_s}, {u"QtGui"_s, u"QtWidgets"_s, u"QtNetwork"_s, u"QtSql"_s}},
        {u"ui"_s, {u"models/*"_s}, {u"QtGui"_s, u"QtWidgets"_s}},
    };
    return all;
}

const Layer *findLayer(const QString &path)
{
    const Layer *found = nullptr;
    for (const Layer &each : layers()) {
        if (path.startsWith(each.name + u'/') && (!found || each.name.size() > found->name.size()))
            found = &each;
    }
    return found;
}

bool sees(const Layer &layer, const QString &included)
{
    const QString other = layerOf(included);
    return other == layer.name || std::any_of(layer.sees.begin(), layer.sees.end(), [&](const QString &each) {
               return each == other || each == included || (each.endsWith(u"/*") && included.startsWith(QStringView(each).chopped(1)));
           });
}

QString finding(const SourceFile &file, int line, const QString &what)
{
    return u"%1:%2: %3"_s.arg(file.path).arg(line).arg(what);
}

/// The module of Qt that a header comes from; empty for another library's.
QString qtModuleOf(const QString &header)
{
    static const QString root = QLibraryInfo::path(QLibraryInfo::HeadersPath);
    static QHash<QString, QString> known;
    if (header.contains(u'/'))
        return header.startsWith(u"Qt") ? header.section(u'/', 0, 0) : QString();
    if (const auto found = known.constFind(header); found != known.cend())
        return *found;
    QString module;
    for (const QString &each : {u"QtCore"_s, u"QtGui"_s, u"QtWidgets"_s, u"QtNetwork"_s, u"QtSql"_s, u"QtTest"_s, u"QtConcurrent"_s, u"QtDBus"_s,
                                u"QtXml"_s, u"QtOpenGL"_s, u"QtPrintSupport"_s, u"QtCharts"_s}) {
        if (module.isEmpty() && QFileInfo::exists(root % u'/' % each % u'/' % header))
            module = each;
    }
    return known.insert(header, module).value();
}

QString folderOf(const QString &path)
{
    return path.section(u'/', 0, -2);
}

} // namespace

QString layerOf(const QString &path)
{
    const Layer *layer = findLayer(path);
    return layer ? layer->name : QString();
}

QStringList layerViolations(const QVector<SourceFile> &files)
{
    QStringList found;
    for (const SourceFile &file : files) {
        const Layer *layer = findLayer(file.path);
        if (!layer && !file.isTest())
            found.append(finding(file, 1, u"belongs to no layer"_s));
        for (const Include &include : layer ? includesOf(file) : QVector<Include>()) {
            const bool ours = !layerOf(include.name).isEmpty() || include.name.startsWith(u"tests/");
            if (ours && !sees(*layer, include.name))
                found.append(finding(file, include.line, u"%1 must not include %2"_s.arg(layer->name, include.name)));
        }
    }
    return found;
}

QStringList qtModuleViolations(const QVector<SourceFile> &files)
{
    QStringList found;
    for (const SourceFile &file : files) {
        const Layer *layer = findLayer(file.path);
        for (const Include &include : layer ? includesOf(file) : QVector<Include>()) {
            const QString module = qtModuleOf(include.name);
            if (!module.isEmpty() && module != u"QtCore" && !layer->qtModules.contains(module))
                found.append(finding(file, include.line, u"%1 must not use %2 (%3)"_s.arg(layer->name, module, include.name)));
        }
    }
    return found;
}

QStringList folderCycles(const QVector<SourceFile> &files)
{
    QMap<QString, QSet<QString>> edges;
    for (const SourceFile &file : files) {
        if (file.isTest())
            continue;
        for (const Include &include : includesOf(file)) {
            const QString to = folderOf(include.name);
            if (!layerOf(include.name).isEmpty() && to != folderOf(file.path))
                edges[folderOf(file.path)].insert(to);
        }
    }
    QStringList found;
    QStringList way;
    QSet<QString> done;
    const std::function<void(const QString &)> visit = [&](const QString &folder) {
        if (const qsizetype before = way.indexOf(folder); before >= 0) {
            found.append((way.sliced(before) + QStringList(folder)).join(u" -> "));
            return;
        }
        if (done.contains(folder))
            return;
        way.append(folder);
        for (const QString &next : edges.value(folder))
            visit(next);
        way.removeLast();
        done.insert(folder);
    };
    for (const QString &folder : edges.keys())
        visit(folder);
    return found;
}

QStringList includePathViolations(const QVector<SourceFile> &files)
{
    QSet<QString> known;
    for (const SourceFile &file : files)
        known.insert(file.path);
    QStringList found;
    for (const SourceFile &file : files) {
        for (const Include &include : includesOf(file)) {
            const bool made = include.name.endsWith(u".moc") || include.name.startsWith(u"moc_") || include.name.startsWith(u"ui_");
            if (include.quoted && !made && !known.contains(include.name))
                found.append(finding(file, include.line, u"\"%1\" is no path from the root of the tree"_s.arg(include.name)));
            else if (!include.quoted && known.contains(include.name))
                found.append(finding(file, include.line, u"<%1> is ours: in quotes"_s.arg(include.name)));
        }
    }
    return found;
}

QStringList missingPragmaOnce(const QVector<SourceFile> &files)
{
    QStringList found;
    for (const SourceFile &file : files) {
        if (file.isHeader() && !file.text.split(u'\n').contains(u"#pragma once"_s))
            found.append(finding(file, 1, u"no #pragma once"_s));
    }
    return found;
}

QStringList sizeViolations(const QVector<SourceFile> &files)
{
    QStringList found;
    for (const SourceFile &file : files) {
        const qsizetype lines = file.text.count(u'\n');
        if (lines > longFile)
            found.append(finding(file, 1, u"%1 lines: over %2"_s.arg(lines).arg(lines > hugeFile ? hugeFile : longFile)));
    }
    return found;
}

QStringList forbiddenCalls(const QVector<SourceFile> &files)
{
    struct Call {
        QRegularExpression pattern;
        QString what;
        bool alsoInTests;
    };
    static const QVector<Call> calls{
        {QRegularExpression(u"\\bQThread::(?:sleep|msleep|usleep)\\b|\\bthis_thread::sleep_(?:for|until)\\b|(?<![\\w.>])(?:u|nano)?sleep\\s*\\("_s),
         u"sleeps: wait for what is awaited, with a deadline and the stop token"_s, false},
        {QRegularExpression(u"\\bQThread::terminate\\b|\\w*[tT]hread\\w*(?:\\(\\))?(?:\\.|->)terminate\\s*\\(|\\bsetTerminationEnabled\\b"_s),
         u"ends a thread by force, with whatever it holds"_s, true},
    };
    QStringList found;
    for (const SourceFile &file : files) {
        const QString code = codeOf(file.text);
        for (const Call &call : calls) {
            if (file.isTest() && !call.alsoInTests)
                continue;
            for (auto matches = call.pattern.globalMatch(code); matches.hasNext();) {
                const auto match = matches.next();
                const auto line = static_cast<int>(QStringView(code).first(match.capturedStart()).count(u'\n')) + 1;
                found.append(finding(file, line, u"%1 %2"_s.arg(match.captured().trimmed(), call.what)));
            }
        }
    }
    return found;
}

} // namespace vigie::architecture
