#include "models/views/instancetablemodel.h"
#include "tests/ui/support/guiguard.h"
#include "tests/ui/support/windowfixture.h"
#include "ui/timeline/timelinewidget.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QtTest>

using namespace vigie;
using models::Status;
using tests::WindowFixture;

/// The main window by real keys and clicks.
class tst_MainWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_guard = std::make_unique<tests::GuiGuard>(); }
    void cleanupTestCase() { m_guard.reset(); }
    void init() { m_guard->take(); }
    void cleanup() { QCOMPARE(m_guard->take(), QStringList()); }

    void pagesFollowTheConnection()
    {
        WindowFixture fixture;
        auto *pages = fixture.find<QStackedWidget>("pages");
        QCOMPARE(pages->currentWidget()->objectName(), QStringLiteral("fleetPage"));
        models::ConnectionState state;
        state.step = models::ConnectionState::Step::Migrating;
        fixture.console.setState(state);
        QCOMPARE(pages->currentWidget()->objectName(), QStringLiteral("startPage"));
        QVERIFY(fixture.find<QLabel>("startSteps")->text().contains(QLatin1String("Bringing the tables up to date")));
        QVERIFY(!fixture.find<QAction>("createAction")->isEnabled());
        QVERIFY(!fixture.find<QAction>("createAction")->toolTip().isEmpty()); // it says why
        state.phase = models::ConnectionState::Phase::Failed;
        state.error = models::Error{models::ErrorCode::DiskFull, {}, QStringLiteral("No space left on device")};
        fixture.console.setState(state);
        QCOMPARE(pages->currentWidget()->objectName(), QStringLiteral("failurePage"));
        QVERIFY(fixture.find<QPlainTextEdit>("failureDetails")->toPlainText().contains(QLatin1String("No space left")));
        QTest::mouseClick(fixture.find<QPushButton>("failureRetry"), Qt::LeftButton);
        QCOMPARE(fixture.console.retries, 1);
    }

    void theStatusLineTellsTheTruth()
    {
        WindowFixture fixture;
        const auto *text = fixture.find<QLabel>("statusText");
        QCOMPARE(text->text(), QStringLiteral("Live"));
        models::ConnectionState state = fixture.console.state;
        state.orchestrators = 0;
        fixture.console.setState(state);
        QVERIFY(text->text().contains(QLatin1String("no orchestrator")));
        state.phase = models::ConnectionState::Phase::Reconnecting;
        fixture.console.setState(state);
        QVERIFY(text->text().startsWith(QLatin1String("Reconnecting: as of ")));
        QVERIFY(fixture.find<QPushButton>("statusRetry")->isVisible());
    }

    void aNewRowIsThereBeforeTheNextFrame()
    {
        WindowFixture fixture;
        const int before = fixture.table()->model()->rowCount();
        fixture.console.change({tests::sampleInstance(40, Status::Provisioning)});
        QCOMPARE(fixture.table()->model()->rowCount(), before + 1); // without an event loop between
    }

    void changesKeepTheChosenRowAndItsDetails()
    {
        WindowFixture fixture;
        QVERIFY(fixture.choose(Status::Starting));
        models::Instance chosen = fixture.rowOf(fixture.table()->currentIndex().row());
        QTRY_COMPARE(fixture.console.detailLoads.count(chosen.id), 1);
        chosen.status = Status::Ready;
        chosen.statusName = QStringLiteral("ready");
        chosen.progress = 100;
        ++chosen.version;
        fixture.console.change({chosen});
        QTRY_VERIFY(fixture.rowOf(fixture.table()->currentIndex().row()) == chosen);
        QTRY_COMPARE(fixture.console.detailLoads.count(chosen.id), 2);
        QCOMPARE(fixture.table()->selectionModel()->selectedRows().size(), 1);
        fixture.console.change({tests::sampleInstance(41, Status::Booting)}); // another one
        QTest::qWait(1);
        QCOMPARE(fixture.console.detailLoads.count(chosen.id), 2);
    }

    void whatStandsInTheWayIsShownUntilItIsGone()
    {
        WindowFixture fixture;
        QVERIFY(fixture.choose(Status::Provisioning));
        models::Instance chosen = fixture.rowOf(fixture.table()->currentIndex().row());
        const auto *cause = fixture.find<QLabel>("failureCause");
        QVERIFY(!cause->isVisible());
        chosen.trouble = models::Error{models::ErrorCode::ProviderUnreachable, {}, QStringLiteral("Connection refused")};
        fixture.console.change({chosen});
        QTRY_VERIFY(cause->isVisible());
        QVERIFY(!cause->text().isEmpty());
        QVERIFY(fixture.find<QLabel>("failureRemedy")->text().startsWith(QLatin1String("It is tried again by itself.")));
        QCOMPARE(fixture.find<QLabel>("failureDetail")->text(), QStringLiteral("Connection refused"));
        const auto *model = fixture.table()->model();
        const int row = fixture.table()->currentIndex().row();
        QVERIFY(model->index(row, model->columnCount() - 1).data().toString().startsWith(QLatin1String("Trying again: ")));
        chosen.trouble.reset();
        fixture.console.change({chosen});
        QTRY_VERIFY(!cause->isVisible());
    }

    void detailsFailingSaysSoAndTheNextChangeTriesAgain()
    {
        WindowFixture fixture;
        fixture.console.details.clear();
        QVERIFY(fixture.choose(Status::Starting));
        models::Instance chosen = fixture.rowOf(fixture.table()->currentIndex().row());
        Q_EMIT fixture.console.detailsFailed(chosen.id, {models::ErrorCode::DatabaseUnreachable, {}, {}});
        const QList<QLabel *> labels = fixture.find<QWidget>("detailsPane")->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.cbegin(), labels.cend(), [](const QLabel *label) {
            return label->isVisible() && label->text().startsWith(QLatin1String("The details could not be read"));
        }));
        fixture.console.change({});
        QCOMPARE(fixture.console.detailLoads.count(chosen.id), 2);
    }

    void theFilterIsAKeyAwayAndEscapeClearsIt()
    {
        WindowFixture fixture;
        fixture.table()->setFocus();
        QTest::keyClick(fixture.table(), Qt::Key_Slash);
        auto *edit = fixture.find<QLineEdit>("filterEdit");
        QVERIFY(edit->hasFocus());
        QTest::keyClicks(edit, QStringLiteral("terminated"));
        QCOMPARE(fixture.table()->model()->rowCount(), 1);
        QCOMPARE(fixture.find<QLabel>("filterCount")->text(), QStringLiteral("1 of 12"));
        QTest::keyClicks(edit, QStringLiteral("/?")); // keys are text where text is typed
        QCOMPARE(edit->text(), QStringLiteral("terminated/?"));
        QVERIFY(fixture.find<QWidget>("emptyPage")->isVisible());
        QTest::keyClick(edit, Qt::Key_Escape);
        QCOMPARE(fixture.table()->model()->rowCount(), 12);
        QVERIFY(fixture.table()->hasFocus());
    }

    void questionMarkShowsEveryKey()
    {
        WindowFixture fixture;
        fixture.table()->setFocus();
        QTest::keyClick(fixture.table(), Qt::Key_Question);
        const auto *dialog = fixture.find<QDialog>("keysDialog");
        QVERIFY(dialog && dialog->isVisible());
        QStringList texts;
        for (const QLabel *label : dialog->findChildren<QLabel *>())
            texts.append(label->text());
        QVERIFY(texts.contains(QStringLiteral("Ctrl+N")));
        QVERIFY(texts.contains(QStringLiteral("New instance")));
    }

    void onlyWhatIsGoneCanBeArchived()
    {
        WindowFixture fixture;
        auto *archive = fixture.find<QAction>("archiveAction");
        auto *terminate = fixture.find<QAction>("terminateAction");
        QVERIFY(fixture.choose(Status::Ready));
        QVERIFY(!archive->isEnabled() && terminate->isEnabled());
        QVERIFY(!archive->toolTip().isEmpty());
        QVERIFY(fixture.choose(Status::Terminating));
        QVERIFY(!terminate->isEnabled());
        QVERIFY(fixture.choose(Status::Terminated));
        QVERIFY(archive->isEnabled() && !terminate->isEnabled());
        archive->trigger();
        QCOMPARE(fixture.console.archived.size(), 1);
        Q_EMIT fixture.console.requestRefused(fixture.console.requests.last(), {models::ErrorCode::IllegalTransition, {}, {}});
        QVERIFY(fixture.find<QLabel>("noticeText")->isVisible());
        archive->trigger();
        Q_EMIT fixture.console.requestDone(fixture.console.requests.last(), fixture.console.archived.last());
        QVERIFY(!fixture.find<QWidget>("noticeBar")->isVisible());
    }

    void theTimelineIsWalkedByKeys()
    {
        WindowFixture fixture;
        QVERIFY(fixture.choose(Status::Ready));
        fixture.find<QTabWidget>("detailsTabs")->setCurrentIndex(1);
        auto *timeline = fixture.find<ui::TimelineWidget>("timeline");
        QTRY_VERIFY(timeline->timeline().items().size() > 5);
        timeline->setFocus();
        QTest::keyClick(timeline, Qt::Key_Right);
        QCOMPARE(timeline->currentItem(), 0);
        QVERIFY(timeline->accessibleDescription().contains(QLatin1String("Provisioning")));
        QVERIFY(timeline->accessibleDescription().contains(QLatin1String("UTC")));
        QTest::keyClick(timeline, Qt::Key_End);
        QCOMPARE(timeline->currentItem(), timeline->timeline().items().size() - 1);
        const models::TimelineScale before = timeline->scale();
        QTest::keyClick(timeline, Qt::Key_Plus);
        QVERIFY(timeline->scale().to() - timeline->scale().from() < before.to() - before.from());
        QTest::keyClick(timeline, Qt::Key_0);
        QCOMPARE(timeline->scale().from(), timeline->timeline().items().first().from);
        QTest::mouseClick(timeline, Qt::LeftButton, {}, timeline->itemRect(0).center().toPoint());
        QCOMPARE(timeline->currentItem(), 0);
    }

    /// A painted status is there in its colour: probed at the chip's shape.
    void statusesArePaintedWithShapeAndColour()
    {
        WindowFixture fixture;
        const QColor danger = ui::coloursOf(ui::Appearance::Light).danger;
        QVERIFY(fixture.choose(Status::StartupFailed));
        const int row = fixture.table()->currentIndex().row();
        const QImage image = fixture.table()->viewport()->grab().toImage();
        const auto holds = [&](models::InstanceColumn column) {
            const QRect rect = fixture.table()->visualRect(fixture.table()->model()->index(row, static_cast<int>(column)));
            for (int y = rect.top(); y <= rect.bottom(); ++y) {
                for (int x = rect.left(); x <= rect.right(); ++x) {
                    if (image.pixelColor(x, y) == danger)
                        return true;
                }
            }
            return false;
        };
        QVERIFY(holds(models::InstanceColumn::Status));
        QVERIFY(holds(models::InstanceColumn::Price)); // it failed and is billed
        QVERIFY(!holds(models::InstanceColumn::Name));
    }

    void hostileNamesAreShownAsText()
    {
        WindowFixture fixture;
        models::Instance hostile = tests::sampleInstance(50, Status::Ready);
        hostile.name = QStringLiteral("<img src=x onerror=y>");
        hostile.model = QStringLiteral("evil/\u202Egnp.exe \U0001F680");
        fixture.console.change({hostile});
        fixture.find<QLineEdit>("filterEdit")->setText(QStringLiteral("evil"));
        QVERIFY(fixture.choose(Status::Ready));
        const QAbstractItemModel &model = *fixture.table()->model();
        QCOMPARE(model.index(0, static_cast<int>(models::InstanceColumn::Name)).data().toString(), hostile.name);
        QCOMPARE(model.index(0, static_cast<int>(models::InstanceColumn::Model)).data().toString(),
                 QStringLiteral("evil/[U+202E]gnp.exe \U0001F680"));
        const QString hint = model.index(0, static_cast<int>(models::InstanceColumn::Name)).data(Qt::ToolTipRole).toString();
        QVERIFY(!hint.contains(QLatin1String("<img")));
        for (const QLabel *label : fixture.window->findChildren<QLabel *>()) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
            QVERIFY(!label->text().contains(QChar(0x202E)));
        }
    }

    void themesSwitchLive()
    {
        WindowFixture fixture;
        fixture.find<QAction>("themeDark")->trigger();
        QCOMPARE(QApplication::palette().color(QPalette::Base), ui::coloursOf(ui::Appearance::Dark).ground);
        QCOMPARE(fixture.settings.value(QStringLiteral("theme")).toString(), QStringLiteral("dark"));
        QTRY_COMPARE(fixture.find<QLabel>("statusWhere")->palette().color(QPalette::WindowText), ui::coloursOf(ui::Appearance::Dark).muted);
        fixture.find<QAction>("themeLight")->trigger();
        QCOMPARE(QApplication::palette().color(QPalette::Base), ui::coloursOf(ui::Appearance::Light).ground);
    }

    void settingsAreRemembered()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("vigie.ini"));
        {
            ui::UiSettings settings(path);
            settings.setValue(QStringLiteral("language"), QStringLiteral("fr"));
            settings.setValue(QStringLiteral("fleet/columns"), QByteArray("\x00\xffz", 3));
        }
        const ui::UiSettings again(path);
        QCOMPARE(again.value(QStringLiteral("language")).toString(), QStringLiteral("fr"));
        QCOMPARE(again.value(QStringLiteral("fleet/columns")).toByteArray(), QByteArray("\x00\xffz", 3));
    }

private:
    std::unique_ptr<tests::GuiGuard> m_guard;
};

QTEST_MAIN(tst_MainWindow)
#include "tst_mainwindow.moc"
