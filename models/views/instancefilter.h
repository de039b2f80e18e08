#pragma once

#include "models/domain/instance.h"

#include <QHash>
#include <QStringList>

namespace vigie::models {

enum class ArchivedRows { Hidden, Shown };

/// Which instances are shown: those that hold every word somewhere in their name, model, zone, type, address or status,
/// whatever the case and the accents.
class InstanceFilter {
public:
    void setText(const QString &text);
    void setArchived(ArchivedRows archived) { m_archived = archived; }
    /// How statuses are called on the screen now, so that their words are found as people read them.
    void setStatusWords(const QHash<Status, QString> &words);

    bool matches(const Instance &instance) const;
    bool isNarrowing() const { return !m_words.isEmpty(); }

private:
    QStringList m_words;
    QHash<Status, QString> m_statusWords;
    ArchivedRows m_archived = ArchivedRows::Hidden;
};

} // namespace vigie::models
