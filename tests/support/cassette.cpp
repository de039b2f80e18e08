#include "tests/support/cassette.h"

#include <QDir>
#include <QFile>

#include <nlohmann/json.hpp>

namespace vigie::test {

using namespace Qt::StringLiterals;

namespace {

qsizetype indentOf(const QByteArray &line)
{
    qsizetype indent = 0;
    while (indent < line.size() && line[indent] == ' ')
        ++indent;
    return indent;
}

QByteArray scalar(const QByteArray &text)
{
    if (text.size() >= 2 && text.startsWith('\'') && text.endsWith('\''))
        return text.sliced(1, text.size() - 2).replace("''", "'");
    if (text.startsWith('"')) { // what go-vcr escapes is escaped as in JSON
        const auto value = nlohmann::json::parse(text.constData(), text.constData() + text.size(), nullptr, false);
        return value.is_string() ? QByteArray::fromStdString(value.get<std::string>()) : text;
    }
    return text;
}

/// Walks the lines; knows where it is by indentation relative to the interaction's dash.
class Reader {
public:
    explicit Reader(QList<QByteArray> lines) : m_lines(std::move(lines)) {}

    QList<Interaction> read()
    {
        for (m_at = 0; m_at < m_lines.size(); ++m_at)
            readLine(m_lines[m_at]);
        return m_all;
    }

private:
    void readLine(const QByteArray &line)
    {
        const qsizetype indent = indentOf(line);
        const QByteArray text = line.trimmed();
        if (text.startsWith("- id:") || text == "- request:") { // version 2, version 1
            m_base = indent;
            m_all.append(Interaction{});
            m_section = text.sliced(2);
        } else if (m_all.isEmpty()) {
            return;
        } else if (indent == m_base + 2) {
            m_section = text;
        } else if (indent == m_base + 4 && !text.startsWith("- ")) {
            const qsizetype colon = text.indexOf(':');
            m_key = text.first(colon);
            const QByteArray rest = text.sliced(colon + 1).trimmed();
            set(rest.startsWith('|') ? literal(indent) : scalar(rest));
        } else if (m_section == "response:" && m_key == "headers") {
            if (text.startsWith("- "))
                m_all.last().headers.append({m_header, scalar(text.sliced(2))});
            else if (text.endsWith(':'))
                m_header = text.chopped(1);
        }
    }

    void set(const QByteArray &value)
    {
        Interaction &now = m_all.last();
        const bool isRequest = m_section == "request:";
        if (isRequest && m_key == "method")
            now.method = value;
        else if (isRequest && m_key == "url")
            now.url = value;
        else if (m_key == "body")
            (isRequest ? now.body : now.answer) = value;
        else if (m_key == "code")
            now.code = value.toInt();
    }

    QByteArray literal(qsizetype indent)
    {
        QByteArray text;
        while (m_at + 1 < m_lines.size() && (m_lines[m_at + 1].trimmed().isEmpty() || indentOf(m_lines[m_at + 1]) > indent)) {
            const QByteArray &line = m_lines[++m_at];
            text += line.sliced(std::min(line.size(), indent + 4)) + '\n';
        }
        return text;
    }

    QList<QByteArray> m_lines;
    QList<Interaction> m_all;
    QByteArray m_section;
    QByteArray m_key;
    QByteArray m_header;
    qsizetype m_at = 0;
    qsizetype m_base = 0;
};

} // namespace

std::optional<QString> cassetteFolder()
{
    const QString given = qEnvironmentVariable("VIGIE_CASSETTES");
    const QString path = given.isEmpty() ? QStringLiteral(VIGIE_SOURCE_DIR "/../shared/cassettes") : given;
    return QDir(path).exists() ? std::optional(path) : std::nullopt;
}

QList<Interaction> readCassette(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return Reader(file.readAll().split('\n')).read();
}

} // namespace vigie::test
