#pragma once

#include <QObject>
#include <QTimer>
#include <QVariantMap>

namespace vigie::ui {

/// What the windows remember: language, theme, sizes, columns. Read from an ini file once, at construction (before there is a
/// window); kept in memory, and written by a worker thread half a second after a change, so that the windows never wait for the disk.
class UiSettings : public QObject {
    Q_OBJECT
public:
    /// An empty path remembers nothing.
    explicit UiSettings(const QString &path, QObject *parent = nullptr);
    /// Waits until everything is written.
    ~UiSettings() override;

    QVariant value(const QString &key, const QVariant &otherwise = {}) const { return m_values.value(key, otherwise); }
    void setValue(const QString &key, const QVariant &value);

private:
    void write();

    QString m_path;
    QVariantMap m_values;
    QTimer m_later;
};

} // namespace vigie::ui
