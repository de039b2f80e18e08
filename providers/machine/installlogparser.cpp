#include "providers/machine/installlogparser.h"

#include <QByteArrayList>

#include <algorithm>
#include <array>
#include <limits>

namespace vigie::providers {

namespace {

constexpr std::array phases{"check", "scratch", "pull", "weights", "start"};
constexpr std::array events{"begin", "end", "skip", "failed"};

struct State {
    const char *name;
    InstallState state;
};
constexpr std::array states{State{"idle", InstallState::Idle}, State{"running", InstallState::Running},
                            State{"done", InstallState::Done}, State{"failed", InstallState::Failed}};

constexpr char eventMark[] = "::vigie ";
constexpr char statusMark[] = "::vigie-status ";
constexpr qsizetype maxLineBytes = 4096;
constexpr qsizetype maxLines = 20'000;

/// The value of ` key=` among a line's words, up to the next space; `note` runs to the end of the line and comes last.
std::optional<QByteArrayView> field(QByteArrayView line, QByteArrayView key)
{
    const QByteArray wanted = QByteArray(" ").append(key).append('=');
    const qsizetype note = line.indexOf(" note=");
    const qsizetype at = line.indexOf(wanted);
    if (at < 0 || (note >= 0 && at > note))
        return std::nullopt;
    const QByteArrayView rest = line.sliced(at + wanted.size());
    if (key == "note")
        return rest;
    const qsizetype end = rest.indexOf(' ');
    return end < 0 ? rest : rest.first(end);
}

/// Decimal digits only, as QByteArrayView's own conversion takes signs and blanks too.
std::optional<std::int64_t> number(std::optional<QByteArrayView> text)
{
    constexpr qsizetype maxDigits = 18; // below 2^63 without asking further
    if (!text || text->isEmpty() || text->size() > maxDigits
        || !std::all_of(text->begin(), text->end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    return text->toLongLong();
}

template <std::size_t size>
bool isOneOf(const std::array<const char *, size> &names, QByteArrayView text)
{
    return std::any_of(names.begin(), names.end(), [text](const char *name) { return text == QByteArrayView(name); });
}

/// Text for people: control characters (a terminal's colours, a progress bar's carriage returns) are not shown as such.
QString readable(QByteArrayView line)
{
    QString text = QString::fromUtf8(line.first(std::min(line.size(), maxLineBytes)));
    for (QChar &c : text) {
        if (c.unicode() < 0x20 || (c.unicode() >= 0x7f && c.unicode() < 0xa0))
            c = u' ';
    }
    return text;
}

} // namespace

std::optional<InstallEvent> InstallLogParser::parseEvent(QByteArrayView line)
{
    const auto phase = field(line, "phase");
    const auto at = number(field(line, "at"));
    const auto event = field(line, "event");
    if (!phase || !event || !at || !isOneOf(phases, *phase) || !isOneOf(events, *event))
        return std::nullopt;
    const std::int64_t exit = number(field(line, "exit")).value_or(0);
    InstallEvent parsed;
    parsed.phase = QString::fromLatin1(*phase);
    parsed.event = QString::fromLatin1(*event);
    parsed.at = models::Instant::fromMicroseconds(*at);
    parsed.exitCode = static_cast<int>(std::min<std::int64_t>(exit, std::numeric_limits<int>::max()));
    parsed.note = readable(field(line, "note").value_or(QByteArrayView()));
    return parsed;
}

bool InstallLogParser::isEnd(QByteArrayView line)
{
    return line.startsWith("::vigie done ") || line.startsWith("::vigie failed ");
}

models::Result<InstallProgress> InstallLogParser::parse(QByteArrayView printed)
{
    if (printed.endsWith('\n'))
        printed.chop(1);
    const qsizetype lastStart = printed.lastIndexOf('\n') + 1;
    const QByteArrayView last = printed.sliced(lastStart);
    const auto offset = number(field(last, "offset"));
    const auto name = field(last, "state");
    const auto state
        = std::find_if(states.begin(), states.end(), [&](const State &each) { return name && *name == QByteArrayView(each.name); });
    if (!last.startsWith(statusMark) || !offset || state == states.end())
        return models::fail(models::ErrorCode::InstallFailed, {{QStringLiteral("phase"), QStringLiteral("check")}},
                            QStringLiteral("the install script's answer is not understood: ")
                                % readable(last.first(std::min<qsizetype>(last.size(), 200))));

    InstallProgress progress;
    progress.state = state->state;
    progress.nextOffset = *offset;
    for (qsizetype at = 0; at < lastStart && progress.lines.size() + progress.events.size() < maxLines;) {
        const qsizetype end = printed.indexOf('\n', at);
        const QByteArrayView line = printed.sliced(at, end - at);
        at = end + 1;
        // The log's last line says again how it ended, after the phase's own event and the state: it is neither event nor output.
        if (isEnd(line))
            continue;
        if (const auto event = line.startsWith(eventMark) ? parseEvent(line) : std::nullopt)
            progress.events.append(*event);
        else
            progress.lines.append(readable(line));
    }
    return progress;
}

} // namespace vigie::providers
