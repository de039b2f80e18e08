#include "models/views/instancefilter.h"

#include <algorithm>

namespace vigie::models {

namespace {

/// Case folded, accents dropped: `Prête` is found by `prete`.
QString folded(const QString &text)
{
    const QString decomposed = text.normalized(QString::NormalizationForm_D);
    QString plain;
    plain.reserve(decomposed.size());
    for (const QChar each : decomposed) {
        if (each.category() != QChar::Mark_NonSpacing)
            plain.append(each);
    }
    return plain.toCaseFolded();
}

} // namespace

void InstanceFilter::setText(const QString &text)
{
    m_words = folded(text.simplified()).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

void InstanceFilter::setStatusWords(const QHash<Status, QString> &words)
{
    m_statusWords.clear();
    for (auto word = words.cbegin(); word != words.cend(); ++word)
        m_statusWords.insert(word.key(), folded(word.value()));
}

bool InstanceFilter::matches(const Instance &instance) const
{
    if (m_archived == ArchivedRows::Hidden && instance.status == Status::Archived)
        return false;
    if (m_words.isEmpty())
        return true;
    const QString own = folded(instance.name) + QLatin1Char('\n') + folded(instance.model) + QLatin1Char('\n')
        + folded(instance.zone.toString()) + QLatin1Char('\n') + folded(instance.type.toString()) + QLatin1Char('\n')
        + folded(instance.address) + QLatin1Char('\n') + instance.statusName + QLatin1Char('\n') + m_statusWords.value(instance.status);
    return std::all_of(m_words.cbegin(), m_words.cend(), [&own](const QString &word) { return own.contains(word); });
}

} // namespace vigie::models
