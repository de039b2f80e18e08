#include "models/views/instanceorder.h"
#include "models/views/statusfamily.h"
#include "tests/ui/support/samples.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QtTest>

#include <algorithm>

using namespace vigie::models;
using vigie::tests::sampleInstance;

/// The table of instances and its order, under random deltas, against a naive oracle.
class tst_InstanceTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void randomDeltas_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<int>("order");
        for (int column = 0; column < instanceColumnCount; ++column) {
            QTest::addRow("column %d up", column) << column << static_cast<int>(Qt::AscendingOrder);
            QTest::addRow("column %d down", column) << column << static_cast<int>(Qt::DescendingOrder);
        }
    }

    void randomDeltas()
    {
        QFETCH(int, column);
        QFETCH(int, order);
        QRandomGenerator random(static_cast<quint32>(column * 2 + order + 1));
        InstanceTableModel table;
        InstanceOrder shown(table);
        shown.sort(column, static_cast<Qt::SortOrder>(order));
        const QAbstractItemModelTester tableTester(&table, QAbstractItemModelTester::FailureReportingMode::Fatal);
        const QAbstractItemModelTester orderTester(&shown, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QSignalSpy resets(&table, &QAbstractItemModel::modelReset);
        QSignalSpy orderResets(&shown, &QAbstractItemModel::modelReset);
        QMap<InstanceId, Instance> oracle;
        QString words;
        QPersistentModelIndex held;
        InstanceId heldId;

        for (int step = 0; step < 40; ++step) {
            FleetDelta delta;
            const bool whole = random.bounded(6) == 0;
            delta.kind = whole ? FleetDelta::Kind::Reset : FleetDelta::Kind::Changes;
            const int count = random.bounded(whole ? 60 : 8);
            for (int i = 0; i < count; ++i)
                delta.changed.append(randomInstance(random));
            if (whole)
                oracle.clear();
            for (const Instance &instance : std::as_const(delta.changed))
                oracle.insert(instance.id, instance);
            // A whole fleet names each instance once.
            if (whole)
                delta.changed = oracle.values();
            table.apply(delta);
            if (random.bounded(8) == 0) {
                words = random.bounded(2) == 0 ? QString() : QStringLiteral("fr-par");
                shown.setFilterText(words);
            }
            QCOMPARE(table.rowCount(), oracle.size());
            for (auto each = oracle.cbegin(); each != oracle.cend(); ++each)
                QCOMPARE(table.at(table.rowOf(each.key())), each.value());
            shown.sort(column, static_cast<Qt::SortOrder>(order)); // what the timer does
            checkOrder(shown, oracle, words, static_cast<InstanceColumn>(column), static_cast<Qt::SortOrder>(order));
            if (held.isValid())
                QCOMPARE(held.data(InstanceRole).value<Instance>().id, heldId); // what was pointed at is still that
            if (shown.rowCount() > 0) {
                held = shown.index(random.bounded(shown.rowCount()), 0);
                heldId = held.data(InstanceRole).value<Instance>().id;
            }
        }
        QCOMPARE(resets.count(), 0);
        QCOMPARE(orderResets.count(), 0);
    }

    void newRowIsShownAtOnceInItsPlace()
    {
        InstanceTableModel table;
        InstanceOrder shown(table);
        shown.sort(static_cast<int>(InstanceColumn::Name), Qt::AscendingOrder);
        table.apply({FleetDelta::Kind::Reset, {named(1, "a"), named(2, "c")}, {}});
        table.apply({FleetDelta::Kind::Changes, {named(3, "b")}, {}});
        QCOMPARE(namesOf(shown), (QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}));
    }

    void changedRowMovesAfterAMomentAndKeepsTheSelection()
    {
        InstanceTableModel table;
        InstanceOrder shown(table);
        shown.sort(static_cast<int>(InstanceColumn::Name), Qt::AscendingOrder);
        table.apply({FleetDelta::Kind::Reset, {named(1, "a"), named(2, "b"), named(3, "c")}, {}});
        QItemSelectionModel selection(&shown);
        selection.setCurrentIndex(shown.index(0, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        table.apply({FleetDelta::Kind::Changes, {named(1, "z")}, {}});
        QCOMPARE(namesOf(shown).first(), QStringLiteral("z")); // not moved yet
        QTRY_COMPARE(namesOf(shown), (QStringList{QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("z")}));
        QCOMPARE(selection.currentIndex().row(), 2);
        QCOMPARE(selection.selectedRows().size(), 1);
        QCOMPARE(selection.selectedRows().first().data(InstanceRole).value<Instance>().name, QStringLiteral("z"));
    }

    void fewChangesAreSaidRowByRowAndManyInOneRange()
    {
        InstanceTableModel table;
        QVector<Instance> fleet;
        for (int i = 0; i < 20; ++i)
            fleet.append(named(i, "n"));
        table.apply({FleetDelta::Kind::Reset, fleet, {}});
        QSignalSpy changes(&table, &QAbstractItemModel::dataChanged);
        table.apply({FleetDelta::Kind::Changes, {named(3, "x"), named(9, "x")}, {}});
        QCOMPARE(changes.count(), 2);
        changes.clear();
        table.apply({FleetDelta::Kind::Changes, {named(3, "x")}, {}}); // the same again
        QCOMPARE(changes.count(), 0);
        for (Instance &instance : fleet)
            instance.name = QStringLiteral("y");
        table.apply({FleetDelta::Kind::Changes, fleet, {}});
        QCOMPARE(changes.count(), 1);
    }

    void theFilterReadsWordsStatusesAndAccents()
    {
        InstanceFilter filter;
        filter.setStatusWords({{Status::Ready, QStringLiteral("Prête")}});
        const Instance ready = sampleInstance(0, Status::Ready);
        filter.setText(QStringLiteral("PRETE qwen"));
        QVERIFY(filter.matches(ready));
        filter.setText(QStringLiteral("prête  fr-par-2"));
        QVERIFY(filter.matches(ready));
        filter.setText(QStringLiteral("startup_failed"));
        QVERIFY(filter.matches(sampleInstance(1, Status::StartupFailed)));
        QVERIFY(!filter.matches(ready));
        filter.setText(QString());
        QVERIFY(!filter.matches(sampleInstance(1, Status::Archived)));
        filter.setArchived(ArchivedRows::Shown);
        QVERIFY(filter.matches(sampleInstance(1, Status::Archived)));
    }

private:
    static Instance named(int number, const char *name)
    {
        Instance instance = sampleInstance(number, Status::Ready);
        instance.name = QLatin1String(name);
        return instance;
    }

    static Instance randomInstance(QRandomGenerator &random)
    {
        Instance instance = sampleInstance(random.bounded(80), static_cast<Status>(random.bounded(static_cast<int>(statusCount) + 1)));
        instance.progress = random.bounded(5) * 20;
        instance.costSoFar = Money::fromMicros(random.bounded(4));
        if (random.bounded(4) == 0)
            instance.pricePerHour.reset();
        return instance;
    }

    static QStringList namesOf(const InstanceOrder &shown)
    {
        QStringList names;
        for (int row = 0; row < shown.rowCount(); ++row)
            names.append(shown.index(row, 0).data(InstanceRole).value<Instance>().name);
        return names;
    }

    /// The key of a row in the naive order: what the column is about, then the id.
    static std::pair<QVariant, InstanceId> keyOf(const Instance &instance, InstanceColumn column)
    {
        constexpr std::array rank{3, 2, 4, 1, 0, 6, 5};
        const int status = rank[static_cast<std::size_t>(familyOf(instance.status))] * 100 + static_cast<int>(instance.status);
        switch (column) {
        case InstanceColumn::Status: return {status, instance.id};
        case InstanceColumn::Progress: return {instance.progress, instance.id};
        case InstanceColumn::Name: return {instance.name.toCaseFolded(), instance.id};
        case InstanceColumn::Model: return {instance.model.toCaseFolded(), instance.id};
        case InstanceColumn::Offer: return {instance.type.toString().toCaseFolded(), instance.id};
        case InstanceColumn::ZoneName: return {instance.zone.toString(), instance.id};
        case InstanceColumn::Address: return {instance.address, instance.id};
        case InstanceColumn::Age: return {static_cast<qlonglong>(-instance.statusSince.microseconds()), instance.id};
        case InstanceColumn::Price: return {static_cast<qlonglong>(instance.pricePerHour.value_or(Money()).micros()), instance.id};
        case InstanceColumn::Cost: return {static_cast<qlonglong>(instance.costSoFar.micros()), instance.id};
        case InstanceColumn::Note: return {instance.error ? QString(toName(instance.error->code)).toCaseFolded() : QString(), instance.id};
        }
        return {};
    }

    static void checkOrder(const InstanceOrder &shown, const QMap<InstanceId, Instance> &oracle, const QString &words,
                           InstanceColumn column, Qt::SortOrder order)
    {
        QVector<Instance> expected;
        for (const Instance &instance : oracle) {
            if (instance.status != Status::Archived && (words.isEmpty() || instance.zone.toString().contains(words)))
                expected.append(instance);
        }
        std::sort(expected.begin(), expected.end(), [&](const Instance &left, const Instance &right) {
            const auto [leftValue, leftId] = keyOf(left, column);
            const auto [rightValue, rightId] = keyOf(right, column);
            const auto way = QVariant::compare(leftValue, rightValue);
            if (way == QPartialOrdering::Equivalent)
                return leftId < rightId;
            return order == Qt::AscendingOrder ? way == QPartialOrdering::Less : way == QPartialOrdering::Greater;
        });
        QCOMPARE(shown.rowCount(), expected.size());
        for (int row = 0; row < expected.size(); ++row) {
            const Instance got = shown.index(row, 0).data(InstanceRole).value<Instance>();
            QCOMPARE(got.id.toString(), expected.at(row).id.toString());
            QCOMPARE(shown.rowOf(got.id), row);
        }
    }
};

QTEST_GUILESS_MAIN(tst_InstanceTable)
#include "tst_instancetable.moc"
