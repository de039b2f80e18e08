#include "ui/settings/uisettings.h"

#include <QLoggingCategory>
#include <QSettings>
#include <QThreadPool>

Q_LOGGING_CATEGORY(lcSettings, "vigie.settings")

namespace vigie::ui {

namespace {

/// Its one thread keeps writes in order.
QThreadPool &writer()
{
    static QThreadPool pool;
    pool.setMaxThreadCount(1);
    return pool;
}

} // namespace

UiSettings::UiSettings(const QString &path, QObject *parent) : QObject(parent), m_path(path)
{
    using namespace std::chrono_literals;
    m_later.setSingleShot(true);
    m_later.setInterval(500ms);
    connect(&m_later, &QTimer::timeout, this, &UiSettings::write);
    if (m_path.isEmpty())
        return;
    const QSettings stored(m_path, QSettings::IniFormat);
    for (const QString &key : stored.allKeys())
        m_values.insert(key, stored.value(key));
}

UiSettings::~UiSettings()
{
    if (m_later.isActive())
        write();
    writer().waitForDone();
}

void UiSettings::setValue(const QString &key, const QVariant &value)
{
    if (m_values.value(key) == value)
        return;
    m_values.insert(key, value);
    if (!m_path.isEmpty())
        m_later.start();
}

void UiSettings::write()
{
    m_later.stop();
    writer().start([path = m_path, values = m_values] {
        QSettings stored(path, QSettings::IniFormat);
        for (auto value = values.cbegin(); value != values.cend(); ++value)
            stored.setValue(value.key(), value.value());
        stored.sync();
        if (stored.status() != QSettings::NoError)
            qCWarning(lcSettings) << "event=write_failed path=" << path;
    });
}

} // namespace vigie::ui
