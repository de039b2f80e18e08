#include "tests/app/support/ctlplace.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QProcessEnvironment>
#include <QUrl>

namespace vigie::test {

using namespace Qt::StringLiterals;

namespace {

const QString program = QStringLiteral(VIGIE_BIN_DIR "/vigiectl");

QByteArray bytesOf(const QString &file)
{
    QFile source(file);
    return source.open(QIODevice::ReadOnly) ? source.readAll() : QByteArray();
}

} // namespace

QJsonObject CtlResult::json() const
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(out, &error);
    return error.error == QJsonParseError::NoError ? document.object() : QJsonObject();
}

CtlPlace::CtlPlace() : m_folder(QDir::tempPath() + u"/vctl-XXXXXX"_s)
{
    QFile::setPermissions(m_folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther);
}

QProcessEnvironment CtlPlace::environment(const QStringList &more) const
{
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    for (const QString &name : variables.keys()) {
        if (name.startsWith("SCW_"_L1) || name.startsWith("LC_"_L1) || name.startsWith("LANG"_L1) || name == "VIGIE_DATABASE_URL"_L1)
            variables.remove(name);
    }
    variables.insert(u"VIGIE_DATA_DIR"_s, path());
    for (const QString &each : more)
        variables.insert(each.section(u'=', 0, 0), each.section(u'=', 1));
    return variables;
}

CtlResult CtlPlace::demo(const QStringList &arguments, int timeoutMs) const
{
    return run(inDemo(arguments), {}, timeoutMs);
}

CtlResult CtlPlace::run(const QStringList &arguments, const QStringList &more, int timeoutMs) const
{
    QProcess process;
    process.setProcessEnvironment(environment(more));
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(program, arguments);
    const bool ended = process.waitForFinished(timeoutMs) && process.exitStatus() == QProcess::NormalExit;
    CtlResult result{ended ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
    if (!ended)
        process.kill();
    process.waitForFinished();
    return result;
}

std::unique_ptr<QProcess> CtlPlace::background(const QStringList &arguments) const
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(environment());
    process->setStandardInputFile(QProcess::nullDevice());
    process->start(program, arguments);
    process->waitForStarted();
    return process;
}

HttpReply CtlPlace::control(const QByteArray &method, const QString &path, const QJsonObject &body) const
{
    const QJsonObject ready = QJsonDocument::fromJson(bytesOf(this->path() + "/demo/sandbox/ready.json"_L1)).object();
    const QUrl url(ready.value("control_url"_L1).toString());
    return plainHttp(url.host(), static_cast<quint16>(url.port()), method, path.toUtf8(),
                     {{"Content-Type", "application/json"}, {"X-Auth-Token", ready.value("secret_key"_L1).toString().toUtf8()}},
                     body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact));
}

QStringList CtlPlace::processes() const
{
    QStringList found;
    const QByteArray folder = path().toUtf8();
    for (const QString &pid : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        if (pid.toInt() <= 0)
            continue;
        const QString base = "/proc/"_L1 + pid;
        const QByteArray command = bytesOf(base + "/cmdline"_L1);
        const bool ours = command.contains(folder) || bytesOf(base + "/environ"_L1).contains(QByteArray("VIGIE_DATA_DIR=" + folder + char(0)))
            || QFile::symLinkTarget(base + "/cwd"_L1).startsWith(path());
        if (ours && !command.isEmpty())
            found.append(pid + u' ' + QString::fromUtf8(command).replace(QChar(u'\0'), u' '));
    }
    return found;
}

} // namespace vigie::test
