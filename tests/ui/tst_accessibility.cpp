#include "tests/ui/support/guiguard.h"
#include "tests/ui/support/windowfixture.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QTabWidget>
#include <QtTest>

using namespace vigie;
using models::Status;
using tests::WindowFixture;

/// What a screen reader and a keyboard find: everything that can be reached has a name, and everything can be reached.
class tst_Accessibility : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_guard = std::make_unique<tests::GuiGuard>(); }
    void cleanupTestCase() { m_guard.reset(); }
    void init() { m_guard->take(); }
    void cleanup() { QCOMPARE(m_guard->take(), QStringList()); }

    void everythingThatTakesFocusHasAName()
    {
        WindowFixture fixture;
        QVERIFY(fixture.choose(Status::Ready));
        auto *tabs = fixture.find<QTabWidget>("detailsTabs");
        fixture.find<QAction>("createAction")->trigger();
        fixture.find<QAction>("terminateAction")->trigger();
        fixture.find<QAction>("keysAction")->trigger();
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            QCoreApplication::processEvents();
            walk(*fixture.window);
        }
        for (const QDialog *dialog : fixture.window->findChildren<QDialog *>())
            walk(*dialog);
        QVERIFY(m_walked > 40);
    }

    void cellsSayStatusInWords()
    {
        WindowFixture fixture;
        QVERIFY(fixture.choose(Status::StartupFailed));
        const QModelIndex status = fixture.table()->currentIndex().siblingAtColumn(0);
        QCOMPARE(status.data(Qt::AccessibleTextRole).toString(), QStringLiteral("Did not start"));
        QAccessibleInterface *table = QAccessible::queryAccessibleInterface(fixture.table());
        QVERIFY(table && table->tableInterface());
        QAccessibleInterface *cell = table->tableInterface()->cellAt(status.row(), 0);
        QVERIFY(cell);
        QCOMPARE(cell->text(QAccessible::Name), QStringLiteral("Did not start"));
    }

    void tabReachesEveryControl_data()
    {
        QTest::addColumn<QString>("dialog");
        QTest::addColumn<QString>("action");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("create") << "createDialog"
                                << "createAction" << QStringList{QStringLiteral("modelEdit"),   QStringLiteral("modelSuggestions"),
                                                                 QStringLiteral("accountBox"),  QStringLiteral("zoneBox"),
                                                                 QStringLiteral("offerTable"),  QStringLiteral("offerRetry"),
                                                                 QStringLiteral("nameEdit"),    QStringLiteral("diskBox"),
                                                                 QStringLiteral("cancelButton")};
        QTest::newRow("terminate") << "terminateDialog"
                                   << "terminateAction"
                                   << QStringList{QStringLiteral("cancelButton"), QStringLiteral("terminateButton"),
                                                  QStringLiteral("terminateResources")};
    }

    void tabReachesEveryControl()
    {
        QFETCH(QString, dialog);
        QFETCH(QString, action);
        QFETCH(QStringList, expected);
        WindowFixture fixture;
        QVERIFY(fixture.choose(Status::Ready));
        fixture.window->findChild<QAction *>(action)->trigger();
        auto *window = fixture.window->findChild<QDialog *>(dialog);
        QVERIFY(QTest::qWaitForWindowActive(window));
        QTest::qWait(10);
        QStringList order;
        for (int i = 0; i < 20; ++i) {
            const QWidget *focused = QApplication::focusWidget();
            QVERIFY(focused);
            if (order.contains(focused->objectName()))
                break;
            order.append(focused->objectName());
            QTest::keyClick(window, Qt::Key_Tab);
        }
        QCOMPARE(order, expected);
    }

private:
    void walk(const QWidget &window)
    {
        for (QWidget *widget : window.findChildren<QWidget *>()) {
            // What belongs to a compound widget (a spin box's field, a list's viewport) is named by it.
            if (!widget->isVisibleTo(&window) || widget->focusPolicy() == Qt::NoFocus ||
                widget->objectName().startsWith(QLatin1String("qt_")))
                continue;
            QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
            QVERIFY(interface);
            ++m_walked;
            const QString what = QStringLiteral("%1 %2").arg(QLatin1String(widget->metaObject()->className()), widget->objectName());
            QVERIFY2(!interface->text(QAccessible::Name).isEmpty() || !interface->text(QAccessible::Value).isEmpty(), qPrintable(what));
        }
    }

    int m_walked = 0;
    std::unique_ptr<tests::GuiGuard> m_guard;
};

QTEST_MAIN(tst_Accessibility)
#include "tst_accessibility.moc"
