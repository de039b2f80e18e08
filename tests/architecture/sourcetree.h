#pragma once

#include <QString>
#include <QStringList>
#include <QVector>

namespace vigie::architecture {

/// One file of the program, as text.
struct SourceFile {
    QString path; ///< from the root of the tree, with slashes
    QString text;

    bool isHeader() const { return path.endsWith(u".h"); }
    bool isTest() const { return path.startsWith(u"tests/"); }
};

/// One `#include` line.
struct Include {
    QString name;
    bool quoted = false;
    int line = 0;
};

/// The `.h`, `.cpp` and `.in` C++ files of the folders of the program and of its tests, by path.
QVector<SourceFile> readSourceTree(const QString &root);
/// The scripts of the tree, by path from its root: files that end in .sh or begin with a shell's `#!`.
QStringList findScripts(const QString &root);
QVector<Include> includesOf(const SourceFile &file);
/// The text with comments and the contents of literals blanked out (lines stay where they are), so that a search finds code alone.
QString codeOf(const QString &text);

} // namespace vigie::architecture
