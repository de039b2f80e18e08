#pragma once

#include "models/domain/error.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace vigie::ctl {

/// What the program says: results on standard output, everything else on standard error. Written at once and whole, as UTF-8; texts from
/// outside have to be made fit by their callers (ui::shown), JSON is by this class. For the main thread.
class Output {
public:
    enum class Format { People, Json };
    explicit Output(Format format);

    Format format() const { return m_format; }
    bool isJson() const { return m_format == Format::Json; }
    /// Escapes for colours may be used: standard output is a terminal, and NO_COLOR is not set.
    bool colours() const { return m_colours; }

    /// For people.
    void line(const QString &text);
    /// The command's one document.
    void document(const QJsonObject &document);
    /// One of many, on a line.
    void record(const QJsonObject &record);

    /// On standard error.
    void note(const QString &text) const;
    /// The cause, the remedy and what the other side said, on standard error.
    void problem(const models::Error &error) const;

    /// Nobody reads standard output any more (EPIPE): there is no point in going on.
    bool isUnread() const { return m_state == State::Unread; }
    /// Why standard output could not be written to; empty when it could.
    QString failure() const { return m_failure; }

private:
    void write(const QByteArray &bytes);

    enum class State { Good, Unread, Broken };
    Format m_format;
    bool m_colours;
    State m_state = State::Good;
    QString m_failure;
};

/// A document as text that neither ends a line early nor moves a terminal's cursor, whatever is in its strings.
enum class JsonLayout { Document, Line };
QByteArray jsonText(const QJsonObject &object, JsonLayout layout);

} // namespace vigie::ctl
