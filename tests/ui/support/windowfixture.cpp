#include "tests/ui/support/windowfixture.h"

#include "models/views/instancetablemodel.h"

#include <QTest>

namespace vigie::tests {

WindowFixture::WindowFixture(const char *language, models::Environment environment) : fleet(sampleFleet())
{
    settings.setValue(QStringLiteral("language"), QLatin1String(language));
    settings.setValue(QStringLiteral("theme"), QStringLiteral("light"));
    console.now = sampleNow();
    models::Account account = sampleAccount(environment);
    account.id = models::AccountId(QStringLiteral("acme")); // the samples' account
    console.accountList = {account};
    console.offers = sampleOffers();
    for (const models::Instance &instance : std::as_const(fleet))
        console.details.insert(instance.id, sampleDetails(instance));
    window = std::make_unique<ui::MainWindow>(console, settings);
    window->resize(1280, 800);
    window->show();
    if (!QTest::qWaitForWindowExposed(window.get()))
        return;
    console.goLive();
    console.reset(fleet);
}

bool WindowFixture::choose(models::Status status) const
{
    for (int row = 0; row < table()->model()->rowCount(); ++row) {
        if (rowOf(row).status != status)
            continue;
        table()->selectRow(row);
        QCoreApplication::processEvents();
        return true;
    }
    return false;
}

models::Instance WindowFixture::rowOf(int row) const
{
    return table()->model()->index(row, 0).data(models::InstanceRole).value<models::Instance>();
}

} // namespace vigie::tests
