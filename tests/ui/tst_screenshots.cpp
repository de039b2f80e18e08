#include "tests/ui/support/guiguard.h"
#include "tests/ui/support/samples.h"
#include "tests/ui/support/scriptedconsole.h"
#include "models/views/instancetablemodel.h"
#include "ui/main/mainwindow.h"
#include "ui/settings/uisettings.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTabWidget>
#include <QtTest>

using namespace vigie;
using models::Status;
using tests::sampleFleet;

/// Takes the pictures that people look at, of every screen in both languages and both appearances, and checks that each shows something.
class tst_Screenshots : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_guard = std::make_unique<tests::GuiGuard>();
        QVERIFY(QDir().mkpath(folder()));
    }
    void cleanupTestCase() { m_guard.reset(); }
    void init() { m_guard->take(); }
    void cleanup() { QCOMPARE(m_guard->take(), QStringList()); }

    void pictures_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("theme");
        QTest::addColumn<double>("scale");
        for (const char *language : {"fr", "en"}) {
            for (const char *theme : {"light", "dark"})
                QTest::addRow("%s-%s", language, theme) << QString::fromLatin1(language) << QString::fromLatin1(theme) << 1.0;
        }
        QTest::addRow("fr-light-150") << QStringLiteral("fr") << QStringLiteral("light") << 1.5;
    }

    void pictures()
    {
        QFETCH(QString, language);
        QFETCH(QString, theme);
        QFETCH(double, scale);
        const QFont before = QApplication::font();
        QFont font = before;
        font.setPointSizeF(before.pointSizeF() * scale);
        QApplication::setFont(font);

        ui::UiSettings settings{QString()};
        settings.setValue(QStringLiteral("language"), language);
        settings.setValue(QStringLiteral("theme"), theme);
        tests::ScriptedConsole console;
        console.now = tests::sampleNow();
        console.accountList = {tests::sampleAccount()};
        console.offers = tests::sampleOffers();
        ui::MainWindow window(console, settings);
        window.resize(1280, 800);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        console.setState({models::ConnectionState::Phase::Starting, models::ConnectionState::Step::StartingCluster, {}, {}, {}, {}, 0});
        console.setState({models::ConnectionState::Phase::Starting, models::ConnectionState::Step::Migrating, {}, {}, {}, {}, 0});
        take(window, "start");
        models::ConnectionState failed;
        failed.phase = models::ConnectionState::Phase::Failed;
        failed.error = models::Error{models::ErrorCode::PostgresNotInstalled,
                                     {{QStringLiteral("path"), QStringLiteral("/usr/lib/postgresql")}},
                                     QStringLiteral("no executable initdb in /usr/lib/postgresql/15/bin")};
        console.setState(failed);
        take(window, "failure");
        console.goLive();
        console.reset({});
        take(window, "empty");

        QVector<models::Instance> fleet = sampleFleet();
        for (models::Instance &instance : fleet)
            console.details.insert(instance.id, tests::sampleDetails(instance));
        console.reset(fleet);
        take(window, "fleet");
        auto *table = window.findChild<QTableView *>(QStringLiteral("fleetTable"));
        auto *tabs = window.findChild<QTabWidget *>(QStringLiteral("detailsTabs"));
        QVERIFY(table && tabs);
        choose(*table, Status::StartupFailed);
        take(window, "details-overview");
        choose(*table, Status::Ready);
        tabs->setCurrentIndex(1);
        take(window, "details-timeline");
        tabs->setCurrentIndex(2);
        auto *actions = window.findChild<QTableView *>(QStringLiteral("actionTable"));
        QCoreApplication::processEvents();
        actions->selectRow(6);
        take(window, "details-actions");
        tabs->setCurrentIndex(3);
        take(window, "details-resources");

        window.findChild<QAction *>(QStringLiteral("createAction"))->trigger();
        auto *dialog = window.findChild<QDialog *>(QStringLiteral("createDialog"));
        QVERIFY(dialog);
        QCoreApplication::processEvents();
        take(*dialog, "create-empty");
        dialog->findChild<QLineEdit *>(QStringLiteral("modelEdit"))->setText(QStringLiteral("Qwen/Qwen2.5-14B--Instruct"));
        dialog->findChild<QTableView *>(QStringLiteral("offerTable"))->selectRow(2);
        take(*dialog, "create");
        dialog->reject();
        console.accountList = {tests::sampleAccount(models::Environment::Production)};
        console.accountList[0].id = models::AccountId(QStringLiteral("acme"));
        Q_EMIT console.accountsChanged();
        window.findChild<QAction *>(QStringLiteral("terminateAction"))->trigger();
        dialog = window.findChild<QDialog *>(QStringLiteral("terminateDialog"));
        QVERIFY(dialog);
        QCoreApplication::processEvents();
        take(*dialog, "terminate");
        dialog->reject();
        window.findChild<QAction *>(QStringLiteral("keysAction"))->trigger();
        dialog = window.findChild<QDialog *>(QStringLiteral("keysDialog"));
        take(*dialog, "keys");
        dialog->reject();
        QApplication::setFont(before);
    }

private:
    static QString folder() { return QStringLiteral(VIGIE_BINARY_DIR "/screenshots"); }

    static void choose(QTableView &table, Status status)
    {
        for (int row = 0; row < table.model()->rowCount(); ++row) {
            if (table.model()->index(row, 0).data(models::InstanceRole).value<models::Instance>().status == status)
                table.selectRow(row);
        }
        QCoreApplication::processEvents();
    }

    static void take(QWidget &widget, const char *name)
    {
        QCoreApplication::processEvents();
        const QPixmap picture = widget.grab();
        const QImage image = picture.toImage();
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); y += 7) {
            for (int x = 0; x < image.width(); x += 3)
                colours.insert(image.pixel(x, y));
        }
        QVERIFY2(colours.size() > 8, name); // not a blank sheet
        QVERIFY(picture.save(QStringLiteral("%1/%2-%3.png").arg(folder(), QLatin1String(QTest::currentDataTag()), QLatin1String(name))));
    }

    std::unique_ptr<tests::GuiGuard> m_guard; ///< from the first test on: the framework sets its own handler before
};

QTEST_MAIN(tst_Screenshots)
#include "tst_screenshots.moc"
