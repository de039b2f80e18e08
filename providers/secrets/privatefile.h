#pragma once

#include "models/domain/error.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <optional>

namespace vigie::providers {

/// A small file that only its owner may read, in a directory likewise. See KeyStore for what is refused.
class PrivateFile {
public:
    PrivateFile(QString directory, QString name) : m_directory(std::move(directory)), m_name(std::move(name)) {}

    QString path() const { return m_directory + u'/' + m_name; }

    /// The content; when there is no such file it is made with this one, atomically: of several makers one wins, and all read its
    /// content. A file of more than maxBytes is refused.
    models::Result<QByteArray> readOrCreate(qsizetype maxBytes, const std::function<models::Result<QByteArray>()> &make) const;

private:
    models::Result<int> openDirectory() const;
    /// Nothing when there is no such file.
    models::Result<std::optional<QByteArray>> read(int directory, qsizetype maxBytes) const;
    models::Result<void> create(int directory, const QByteArray &content) const;
    tl::unexpected<models::Error> unusable(const QString &path, const QString &why) const;

    QString m_directory;
    QString m_name;
};

} // namespace vigie::providers
