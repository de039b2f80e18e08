// The main job in the real window, on everything real behind it: private PostgreSQL, engine, sandbox, SSH. Real events, both languages; a
// screenshot of each step in build/.../screenshots/mainjob.

#include "app/application/starter.h"
#include "models/domain/status.h"
#include "ui/main/mainwindow.h"
#include "ui/settings/uisettings.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QHeaderView>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace vigie;
using models::Status;
using namespace Qt::StringLiterals;

class TestMainJob : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void createWatchReadTerminate();

private:
    template <class Widget>
    Widget *find(const char *name) const { return m_window->findChild<Widget *>(QLatin1String(name)); }
    void picture(const QString &name);
    void clickRow(QAbstractItemView *table, int row);
    int rowOf(const QAbstractItemView *table, const QStringList &cells) const;
    int leftAtTheCloud();
    bool allTextIs(const QString &wanted, const QString &unwanted) const;

    QTemporaryDir m_data{QDir::tempPath() + u"/vmj-XXXXXX"_s};
    std::unique_ptr<engine::EngineConsole> m_console;
    std::unique_ptr<application::Starter> m_starter;
    std::unique_ptr<ui::UiSettings> m_settings;
    std::unique_ptr<ui::MainWindow> m_window;
    models::InstanceDetails m_details;
    QString m_pictures = QStringLiteral(VIGIE_BINARY_DIR "/screenshots/mainjob");
    int m_count = 0;
};

void TestMainJob::initTestCase()
{
    QVERIFY(m_data.isValid());
    // As root, the private server runs as another account, which has to pass through.
    QFile::setPermissions(m_data.path(), QFile::Permissions(0x7111));
    qputenv("VIGIE_DATA_DIR", m_data.path().toUtf8());
    QVERIFY(QDir().mkpath(m_pictures));
    m_console = std::make_unique<engine::EngineConsole>();
    m_starter = std::make_unique<application::Starter>(*m_console, application::RuntimeOptions{u"vigie"_s, application::Mode::Demonstration, 12.0});
    m_settings = std::make_unique<ui::UiSettings>(QString());
    m_window = std::make_unique<ui::MainWindow>(*m_console, *m_settings);
    m_window->setLanguage(ui::Language::French);
    m_window->resize(1280, 800);
    m_window->show();
    connect(m_console.get(), &models::Console::detailsLoaded, this, [this](const models::InstanceDetails &details) { m_details = details; });
    m_starter->start();
}

void TestMainJob::cleanupTestCase()
{
    m_window.reset();
    m_settings.reset();
    m_starter.reset(); // stops the engine, the sandbox and the server
    m_console.reset();
    QVERIFY(!QFile::exists(m_data.path() + u"/demo/pg/15/data/postmaster.pid"_s));
    QVERIFY(!QFile::exists(m_data.path() + u"/demo/sandbox/ready.json"_s));
}

void TestMainJob::picture(const QString &name)
{
    QCoreApplication::processEvents(); // what was changed is laid out
    QWidget *shown = m_window.get();
    if (auto *dialog = QApplication::activeModalWidget())
        shown = dialog;
    QVERIFY(shown->grab().save(u"%1/%2-%3.png"_s.arg(m_pictures).arg(++m_count, 2, 10, QChar(u'0')).arg(name)));
}

int TestMainJob::rowOf(const QAbstractItemView *table, const QStringList &cells) const
{
    const QAbstractItemModel *model = table->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        QStringList texts;
        for (int column = 0; column < model->columnCount(); ++column)
            texts << model->index(row, column).data().toString();
        if (std::all_of(cells.begin(), cells.end(), [&](const QString &cell) { return texts.contains(cell); }))
            return row;
    }
    return -1;
}

void TestMainJob::clickRow(QAbstractItemView *table, int row)
{
    const QModelIndex index = table->model()->index(row, 0);
    table->scrollTo(index);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(index).center());
}

