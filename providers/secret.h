#pragma once

#include <QByteArray>

#include <cstring>
#include <string>
#include <utility>

namespace vigie::providers {

/// A key or token in memory. It cannot be printed or compared by accident: there is no conversion and no debug operator, and the
/// bytes come out through reveal() alone. Its own bytes are overwritten when it goes; copies that callers reveal are theirs.
class Secret {
public:
    Secret() = default;
    explicit Secret(const QByteArray &bytes) : m_bytes(bytes.constData(), static_cast<std::size_t>(bytes.size())) {}
    Secret(const Secret &) = default;
    Secret(Secret &&other) noexcept : m_bytes(other.m_bytes) { other.wipe(); }
    Secret &operator=(const Secret &other)
    {
        if (this != &other) {
            wipe();
            m_bytes = other.m_bytes;
        }
        return *this;
    }
    Secret &operator=(Secret &&other) noexcept
    {
        if (this != &other) {
            wipe();
            m_bytes = other.m_bytes;
            other.wipe();
        }
        return *this;
    }
    ~Secret() { wipe(); }

    bool isEmpty() const { return m_bytes.empty(); }
    /// A copy of the bytes, for the one place that needs them (a request's header).
    QByteArray reveal() const { return QByteArray(m_bytes.data(), static_cast<qsizetype>(m_bytes.size())); }

private:
    void wipe() noexcept
    {
        // explicit_bzero is not removed by the optimiser, as a memset before the end of life is.
        ::explicit_bzero(m_bytes.data(), m_bytes.size());
        m_bytes.clear();
    }

    std::string m_bytes;
};

} // namespace vigie::providers
