#include "ui/main/statusline.h"

#include "ui/text/connectiontext.h"
#include "ui/text/durationtext.h"
#include "ui/text/errortext.h"
#include "ui/text/plaintext.h"
#include "ui/theme/colours.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace vigie::ui {

using Phase = models::ConnectionState::Phase;

StatusLine::StatusLine(const models::FleetClock &clock, QWidget *parent)
    : QWidget(parent), m_clock(clock), m_text(new TextLabel(TextTone::Plain, this)), m_retry(new QPushButton(this)),
      m_where(new ElidedLabel(TextTone::Muted, this))
{
    setObjectName(QStringLiteral("statusLine"));
    m_text->setObjectName(QStringLiteral("statusText"));
    m_retry->setObjectName(QStringLiteral("statusRetry"));
    m_where->setObjectName(QStringLiteral("statusWhere"));
    m_where->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(32, 4, 16, 4);
    row->setSpacing(12);
    row->addWidget(m_text);
    row->addWidget(m_retry);
    row->addWidget(m_where, 1);
    connect(m_retry, &QPushButton::clicked, this, &StatusLine::retryRequested);
    using namespace std::chrono_literals;
    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, &StatusLine::retranslateUi);
    m_tick.start();
    retranslateUi();
}

void StatusLine::setState(const models::ConnectionState &state)
{
    m_state = state;
    retranslateUi();
    update();
}

void StatusLine::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void StatusLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &colours = coloursOf(palette());
    painter.fillRect(QRect(0, 0, width(), 1), colours.line);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF dot(16, (height() - 8) / 2.0, 8, 8);
    // Shape and colour: a disc is live, a ring is not.
    const bool live = m_state.phase == Phase::Live;
    const QColor colour = live                             ? colours.of(models::StatusFamily::Ready).text
                          : m_state.phase == Phase::Failed ? colours.danger
                                                           : colours.warning;
    painter.setPen(QPen(colour, 1.5));
    painter.setBrush(live ? QBrush(colour) : QBrush(Qt::NoBrush));
    painter.drawEllipse(dot);
}

void StatusLine::retranslateUi()
{
    const models::Instant now = m_clock.now();
    QString text;
    switch (m_state.phase) {
    case Phase::Live:
        text = m_state.orchestrators > 0 ? tr("Live") : tr("Live, but no orchestrator runs: requests are recorded, and wait");
        break;
    case Phase::Reconnecting:
        text = m_state.asOf == models::Instant() ? tr("Reconnecting") : tr("Reconnecting: as of %1").arg(timeText(m_state.asOf, now));
        break;
    case Phase::Starting: text = stepText(m_state.step); break;
    case Phase::Failed: text = m_state.error ? errorText(*m_state.error).cause : tr("Not connected"); break;
    }
    m_text->setText(text);
    m_text->setTone(m_state.phase == Phase::Live && m_state.orchestrators > 0 ? TextTone::Plain : TextTone::Warning);
    m_retry->setText(tr("Retry now"));
    m_retry->setVisible(m_state.phase == Phase::Reconnecting);
    QStringList where;
    if (!m_state.databaseName.isEmpty())
        where.append(m_state.databaseName == QLatin1String("private") ? tr("private database")
                                                                      : tr("database %1").arg(shown(m_state.databaseName)));
    if (!m_state.databaseUser.isEmpty())
        where.append(tr("as %1", "a database user").arg(shown(m_state.databaseUser)));
    if (m_state.orchestrators > 0)
        where.append(tr("%n orchestrator(s)", nullptr, m_state.orchestrators));
    m_where->setText(where.join(QStringLiteral("  \u00b7  ")));
    setAccessibleName(tr("Connection: %1").arg(text));
}

} // namespace vigie::ui
