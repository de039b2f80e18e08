#pragma once

#include <QHash>
#include <QMetaType>
#include <QString>
#include <QUuid>

#include <compare>
#include <optional>

namespace vigie::models {

/// A UUID that says of what. Ids of different things do not convert into each other.
template <class Tag>
class Id {
public:
    Id() = default;
    static Id generate() { return Id(QUuid::createUuid()); }
    /// Accepts the plain form, with or without braces; nothing for any other text.
    static std::optional<Id> parse(QStringView text)
    {
        const QUuid value = QUuid::fromString(text);
        return value.isNull() ? std::nullopt : std::optional(Id(value));
    }
    /// Lower case, without braces, as the database prints it.
    QString toString() const { return m_value.toString(QUuid::WithoutBraces); }
    bool isNull() const { return m_value.isNull(); }

    friend bool operator==(const Id &, const Id &) = default;
    friend bool operator<(const Id &left, const Id &right) { return left.m_value < right.m_value; }
    friend size_t qHash(const Id &id, size_t seed = 0) { return ::qHash(id.m_value, seed); }

private:
    explicit Id(const QUuid &value) : m_value(value) {}
    QUuid m_value;
};

using InstanceId = Id<struct InstanceTag>;
using RequestId = Id<struct RequestTag>;   ///< one wish of an operator, made by its client, so that a repeat is recognised
using SessionId = Id<struct SessionTag>;   ///< one run of an orchestrator
using IntentId = Id<struct IntentTag>;     ///< one request to the provider that creates, powers on or deletes

/// A text that names one kind of thing.
template <class Tag>
class Name {
public:
    Name() = default;
    explicit Name(QString value) : m_value(std::move(value)) {}
    const QString &toString() const { return m_value; }
    bool isEmpty() const { return m_value.isEmpty(); }

    friend bool operator==(const Name &, const Name &) = default;
    friend bool operator<(const Name &left, const Name &right) { return left.m_value < right.m_value; }
    friend size_t qHash(const Name &name, size_t seed = 0) { return ::qHash(name.m_value, seed); }

private:
    QString m_value;
};

using AccountId = Name<struct AccountTag>;            ///< an account's short name, as in `--account sandbox`
using Zone = Name<struct ZoneTag>;                    ///< `fr-par-2`
using CommercialType = Name<struct CommercialTypeTag>; ///< `L4-1-24G`

} // namespace vigie::models

Q_DECLARE_METATYPE(vigie::models::InstanceId)
Q_DECLARE_METATYPE(vigie::models::RequestId)
