#include "app/application/play.h"

#include "app/application/starter.h"
#include "models/domain/timeline.h"
#include "ui/main/mainwindow.h"
#include "ui/text/actiontext.h"
#include "ui/text/durationtext.h"
#include "ui/text/errortext.h"
#include "ui/text/moneytext.h"
#include "ui/text/statustext.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPushButton>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTimer>

namespace vigie::application {

using models::Status;
using namespace Qt::StringLiterals;

namespace {

constexpr int startSeconds = 120;
constexpr int answerSeconds = 60;
constexpr int readySeconds = 600;
const QString playedModel = u"Qwen/Qwen2.5-0.5B-Instruct"_s;
const QString playedType = u"L4-1-24G"_s;

bool isAtRest(Status status)
{
    return status == Status::Ready || models::isFailed(status) || models::isGone(status);
}

/// The row of a table in which one cell is this text.
std::optional<QModelIndex> rowWith(const QAbstractItemModel &model, const QString &text)
{
    for (int row = 0; row < model.rowCount(); ++row) {
        for (int column = 0; column < model.columnCount(); ++column) {
            if (model.index(row, column).data().toString() == text)
                return model.index(row, 0);
        }
    }
    return std::nullopt;
}

} // namespace

Play::Play(ui::MainWindow &window, models::Console &console, Starter &starter, PlayOptions options)
    : m_window(window), m_console(console), m_starter(starter), m_options(std::move(options))
{
    connect(qApp, &QCoreApplication::aboutToQuit, this, [this] { m_ending = true; });
    connect(&m_console, &models::Console::requestDone, this, [this](const models::RequestId &, const models::InstanceId &id) {
        if (!m_instance)
            m_instance = id;
    });
    connect(&m_console, &models::Console::fleetChanged, this, [this] {
        if (m_instance)
            m_console.loadDetails(*m_instance);
    });
    connect(&m_console, &models::Console::detailsLoaded, this, [this](const models::InstanceDetails &details) {
        if (m_instance && details.instance.id == *m_instance) {
            m_details = details;
            printNewTransitions();
        }
    });
    QTimer::singleShot(0, this, &Play::run);
}

template <class Widget>
Widget *Play::find(const char *name) const
{
    return m_window.findChild<Widget *>(QLatin1String(name));
}

bool Play::until(const std::function<bool()> &holds, int seconds)
{
    QElapsedTimer clock;
    clock.start();
    QTimer tick;
    QEventLoop loop;
    connect(&tick, &QTimer::timeout, &loop, [&] {
        if (holds() || m_ending || clock.elapsed() > seconds * 1000LL)
            loop.quit();
    });
    tick.start(50);
    if (!holds())
        loop.exec();
    return !m_ending && holds();
}

void Play::picture(const QString &name)
{
    const QString file = u"%1/%2-%3.png"_s.arg(m_options.folder).arg(++m_pictures, 2, 10, QChar(u'0')).arg(name);
    QCoreApplication::processEvents(); // what was changed is laid out
    QWidget *shown = &m_window;
    if (auto *dialog = QApplication::activeModalWidget())
        shown = dialog;
    if (!shown->grab().save(file))
        failed(tr("The screenshot %1 could not be saved.").arg(file));
}

bool Play::failed(const QString &what)
{
    if (!m_ending)
        m_out << tr("It did not go as it should: %1").arg(what) << Qt::endl;
    const models::ConnectionState state = m_console.connectionState();
    if (state.error) {
        const ui::ErrorText text = ui::errorText(*state.error);
        m_out << text.cause << Qt::endl << text.remedy << Qt::endl << state.error->detail << Qt::endl;
    }
    return false;
}

void Play::run()
{
    if (m_options.folder.isEmpty()) {
        QTemporaryDir folder(QDir::tempPath() + u"/vigie-screenshots-XXXXXX"_s);
        folder.setAutoRemove(false);
        m_options.folder = folder.path();
    }
    QDir().mkpath(m_options.folder);
    const bool good = mainJob();
    m_out << tr("Screenshots: %1").arg(m_options.folder) << Qt::endl;
    if (m_ending)
        return;
    if (good && m_options.afterwards == PlayOptions::Afterwards::Stay) {
        m_out << tr("The window stays open; Ctrl+C ends it.") << Qt::endl;
        return;
    }
    QApplication::exit(good ? 0 : 4);
}

bool Play::mainJob()
{
    m_out << tr("Starting the private database, the cloud of the demonstration and the console ...") << Qt::endl;
    if (!until([this] { return m_console.connectionState().phase == models::ConnectionState::Phase::Live; }, startSeconds))
        return failed(tr("The console did not become live."));
    m_window.resize(1280, 800);
    picture(u"started"_s);
    const auto before = countCloud();
    if (!before)
        return failed(tr("The cloud did not say what it has."));
    if (!createThroughDialog())
        return false;
    if (!until([this] { return isAtRest(m_details.instance.status); }, readySeconds))
        return failed(tr("The instance did not become ready in time."));
    if (auto *tabs = find<QTabWidget>("detailsTabs"))
        tabs->setCurrentIndex(1);
    until([] { return false; }, 1); // the details that were asked for arrive and are painted
    picture(u"ready"_s);
    printTimeline();
    if (m_details.instance.status != Status::Ready)
        return failed(m_details.instance.error ? ui::errorText(*m_details.instance.error).cause : tr("The instance did not become ready."));
    return terminateThroughDialog() && nothingIsLeft(*before);
}

bool Play::createThroughDialog()
{
    m_out << tr("Creating an instance of %1 on %2 through the dialog ...").arg(playedModel, playedType) << Qt::endl;
    find<QAction>("createAction")->trigger();
    if (!until([this] { return find<QDialog>("createDialog") != nullptr; }, answerSeconds))
        return failed(tr("The dialog did not open."));
    auto *offers = find<QAbstractItemView>("offerTable");
    if (!until([&] { return rowWith(*offers->model(), playedType).has_value(); }, answerSeconds))
        return failed(tr("The cloud did not offer %1.").arg(playedType));
    offers->setCurrentIndex(*rowWith(*offers->model(), playedType));
    find<QLineEdit>("modelEdit")->setText(playedModel);
    auto *create = find<QPushButton>("createButton");
    if (!until([&] { return create->isEnabled(); }, answerSeconds))
        return failed(create->toolTip());
    picture(u"create"_s);
    create->click();
    return until([this] { return m_instance.has_value(); }, answerSeconds) || failed(tr("The request was not answered."));
}

bool Play::terminateThroughDialog()
{
    m_out << tr("Terminating it through the dialog ...") << Qt::endl;
    auto *table = find<QAbstractItemView>("fleetTable");
    table->setCurrentIndex(table->model()->index(0, 0));
    find<QAction>("terminateAction")->trigger();
    auto *terminate = find<QPushButton>("terminateButton");
    if (!terminate || !until([&] { return terminate->isEnabled(); }, answerSeconds))
        return failed(tr("The termination could not be confirmed."));
    picture(u"terminate"_s);
    terminate->click();
    if (!until([this] { return models::isGone(m_details.instance.status); }, readySeconds))
        return failed(tr("The termination did not end in time."));
    picture(u"terminated"_s);
    m_out << tr("Cost of it all: %1").arg(ui::moneyText(m_details.instance.costSoFar)) << Qt::endl;
    return true;
}

void Play::printNewTransitions()
{
    for (const models::Transition &transition : m_details.transitions) {
        if (transition.version <= m_printed)
            continue;
        m_printed = transition.version;
        m_out << "  " << ui::timeText(transition.at, m_details.readAt) << "  "
              << (transition.from ? ui::statusText(*transition.from) + u" -> "_s : QString()) << ui::statusText(transition.to, transition.toName)
              << Qt::endl;
    }
}

void Play::printTimeline()
{
    m_out << tr("Timeline:") << Qt::endl;
    const auto segments = models::segmentsOfAttempt(m_details, m_details.instance.attempt, m_details.readAt);
    models::Duration total(0);
    for (const models::Segment &segment : segments) {
        const QString what = segment.code ? ui::actionText(*segment.code) : tr("not recorded");
        const QString how = segment.kind == models::SegmentKind::Waiting ? tr("%1 (waiting)").arg(what) : what;
        m_out << "  " << ui::durationText(segment.to - segment.from).leftJustified(14) << how << Qt::endl;
        total += segment.to - segment.from;
    }
    m_out << "  " << ui::durationText(total).leftJustified(14) << tr("in all") << Qt::endl;
}

std::optional<Play::CloudCount> Play::countCloud()
{
    QNetworkAccessManager network;
    QUrl url = m_starter.sandboxControlUrl();
    url.setPath(url.path() + u"/summary"_s);
    QNetworkReply *reply = network.get(QNetworkRequest(url));
    until([&] { return reply->isFinished(); }, answerSeconds);
    const QJsonObject summary = QJsonDocument::fromJson(reply->readAll()).object();
    reply->deleteLater();
    if (summary.isEmpty())
        return std::nullopt;
    return CloudCount{summary.value("servers"_L1)["total"_L1].toInt(), summary.value("volumes"_L1).toInt(), summary.value("ips"_L1).toInt()};
}

bool Play::nothingIsLeft(const CloudCount &before)
{
    const auto now = countCloud();
    if (!now)
        return failed(tr("The cloud did not say what it has."));
    m_out << tr("Left at the cloud of this instance: %1 servers, %2 volumes, %3 addresses.")
                 .arg(now->servers - before.servers).arg(now->volumes - before.volumes).arg(now->addresses - before.addresses)
          << Qt::endl;
    return *now == before || failed(tr("Something is left at the cloud."));
}

} // namespace vigie::application
