#include "app/ctl/output.h"

#include "ui/text/errortext.h"
#include "ui/text/plaintext.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cerrno>
#include <cstring>
#include <poll.h>
#include <unistd.h>

namespace vigie::ctl {

using namespace Qt::StringLiterals;

namespace {

/// 0, or the errno that ended it.
int writeAll(int descriptor, const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t written = ::write(descriptor, bytes.constData() + done, static_cast<std::size_t>(bytes.size() - done));
        if (written >= 0) {
            done += written;
        } else if (errno == EAGAIN) {
            pollfd writable{descriptor, POLLOUT, 0};
            ::poll(&writable, 1, -1);
        } else if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

bool isTreacherous(char32_t character)
{
    const QChar::Category category = QChar::category(character);
    return category == QChar::Other_Format || category == QChar::Separator_Line || category == QChar::Separator_Paragraph
        || (category == QChar::Other_Control && character >= 0x7F);
}

} // namespace

QByteArray jsonText(const QJsonObject &object, JsonLayout layout)
{
    const auto format = layout == JsonLayout::Line ? QJsonDocument::Compact : QJsonDocument::Indented;
    const QString plain = QString::fromUtf8(QJsonDocument(object).toJson(format)).trimmed();
    // What is below a space is escaped already where it is in a string. The rest can be in strings alone: escaping keeps their value.
    QString safe;
    safe.reserve(plain.size());
    for (qsizetype i = 0; i < plain.size(); ++i) {
        const bool pair = plain[i].isHighSurrogate() && i + 1 < plain.size() && plain[i + 1].isLowSurrogate();
        const char32_t character = pair ? QChar::surrogateToUcs4(plain[i], plain[i + 1]) : char32_t(plain[i].unicode());
        const qsizetype units = pair ? 2 : 1;
        for (qsizetype unit = 0; unit < units; ++unit) {
            if (isTreacherous(character))
                safe += u"\\u%1"_s.arg(plain[i + unit].unicode(), 4, 16, QLatin1Char('0'));
            else
                safe += plain[i + unit];
        }
        i += units - 1;
    }
    return safe.toUtf8() + '\n';
}

Output::Output(Format format)
    : m_format(format), m_colours(::isatty(STDOUT_FILENO) && qEnvironmentVariableIsEmpty("NO_COLOR") && qEnvironmentVariable("TERM") != "dumb"_L1)
{
}

void Output::line(const QString &text)
{
    write(text.toUtf8() + '\n');
}

void Output::document(const QJsonObject &document)
{
    write(jsonText(document, JsonLayout::Document));
}

void Output::record(const QJsonObject &record)
{
    write(jsonText(record, JsonLayout::Line));
}

void Output::note(const QString &text) const
{
    // Where standard error is gone there is nobody to tell.
    writeAll(STDERR_FILENO, "vigiectl: " + text.toUtf8() + '\n');
}

void Output::problem(const models::Error &error) const
{
    const ui::ErrorText text = ui::errorText(error);
    note(text.cause + u". "_s + text.remedy + u" ["_s + toName(error.code) + u']');
    if (!error.detail.isEmpty())
        note(ui::shown(error.detail));
}

void Output::write(const QByteArray &bytes)
{
    if (m_state != State::Good)
        return;
    const int failed = writeAll(STDOUT_FILENO, bytes);
    if (failed == 0)
        return;
    m_state = failed == EPIPE ? State::Unread : State::Broken;
    if (m_state == State::Broken)
        m_failure = QString::fromLocal8Bit(::strerror(failed));
}

} // namespace vigie::ctl
