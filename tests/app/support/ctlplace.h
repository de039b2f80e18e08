#pragma once

#include "tests/support/plainhttp.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace vigie::test {

/// What a run of vigiectl gave.
struct CtlResult {
    int exit = -1; ///< -1: it crashed, or did not end in time
    QByteArray out;
    QByteArray err;

    QJsonObject json() const; ///< of the whole of standard output; empty when it is not one document
};

/// A data folder of a test's own, and the real program on it: its private cluster and its demonstration's sandbox are there, and nowhere else.
/// Made by root, it can be passed through by the account that PostgreSQL runs as.
class CtlPlace {
public:
    CtlPlace();

    bool isValid() const { return m_folder.isValid(); }
    QString path() const { return m_folder.path(); }

    /// Runs `vigiectl --demo --time-scale 60 ARGUMENTS` to its end, with standard input closed at once.
    CtlResult demo(const QStringList &arguments, int timeoutMs = 60'000) const;
    /// Runs `vigiectl ARGUMENTS`, with variables of the environment set.
    CtlResult run(const QStringList &arguments, const QStringList &environment = {}, int timeoutMs = 60'000) const;
    /// The same in the background. The process is killed with its object.
    std::unique_ptr<QProcess> background(const QStringList &arguments) const;
    static QStringList inDemo(const QStringList &arguments) { return QStringList{QStringLiteral("--demo"), QStringLiteral("--time-scale"), QStringLiteral("60")} + arguments; }

    /// The sandbox's control API, while it runs.
    HttpReply control(const QByteArray &method, const QString &path, const QJsonObject &body = {}) const;
    QJsonObject summary() const { return control("GET", QStringLiteral("/sandbox/summary")).json(); }

    /// The processes that were started with this folder in their environment, command line or working directory: `pid command`.
    QStringList processes() const;

private:
    QProcessEnvironment environment(const QStringList &more = {}) const;
    QTemporaryDir m_folder;
};

} // namespace vigie::test
