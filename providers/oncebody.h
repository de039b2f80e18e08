#pragma once

#include <QByteArray>
#include <QIODevice>

#include <algorithm>
#include <cstring>
#include <utility>

namespace vigie::providers {

/// A request's body that can be read once. Being sequential it cannot be rewound, so QNetworkAccessManager, which would send a
/// request again when its connection closes, gives up instead (QNetworkReply::ContentReSendError). That holds for an empty
/// body too. It is read in the thread that sends, and only once the connection stands.
class OnceBody final : public QIODevice {
public:
    explicit OnceBody(QByteArray data) : m_data(std::move(data)) { open(QIODevice::ReadOnly | QIODevice::Unbuffered); }

    bool isSequential() const override { return true; }
    bool reset() override { return false; }
    bool atEnd() const override { return m_position == m_data.size(); }
    qint64 bytesAvailable() const override { return m_data.size() - m_position; }
    bool isEmpty() const { return m_data.isEmpty(); }

protected:
    qint64 readData(char *data, qint64 maxSize) override
    {
        if (atEnd())
            return -1;
        const qint64 size = std::min<qint64>(maxSize, m_data.size() - m_position);
        std::memcpy(data, m_data.constData() + m_position, static_cast<std::size_t>(size));
        m_position += size;
        return size;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_data;
    qsizetype m_position = 0;
};

} // namespace vigie::providers
