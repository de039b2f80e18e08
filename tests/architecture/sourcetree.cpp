#include "tests/architecture/sourcetree.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>

namespace vigie::architecture {

using namespace Qt::StringLiterals;

namespace {

const QStringList folders{u"models"_s, u"providers"_s, u"app"_s, u"ui"_s, u"tests"_s};

QString read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

QVector<SourceFile> readSourceTree(const QString &root)
{
    QVector<SourceFile> files;
    for (const QString &folder : folders) {
        QDirIterator found(root % u'/' % folder, {u"*.h"_s, u"*.cpp"_s, u"*.cpp.in"_s, u"*.h.in"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (found.hasNext()) {
            const QString path = found.next();
            files.append({path.sliced(root.size() + 1), read(path)});
        }
    }
    std::sort(files.begin(), files.end(), [](const SourceFile &left, const SourceFile &right) { return left.path < right.path; });
    return files;
}

QStringList findScripts(const QString &root)
{
    QStringList scripts;
    QStringList directories{root};
    while (!directories.isEmpty()) {
        const QDir directory(directories.takeLast());
        for (const QFileInfo &each : directory.entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot | QDir::NoSymLinks)) {
            if (each.isDir()) {
                if (each.fileName() != u"build" && each.fileName() != u".git" && each.fileName() != u".cache")
                    directories.append(each.filePath());
                continue;
            }
            QFile file(each.filePath());
            if (!file.open(QIODevice::ReadOnly))
                continue;
            static const QRegularExpression shebang(u"^#!.*\\b(ba|da)?sh\\b"_s);
            if (each.suffix() == u"sh" || shebang.match(QString::fromLatin1(file.readLine(200))).hasMatch())
                scripts.append(each.filePath().sliced(root.size() + 1));
        }
    }
    scripts.sort();
    return scripts;
}

QVector<Include> includesOf(const SourceFile &file)
{
    static const QRegularExpression pattern(u"^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]"_s);
    QVector<Include> includes;
    int line = 0;
    for (const QString &each : file.text.split(u'\n')) {
        ++line;
        if (const auto match = pattern.match(each); match.hasMatch())
            includes.append({match.captured(2), match.captured(1) == u"\"", line});
    }
    return includes;
}

QString codeOf(const QString &text)
{
    // Literals first, so that a `//` in a URL is not a comment; a ' between digits separates thousands.
    static const QRegularExpression pattern(uR"rx((?x)
        R"(?<delimiter>[^(]{0,16})\([\s\S]*?\)\k<delimiter>"           # a raw string
        | "(?:\\.|[^"\\\n])*"                                        # a string
        | (?<!\w)(?:u8|u|U|L)?'(?:\\.|[^'\\\n])+'                     # a character
        | //[^\n]* | /\*[\s\S]*?\*/                                  # a comment
    )rx"_s);
    QString code = text;
    auto matches = pattern.globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        for (qsizetype i = match.capturedStart(); i < match.capturedEnd(); ++i) {
            if (code[i] != u'\n')
                code[i] = u' ';
        }
    }
    return code;
}

} // namespace vigie::architecture
