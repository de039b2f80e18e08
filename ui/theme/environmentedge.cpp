#include "ui/theme/environmentedge.h"

#include "ui/text/statustext.h"
#include "ui/theme/colours.h"

#include <QEvent>
#include <QPainter>

namespace vigie::ui {

EnvironmentEdge::EnvironmentEdge(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("environmentEdge"));
    setFixedHeight(3);
}

void EnvironmentEdge::setAccounts(const QVector<models::Account> &accounts)
{
    std::optional<models::Environment> most;
    for (const models::Account &account : accounts)
        most = std::max(most.value_or(account.environment), account.environment);
    setEnvironment(most);
}

void EnvironmentEdge::setEnvironment(std::optional<models::Environment> environment)
{
    m_environment = environment;
    retranslateUi();
    update();
}

void EnvironmentEdge::paintEvent(QPaintEvent *)
{
    if (!m_environment)
        return;
    QPainter painter(this);
    const Colours &colours = coloursOf(palette());
    switch (*m_environment) {
    case models::Environment::Production: painter.fillRect(rect(), colours.danger); break;
    case models::Environment::Staging: painter.fillRect(rect(), colours.warning); break;
    case models::Environment::Sandbox:
        painter.fillRect(rect(), colours.line);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(colours.muted, 1.5));
        for (int x = -height(); x < width(); x += 8)
            painter.drawLine(x, height(), x + height(), 0);
        break;
    }
}

void EnvironmentEdge::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void EnvironmentEdge::retranslateUi()
{
    setAccessibleName(m_environment ? tr("Environment: %1").arg(environmentText(*m_environment)) : tr("No environment"));
    setToolTip(accessibleName());
}

} // namespace vigie::ui