int TestMainJob::leftAtTheCloud()
{
    QNetworkAccessManager network;
    QUrl url = m_starter->sandboxControlUrl();
    url.setPath(url.path() + u"/summary"_s);
    std::unique_ptr<QNetworkReply> reply(network.get(QNetworkRequest(url)));
    if (!QTest::qWaitFor([&] { return reply->isFinished(); }, 10'000))
        return -1;
    const QJsonObject summary = QJsonDocument::fromJson(reply->readAll()).object();
    return summary.value("servers"_L1)["total"_L1].toInt(1000) + summary.value("volumes"_L1).toInt(1000) + summary.value("ips"_L1).toInt(1000);
}

bool TestMainJob::allTextIs(const QString &wanted, const QString &unwanted) const
{
    bool found = false;
    for (const QPushButton *button : m_window->findChildren<QPushButton *>()) {
        found = found || button->text().contains(wanted);
        if (button->isVisible() && button->text().contains(unwanted))
            return false;
    }
    return found;
}

void TestMainJob::createWatchReadTerminate()
{
    QTRY_COMPARE_WITH_TIMEOUT(m_console->connectionState().phase, models::ConnectionState::Phase::Live, 60'000);
    picture(u"empty-fr"_s);

    // The dialog, by its key.
    QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY(find<QDialog>("createDialog"));
    auto *offers = find<QAbstractItemView>("offerTable");
    auto *create = find<QPushButton>("createButton");
    QVERIFY(!create->isEnabled());
    QVERIFY(!create->toolTip().isEmpty()); // a disabled control says why
    QTRY_VERIFY_WITH_TIMEOUT(rowOf(offers, {u"L4-1-24G"_s, u"fr-par-2"_s}) >= 0, 30'000);
    clickRow(offers, rowOf(offers, {u"L4-1-24G"_s, u"fr-par-2"_s}));
    auto *model = find<QLineEdit>("modelEdit");
    model->clear();
    QTest::keyClicks(model, u"Qwen/Qwen2.5--bad"_s);
    QVERIFY(!create->isEnabled());
    picture(u"create-refused-fr"_s);
    model->clear();
    QTest::keyClicks(model, u"Qwen/Qwen2.5-0.5B-Instruct"_s);
    QTRY_VERIFY(create->isEnabled());
    picture(u"create-fr"_s);
    QSignalSpy made(m_console.get(), &models::Console::requestDone);
    QTest::mouseClick(create, Qt::LeftButton);
    QTest::mouseClick(create, Qt::LeftButton); // twice, as impatient people do: one instance
    QTRY_VERIFY_WITH_TIMEOUT(made.count() >= 1, 10'000);
    const auto id = made.first().at(1).value<models::InstanceId>();
    auto *fleet = find<QAbstractItemView>("fleetTable");
    QTRY_COMPARE(fleet->model()->rowCount(), 1);
    QTRY_VERIFY(!find<QDialog>("createDialog"));

    // Every status that it goes through is in the window's own reading of it.
    clickRow(fleet, 0);
    connect(m_console.get(), &models::Console::fleetChanged, this, [this, id] { m_console->loadDetails(id); });
    QTRY_COMPARE_WITH_TIMEOUT(m_details.instance.status, Status::Installing, 60'000);
    picture(u"installing-fr"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_details.instance.status, Status::Ready, 90'000);
    QVector<Status> statuses;
    for (const models::Transition &transition : m_details.transitions)
        statuses.append(transition.to);
    QCOMPARE(statuses, (QVector<Status>{Status::Provisioning, Status::Booting, Status::Installing, Status::Starting, Status::Ready}));
    QCOMPARE(m_details.instance.progress, 100);
    QCOMPARE(fleet->model()->rowCount(), 1);
    QTRY_VERIFY(rowOf(fleet, {u"fr-par-2"_s, u"L4-1-24G"_s, m_details.instance.address}) == 0);
    picture(u"ready-fr"_s);

    // The timeline, and the language switched under it.
    auto *tabs = find<QTabWidget>("detailsTabs");
    tabs->setFocus();
    tabs->setCurrentIndex(1);
    auto *transitions = find<QAbstractItemView>("transitionTable");
    QTRY_COMPARE(transitions->model()->rowCount(), 5);
    picture(u"timeline-fr"_s);
    const QString frenchTab = tabs->tabText(2);
    QVERIFY(allTextIs(u"Résilier"_s, u"Terminate"_s) || allTextIs(u"Terminer"_s, u"Terminate"_s) || allTextIs(u"Supprimer"_s, u"Terminate"_s));
    find<QAction>("languageEnglish")->trigger();
    QTRY_COMPARE(tabs->tabText(1), u"Timeline"_s);
    QVERIFY(tabs->tabText(2) != frenchTab || frenchTab == u"Actions"_s);
    QVERIFY(find<QPushButton>("detailsTerminate")->text().contains(u"Terminate"_s));
    QCOMPARE(transitions->model()->rowCount(), 5); // nothing was lost by it
    picture(u"timeline-en"_s);
    tabs->setCurrentIndex(2);
    picture(u"actions-en"_s);
    tabs->setCurrentIndex(3);
    picture(u"resources-en"_s);

    // Terminate, by its key; the focus is on Cancel, and the list says what goes.
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QVERIFY(find<QAction>("terminateAction")->isEnabled());
    fleet->setFocus();
    clickRow(fleet, 0);
    QTest::keyClick(m_window.get(), Qt::Key_Delete);
    QTRY_VERIFY(find<QDialog>("terminateDialog"));
    auto *resources = find<QAbstractItemView>("terminateResources");
    QTRY_COMPARE(resources->model()->rowCount(), 2);
    auto *terminate = find<QPushButton>("terminateButton");
    QTRY_VERIFY(terminate->isEnabled());
    QVERIFY(find<QDialog>("terminateDialog")->focusWidget() != terminate);
    picture(u"terminate-en"_s);
    QVERIFY(leftAtTheCloud() > 0);
    QTest::mouseClick(terminate, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(m_details.instance.status, Status::Terminating, 10'000);
    picture(u"terminating-en"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_details.instance.status, Status::Terminated, 60'000);
    for (const models::Resource &resource : m_details.resources)
        QVERIFY(resource.goneAt.has_value());
    QCOMPARE(leftAtTheCloud(), 0);
    picture(u"terminated-en"_s);
    find<QAction>("languageFrench")->trigger();
    picture(u"terminated-fr"_s);
}

QTEST_MAIN(TestMainJob)
#include "tst_mainjob.moc"
