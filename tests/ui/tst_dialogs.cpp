#include "tests/ui/support/guiguard.h"
#include "tests/ui/support/windowfixture.h"

#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QtTest>

using namespace vigie;
using models::Status;
using tests::WindowFixture;

/// The creation dialog and the confirmation of a termination.
class tst_Dialogs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_guard = std::make_unique<tests::GuiGuard>(); }
    void cleanupTestCase() { m_guard.reset(); }
    void init() { m_guard->take(); }
    void cleanup() { QCOMPARE(m_guard->take(), QStringList()); }

    void createByKeysAlone()
    {
        WindowFixture fixture;
        fixture.table()->setFocus();
        QTest::keyClick(fixture.table(), Qt::Key_N, Qt::ControlModifier);
        QPointer<QDialog> dialog = fixture.find<QDialog>("createDialog");
        QVERIFY(dialog);
        auto *model = dialog->findChild<QLineEdit *>(QStringLiteral("modelEdit"));
        auto *offers = dialog->findChild<QTableView *>(QStringLiteral("offerTable"));
        auto *create = dialog->findChild<QPushButton *>(QStringLiteral("createButton"));
        QTRY_COMPARE(offers->model()->rowCount(), 6); // what has no GPU is not offered
        QVERIFY(!create->isEnabled());
        QVERIFY(!create->toolTip().isEmpty());
        QTest::keyClicks(model, QStringLiteral("hf://gpt2@main"));
        offers->setFocus();
        QTest::keyClick(offers, Qt::Key_Down);
        QVERIFY(create->isEnabled());
        QVERIFY2(create->text().contains(QLatin1String("EUR/h")), qPrintable(create->text()));
        // A double Enter is one wish.
        create->setFocus();
        QTest::keyClick(create, Qt::Key_Return);
        QTest::keyClick(create, Qt::Key_Return);
        QTest::mouseDClick(create, Qt::LeftButton);
        QCOMPARE(fixture.console.creates.size(), 1);
        const models::CreatePlan plan = fixture.console.creates.first();
        QCOMPARE(plan.model, QStringLiteral("gpt2"));
        QCOMPARE(plan.revision, QStringLiteral("main"));
        QCOMPARE(plan.type.toString(), QStringLiteral("L40S-1-48G"));
        QCOMPARE(plan.gpus, 1);
        QCOMPARE(plan.rootVolumeBytes, 125'000'000'000LL);
        QCOMPARE(plan.pricePerHour->micros(), 1'469'916LL);
        // Done: the dialog goes, and the row is chosen when it comes.
        const models::Instance fresh = tests::sampleInstance(60, Status::Provisioning);
        Q_EMIT fixture.console.requestDone(plan.request, fresh.id);
        QTRY_VERIFY(!dialog);
        fixture.console.change({fresh});
        QCOMPARE(fixture.rowOf(fixture.table()->currentIndex().row()).id, fresh.id);
    }

    void aRefusalKeepsEverythingTyped()
    {
        WindowFixture fixture;
        QDialog *dialog = openCreate(fixture);
        fill(*dialog, QStringLiteral("Qwen/Qwen2.5-0.5B-Instruct"));
        dialog->findChild<QLineEdit *>(QStringLiteral("nameEdit"))->setText(QStringLiteral("mine"));
        dialog->findChild<QSpinBox *>(QStringLiteral("diskBox"))->setValue(300);
        auto *create = dialog->findChild<QPushButton *>(QStringLiteral("createButton"));
        create->click();
        const models::RequestId first = fixture.console.creates.first().request;
        QVERIFY(!create->isEnabled());
        // Somebody else's answer is none of ours.
        Q_EMIT fixture.console.requestRefused(models::RequestId::generate(), {models::ErrorCode::Internal, {}, {}});
        QVERIFY(!create->isEnabled());
        Q_EMIT fixture.console.requestRefused(
            first, {models::ErrorCode::ProviderQuotaExceeded, {}, QStringLiteral("cp_servers_type_L4_1_24G: 0/0")});
        const auto *problem = dialog->findChild<QLabel *>(QStringLiteral("createProblem"));
        QVERIFY(problem->isVisible());
        QVERIFY(problem->text().contains(QLatin1String("quota")));
        QVERIFY(problem->text().contains(QLatin1String("0/0")));
        QCOMPARE(dialog->findChild<QLineEdit *>(QStringLiteral("nameEdit"))->text(), QStringLiteral("mine"));
        QVERIFY(create->isEnabled());
        create->click();
        QCOMPARE(fixture.console.creates.size(), 2);
        QVERIFY(fixture.console.creates.last().request != first); // answered: this is another wish
        QCOMPARE(fixture.console.creates.last().name, QStringLiteral("mine"));
        QCOMPARE(fixture.console.creates.last().rootVolumeBytes, 300'000'000'000LL);
    }

    void theReasonStandsBesideTheModel_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("org") << "Qwen/Qwen2.5-0.5B-Instruct" << true;
        QTest::newRow("bare") << "gpt2" << true;
        QTest::newRow("url") << "https://huggingface.co/Qwen/Qwen2.5-7B-Instruct/tree/main" << true;
        QTest::newRow("space") << "Qwen Qwen" << false;
        QTest::newRow("slashes") << "a/b/c" << false;
        QTest::newRow("dashes") << "a--b" << false;
        QTest::newRow("git") << "a/b.git" << false;
        QTest::newRow("quant") << "llama:8b-q4" << false;
        QTest::newRow("empty") << "" << false;
    }

    void theReasonStandsBesideTheModel()
    {
        QFETCH(QString, text);
        QFETCH(bool, accepted);
        WindowFixture fixture;
        QDialog *dialog = openCreate(fixture);
        fill(*dialog, QStringLiteral("x"));
        dialog->findChild<QLineEdit *>(QStringLiteral("modelEdit"))->setText(text);
        QCOMPARE(dialog->findChild<QPushButton *>(QStringLiteral("createButton"))->isEnabled(), accepted);
        const QColor colour = dialog->findChild<QLabel *>(QStringLiteral("modelReason"))->palette().color(QPalette::WindowText);
        QCOMPARE(colour == ui::coloursOf(ui::Appearance::Light).danger, !accepted);
    }

    void aZoneThatFailsSaysSoInPlaceAndTheOthersStay()
    {
        WindowFixture fixture;
        QDialog *dialog = openCreate(fixture);
        auto *note = dialog->findChild<QLabel *>(QStringLiteral("offerNote"));
        QTRY_VERIFY(note->text().contains(QLatin1String("fr-par-1: The provider cannot be reached")));
        auto *offers = dialog->findChild<QTableView *>(QStringLiteral("offerTable"));
        QCOMPARE(offers->model()->rowCount(), 6);
        auto *retry = dialog->findChild<QPushButton *>(QStringLiteral("offerRetry"));
        QVERIFY(retry->isVisible());
        fixture.console.offers[1].error.reset();
        retry->click();
        QTRY_VERIFY(note->text().isEmpty());
        QVERIFY(!retry->isVisible());
        QCOMPARE(fixture.console.offerLoads, 2);
        auto *zones = dialog->findChild<QComboBox *>(QStringLiteral("zoneBox"));
        zones->setCurrentIndex(zones->findText(QStringLiteral("fr-par-1")));
        QCOMPARE(offers->model()->rowCount(), 0);
        QVERIFY(!note->text().isEmpty());
    }

    void anAccountWithoutCredentialsSaysWhy()
    {
        WindowFixture fixture;
        fixture.console.accountList[0].hasCredentials = false;
        QDialog *dialog = openCreate(fixture);
        fill(*dialog, QStringLiteral("gpt2"));
        const auto *create = dialog->findChild<QPushButton *>(QStringLiteral("createButton"));
        QVERIFY(!create->isEnabled());
        QVERIFY(create->toolTip().contains(QLatin1String("credentials")));
    }

    void theChoiceOfAnOfferSurvivesNewAnswers()
    {
        WindowFixture fixture;
        QDialog *dialog = openCreate(fixture);
        fill(*dialog, QStringLiteral("gpt2"));
        models::ZoneOffers other = fixture.console.offers.first();
        other.zone = models::Zone(QStringLiteral("fr-par-1"));
        for (models::Offer &offer : other.offers)
            offer.zone = other.zone;
        Q_EMIT fixture.console.offersLoaded(other);
        dialog->findChild<QPushButton *>(QStringLiteral("createButton"))->click();
        QCOMPARE(fixture.console.creates.first().type.toString(), QStringLiteral("L4-1-24G"));
        QCOMPARE(fixture.console.creates.first().zone.toString(), QStringLiteral("fr-par-2"));
    }

    void downGoesIntoTheSuggestions()
    {
        WindowFixture fixture;
        QDialog *dialog = openCreate(fixture);
        auto *edit = dialog->findChild<QLineEdit *>(QStringLiteral("modelEdit"));
        auto *list = dialog->findChild<QListWidget *>(QStringLiteral("modelSuggestions"));
        QTRY_VERIFY(edit->hasFocus()); // a dialog begins with its first question
        QTest::keyClick(edit, Qt::Key_Down);
        QVERIFY(list->hasFocus());
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(edit->text(), QStringLiteral("Qwen/Qwen2.5-0.5B-Instruct"));
        QVERIFY(fixture.console.creates.isEmpty());
    }

    void terminateListsWhatGoesAndAsksOnce()
    {
        WindowFixture fixture;
        QVERIFY(fixture.choose(Status::Ready));
        const models::Instance chosen = fixture.rowOf(fixture.table()->currentIndex().row());
        const models::InstanceDetails details = fixture.console.details.take(chosen.id); // not answered yet
        QTest::keyClick(fixture.table(), Qt::Key_Delete);
        QPointer<QDialog> dialog = fixture.find<QDialog>("terminateDialog");
        QVERIFY(dialog);
        auto *terminate = dialog->findChild<QPushButton *>(QStringLiteral("terminateButton"));
        auto *cancel = dialog->findChild<QPushButton *>(QStringLiteral("cancelButton"));
        QVERIFY(!terminate->isEnabled());
        QTRY_VERIFY(cancel->hasFocus());
        fixture.console.answerDetails(details);
        QTRY_VERIFY(terminate->isEnabled());
        const auto *table = dialog->findChild<QTableView *>(QStringLiteral("terminateResources"));
        QCOMPARE(table->model()->rowCount(), 4);
        QCOMPARE(table->model()->index(0, 0).data().toString(), QStringLiteral("server"));
        QCOMPARE(table->model()->index(0, 3).data().toString(), QStringLiteral("2.92"));
        QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("terminateTotal"))->text().contains(QLatin1String("EUR/h")));
        QTest::mouseDClick(terminate, Qt::LeftButton);
        terminate->click();
        QCOMPARE(fixture.console.terminations.size(), 1);
        QCOMPARE(fixture.console.terminations.first().second, chosen.version);
        Q_EMIT fixture.console.requestDone(fixture.console.requests.last(), chosen.id);
        QTRY_VERIFY(!dialog);
    }

    void enterDoesNotTerminate()
    {
        WindowFixture fixture;
        QVERIFY(fixture.choose(Status::Ready));
        QPointer<QDialog> dialog = openTerminate(fixture);
        QTRY_VERIFY(dialog->findChild<QPushButton *>(QStringLiteral("terminateButton"))->isEnabled());
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_VERIFY(!dialog);
        QVERIFY(fixture.console.terminations.isEmpty());
    }

    void productionWantsTheName()
    {
        WindowFixture fixture("en", models::Environment::Production);
        QVERIFY(fixture.choose(Status::Ready));
        const models::Instance chosen = fixture.rowOf(fixture.table()->currentIndex().row());
        QDialog *dialog = openTerminate(fixture);
        auto *terminate = dialog->findChild<QPushButton *>(QStringLiteral("terminateButton"));
        auto *name = dialog->findChild<QLineEdit *>(QStringLiteral("terminateName"));
        QVERIFY(name->isVisible());
        QTRY_COMPARE(terminate->toolTip(), QStringLiteral("Type the name first."));
        name->setText(chosen.name.toUpper());
        QVERIFY(!terminate->isEnabled());
        name->setText(chosen.name);
        QVERIFY(terminate->isEnabled());
    }

    void aChangeMeanwhileWarnsAndReadsAgain()
    {
        WindowFixture fixture;
        QVERIFY(fixture.choose(Status::Ready));
        models::Instance chosen = fixture.rowOf(fixture.table()->currentIndex().row());
        QDialog *dialog = openTerminate(fixture);
        auto *terminate = dialog->findChild<QPushButton *>(QStringLiteral("terminateButton"));
        QTRY_VERIFY(terminate->isEnabled());
        chosen.status = Status::Unavailable;
        chosen.statusName = QStringLiteral("unavailable");
        ++chosen.version;
        fixture.console.details[chosen.id].instance = chosen;
        fixture.console.change({chosen});
        QVERIFY(!terminate->isEnabled()); // until what it owns is read again
        QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("terminateWarning"))->text().contains(QLatin1String("Unavailable")));
        QTRY_VERIFY(terminate->isEnabled());
        terminate->click();
        QCOMPARE(fixture.console.terminations.first().second, chosen.version);
        Q_EMIT fixture.console.requestRefused(fixture.console.requests.last(), {models::ErrorCode::ChangedMeanwhile, {}, {}});
        QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("terminateProblem"))->isVisible());
        QTRY_VERIFY(terminate->isEnabled());
    }

    void theDialogGoesWithItsInstance()
    {
        WindowFixture fixture;
        QVERIFY(fixture.choose(Status::Ready));
        models::Instance chosen = fixture.rowOf(fixture.table()->currentIndex().row());
        QPointer<QDialog> dialog = openTerminate(fixture);
        chosen.status = Status::Terminated;
        ++chosen.version;
        fixture.console.change({chosen});
        QTRY_VERIFY(!dialog);
    }

    void detailsThatFailCanBeReadAgain()
    {
        WindowFixture fixture;
        QVERIFY(fixture.choose(Status::Ready));
        const models::Instance chosen = fixture.rowOf(fixture.table()->currentIndex().row());
        const models::InstanceDetails details = fixture.console.details.take(chosen.id);
        QDialog *dialog = openTerminate(fixture);
        Q_EMIT fixture.console.detailsFailed(chosen.id, {models::ErrorCode::DatabaseUnreachable, {}, {}});
        auto *retry = dialog->findChild<QPushButton *>(QStringLiteral("terminateRetry"));
        QVERIFY(retry->isVisible());
        fixture.console.details.insert(chosen.id, details);
        retry->click();
        QTRY_VERIFY(dialog->findChild<QPushButton *>(QStringLiteral("terminateButton"))->isEnabled());
        QVERIFY(!retry->isVisible());
    }

private:
    static QDialog *openCreate(WindowFixture &fixture)
    {
        fixture.find<QAction>("createAction")->trigger();
        auto *dialog = fixture.find<QDialog>("createDialog");
        return QTest::qWaitForWindowActive(dialog) ? dialog : nullptr;
    }

    static QDialog *openTerminate(WindowFixture &fixture)
    {
        fixture.find<QAction>("terminateAction")->trigger();
        return fixture.find<QDialog>("terminateDialog");
    }

    /// Types a model and chooses the cheapest offer.
    static void fill(QDialog &dialog, const QString &model)
    {
        auto *offers = dialog.findChild<QTableView *>(QStringLiteral("offerTable"));
        QTRY_COMPARE(offers->model()->rowCount(), 6);
        dialog.findChild<QLineEdit *>(QStringLiteral("modelEdit"))->setText(model);
        offers->selectRow(0);
    }

    std::unique_ptr<tests::GuiGuard> m_guard;
};

QTEST_MAIN(tst_Dialogs)
#include "tst_dialogs.moc"
