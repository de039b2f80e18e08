#pragma once

#include "tests/architecture/sourcetree.h"

namespace vigie::architecture {

// Each rule looks at the files given and returns its findings, one line each (`path:line: what`); none is what should be.

/// The layer that a file belongs to (`models`, `providers/machine`, `app/storage`, ...); empty outside the house.
QString layerOf(const QString &path);

/// Layers include only what they may see.
QStringList layerViolations(const QVector<SourceFile> &files);
/// Layers with the least right include the least of Qt: models QtCore only, engine and storage no windows, and so on.
QStringList qtModuleViolations(const QVector<SourceFile> &files);
/// No two folders include each other, directly or through others.
QStringList folderCycles(const QVector<SourceFile> &files);
/// A quoted include names a file of the tree from its root (or one that the build makes).
QStringList includePathViolations(const QVector<SourceFile> &files);
QStringList missingPragmaOnce(const QVector<SourceFile> &files);
/// Files over 400 lines; over 600 is said differently.
QStringList sizeViolations(const QVector<SourceFile> &files);
/// Sleeping in the program, QThread::terminate anywhere.
QStringList forbiddenCalls(const QVector<SourceFile> &files);

} // namespace vigie::architecture
